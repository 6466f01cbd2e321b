import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { checkBoxConfig } from '../src/adapters/config/load.ts';
import { describeFault } from '../src/core/config.ts';
import { checkAgainstWorld } from '../src/preflight.ts';

const directory = mkdtempSync(join(tmpdir(), 'likebox-preflight-'));
after(() => rmSync(directory, { recursive: true }));
const THEME = join(directory, 'theme.toml');

async function faultsOf(theme: string): Promise<string[]> {
  writeFileSync(THEME, theme);
  const document = { box: { data_dir: directory }, display: { theme: THEME } };
  const { config } = checkBoxConfig(document, 'simulated');
  assert.ok(config !== null);
  return (await checkAgainstWorld(config)).map(describeFault);
}

test('a theme that people could not read keeps a box from starting', async () => {
  assert.deepEqual(await faultsOf('dark.accent = "#ffd24d"'), []);
  assert.deepEqual(await faultsOf('dark.on_accent = "#ffffff"'), [
    'theme dark.on_accent on dark.accent: contrast 1.5, needs 4.5: make it darker',
  ]);
});

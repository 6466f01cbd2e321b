import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { makeDirectory } from './process.ts';

const UNITS = fileURLToPath(new URL('../../systemd/', import.meta.url));
const skip = spawnSync('systemd-analyze', ['--version']).error !== undefined && 'systemd is not installed';
/** Tenths of what systemd calls exposure, which is 10.0 for a unit that protects nothing. */
const EXPOSURE_MAX = { 'likebox-box': 25, 'likebox-hub': 20 } as const;

for (const [name, exposureMax] of Object.entries(EXPOSURE_MAX)) {
  const text = readFileSync(join(UNITS, `${name}.service`), 'utf8');
  const valuesOf = (setting: string) =>
    text
      .split('\n')
      .flatMap((line) => (line.startsWith(`${setting}=`) ? [line.slice(setting.length + 1)] : []));

  test(`systemd finds nothing wrong with ${name}, and its exposure is bounded`, { skip }, (context) => {
    const file = join(makeDirectory(context), `${name}.service`);
    // The program of this computer, wherever it lies.
    writeFileSync(file, text.replace('/usr/bin/node', process.execPath));
    const analyze = (...words: string[]) => {
      const { status, stdout, stderr } = spawnSync('systemd-analyze', [...words, file], { encoding: 'utf8' });
      return { status, said: `${stdout}${stderr}` };
    };
    assert.deepEqual(analyze('verify', '--man=no'), { status: 0, said: '' });
    const exposure = analyze('security', '--offline=true', `--threshold=${exposureMax}`, '--no-pager');
    assert.equal(exposure.status, 0, exposure.said);
  });

  test(`${name} waits neither for network nor time, and begins anew without limit`, () => {
    assert.deepEqual([...valuesOf('Requires'), ...valuesOf('Wants'), ...valuesOf('BindsTo')], []);
    assert.match(valuesOf('After').join(' '), /^\S+\.mount$/);
    assert.deepEqual([valuesOf('Restart'), valuesOf('StartLimitIntervalSec')], [['always'], ['0']]);
    assert.deepEqual([valuesOf('Type'), valuesOf('NotifyAccess')], [['notify'], ['all']]);
  });
}

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { createChoiceFile } from '../../src/adapters/choices.ts';
import type { Choices } from '../../src/core/menu/choices.ts';

const NOW = Date.parse('2026-06-24T10:00:00Z');
const BAD = 'choices.toml.bad-20260624T100000Z';

function createSample(t: TestContext, content?: string | Uint8Array) {
  const dataDir = mkdtempSync(join(tmpdir(), 'likebox-test-'));
  t.after(() => rmSync(dataDir, { recursive: true, force: true }));
  const path = join(dataDir, 'choices.toml');
  if (content !== undefined) writeFileSync(path, content);
  return { dataDir, path, file: createChoiceFile({ dataDir, now: () => NOW }) };
}

const ALL: readonly Choices[] = [
  {},
  { room: { value: 'Amphi "B"\n\\ été', insteadOf: 'Amphi A' } },
  { room: { value: 'Amphi B', insteadOf: null } },
  { muted: { value: true, insteadOf: false } },
  { room: { value: 'Hall', insteadOf: 'Amphi A' }, muted: { value: false, insteadOf: true } },
];

test('what is kept is read again, and nothing half written stays', async (t) => {
  const { dataDir, file } = createSample(t);
  assert.deepEqual(file.load(), { choices: {}, damage: null });
  for (const choices of ALL) {
    await file.save(choices);
    assert.deepEqual(file.load(), { choices, damage: null });
    assert.deepEqual(readdirSync(dataDir), ['choices.toml']);
  }
});

test('a person who opens the file reads who wrote it', async (t) => {
  const { path, file } = createSample(t);
  await file.save({
    room: { value: 'Amphi B', insteadOf: 'Amphi A' },
    muted: { value: true, insteadOf: false },
  });
  assert.equal(
    readFileSync(path, 'utf8'),
    `# Written by the service menu of this LikeBox; what is here is a person's choice at the box.
# Each choice counts until the same setting is changed in box.toml: "instead_of" is what box.toml said then.

[room]
value = "Amphi B"
instead_of = "Amphi A"

[muted]
value = true
instead_of = false
`,
  );
});

test('a key of a later version is left alone', (t) => {
  const { file } = createSample(t, '[room]\nvalue = "Hall"\n\n[colour]\nvalue = "red"\n');
  assert.deepEqual(file.load(), { choices: { room: { value: 'Hall', insteadOf: null } }, damage: null });
});

const DAMAGED = [
  '[room]\nvalue = "Amp',
  '\0\0\0\0',
  'room = "Amphi A"',
  '[room]\nvalue = 3\n',
  '[room]\ninstead_of = "Amphi A"\n',
  '[muted]\nvalue = true\n',
  '[muted]\nvalue = "yes"\ninstead_of = false\n',
];

test('a damaged file is put aside whole, and the configuration counts', (t) => {
  for (const content of DAMAGED) {
    const { dataDir, file } = createSample(t, content);
    const aside = join(dataDir, BAD);
    assert.deepEqual(file.load(), {
      choices: {},
      damage: `What was chosen in the menu cannot be read; the file is kept as ${aside}. The box runs on its configuration.`,
    });
    assert.equal(readFileSync(aside, 'utf8'), content);
    assert.deepEqual(file.load(), { choices: {}, damage: null });
  }
});

test('a directory in place of the file is put aside as well', async (t) => {
  const { dataDir, path, file } = createSample(t);
  mkdirSync(path);
  assert.match(file.load().damage ?? '', /is kept as/);
  await file.save({ muted: { value: true, insteadOf: false } });
  assert.deepEqual(readdirSync(dataDir).sort(), ['choices.toml', BAD].sort());
});

test('a file that cannot be written says which', async (t) => {
  const { dataDir, path } = createSample(t);
  const file = createChoiceFile({ dataDir: join(dataDir, 'gone'), now: () => NOW });
  await assert.rejects(file.save({}), {
    message: `cannot write ${join(dataDir, 'gone', 'choices.toml')} (ENOENT).`,
  });
  assert.deepEqual(file.load(), { choices: {}, damage: null });
  assert.equal(readdirSync(dataDir).includes(path), false);
});

test('a data directory that is none is for the store to say', (t) => {
  const { path } = createSample(t, 'a file');
  assert.deepEqual(createChoiceFile({ dataDir: path, now: () => NOW }).load(), { choices: {}, damage: null });
});

test('a write that was cut short leaves the choices before', async (t) => {
  const { file, path } = createSample(t);
  const choices = { room: { value: 'Hall', insteadOf: null } };
  await file.save(choices);
  writeFileSync(`${path}.writing`, '[room]\nva');
  assert.deepEqual(file.load(), { choices, damage: null });
  await file.save({});
  assert.deepEqual(file.load(), { choices: {}, damage: null });
});

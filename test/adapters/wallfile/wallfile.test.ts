import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { createWallFile } from '../../../src/adapters/wallfile/store.ts';
import { WALL_RULES } from '../../../src/core/wall/rules.ts';
import { createFakeClock } from '../../fakes/clock.ts';
import { checkWallStoreContract, keptPost } from '../wallstore/contract.ts';

const NOW = Date.parse('2026-06-24T10:00:00Z');
const BY = { at: NOW, who: 'Léa', what: 'set the rules' };

function createSample(t: TestContext, options: { picturesMaxBytes?: number } = {}) {
  const root = mkdtempSync(join(tmpdir(), 'likebox-test-'));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  const dataDir = join(root, 'data');
  const clock = createFakeClock({ wallAt: NOW });
  const warnings: string[] = [];
  const log = { warn: (_fields: object, message: string) => void warnings.push(message) };
  const open = () => createWallFile({ dataDir, clock, log, ...options });
  return { dataDir, path: join(dataDir, 'wall.json'), clock, warnings, open };
}

checkWallStoreContract('files', async (t) => {
  const { clock, open } = createSample(t);
  return { store: open(), reopen: async () => open(), pass: (ms) => clock.pass(ms) };
});

test('a person who opens the file finds each post on a line, and who changed what', async (t) => {
  const { dataDir, path, open } = createSample(t);
  const store = open();
  await store.savePosts([keptPost(1), keptPost(2)]);
  await store.saveRules(WALL_RULES, BY);
  await store.addRuling({ kind: 'clear' }, { ...BY, what: 'cleared the wall' });
  const text = readFileSync(path, 'utf8');
  assert.deepEqual(text.split('\n').slice(1), [
    `${JSON.stringify(keptPost(2))},`,
    JSON.stringify(keptPost(1)),
    ']}',
    '',
  ]);
  assert.deepEqual(JSON.parse(text).audit, [BY, { ...BY, what: 'cleared the wall' }]);
  assert.deepEqual(readdirSync(dataDir), ['wall.json']);
});

test('posts that are known already wear no card out', async (t) => {
  const { path, open } = createSample(t);
  const store = open();
  await store.savePosts([keptPost(1), keptPost(2)]);
  const { ino } = statSync(path);
  await store.savePosts([keptPost(2)]);
  await store.savePosts([]);
  assert.equal(statSync(path).ino, ino);
  await store.savePosts([keptPost(2, { goneAt: NOW })]);
  assert.notEqual(statSync(path).ino, ino);
});

for (const [what, damage] of [
  ['half of a file', (whole: string) => whole.slice(0, whole.length / 2)],
  ['an empty file', () => ''],
  ['a file of zeros', (whole: string) => '\0'.repeat(whole.length)],
  ['a wall with a post that is none', (whole: string) => whole.replace('"mastodon"', '"telegraph"')],
] as const) {
  test(`${what} is kept aside, and the wall starts empty`, async (t) => {
    const { dataDir, path, warnings, open } = createSample(t);
    await open().savePosts([keptPost(1)]);
    const bad = damage(readFileSync(path, 'utf8'));
    writeFileSync(path, bad);
    const store = open();
    assert.deepEqual([await store.posts(), await store.rulings(), await store.rules()], [[], [], null]);
    const aside = `${path}.bad-20260624T100000Z`;
    assert.deepEqual(warnings, [
      `The wall cannot be read; the file is kept as ${aside}. The wall starts empty.`,
    ]);
    assert.equal(readFileSync(aside, 'utf8'), bad);
    await store.savePosts([keptPost(2)]);
    assert.deepEqual(await open().posts(), [keptPost(2)]);
    assert.deepEqual(readdirSync(dataDir).length, 2);
  });
}

test('a file that cannot be reached is not written over, and is read once it can be', async (t) => {
  const { path, warnings, open } = createSample(t);
  await open().savePosts([keptPost(1)]);
  const whole = readFileSync(path);
  rmSync(path);
  mkdirSync(path); // what the disk refuses, whoever asks
  const store = open();
  await assert.rejects(store.posts(), { message: `cannot read ${path} (EISDIR).` });
  await assert.rejects(store.savePosts([keptPost(2)]), { message: `cannot read ${path} (EISDIR).` });
  rmSync(path, { recursive: true });
  writeFileSync(path, whole);
  assert.deepEqual([await store.posts(), warnings], [[keptPost(1)], []]);
});

test('what could not be written is not there', async (t) => {
  const { dataDir, path, open } = createSample(t);
  const store = open();
  await store.savePosts([keptPost(1)]);
  mkdirSync(`${path}.writing`); // in the way of the next draft
  await assert.rejects(store.savePosts([keptPost(2)]), { message: `cannot write ${path} (EISDIR).` });
  await assert.rejects(store.addRuling({ kind: 'clear' }, BY), { message: `cannot write ${path} (EISDIR).` });
  rmSync(join(dataDir, 'wall.json.writing'), { recursive: true });
  assert.deepEqual([await store.posts(), await store.rulings()], [[keptPost(1)], []]);
});

const A = '559aead08264d5795d3909718cdd05abd49572e84fe55590eef31a88a08fdffd'; // of "A"
const B = 'df7e70e5021544f4834bbee64a9e3789febc4be81470df629cad6ddb03320a5c'; // of "B"
const C = '6b23c0d5f35d1b11f9b683f0b0a617355deb11277d91ae091d399c655b87940d'; // of "C"
const picture = (digest: string) => ({ digest, width: 1, height: 1 });

test('a picture that is no longer what it was is not given out', async (t) => {
  const { dataDir, open } = createSample(t);
  await open().savePicture(picture(A), Buffer.from('A'), []);
  writeFileSync(join(dataDir, 'wall', `${A}.webp`), 'x');
  assert.equal(await open().picture(A), null);
  await open().savePicture(picture(A), Buffer.from('A'), []);
  assert.deepEqual(await open().picture(A), Buffer.from('A'));
});

test('after a restart the quota counts what is there, drops what is half written, and leaves the rest alone', async (t) => {
  const { dataDir, open } = createSample(t, { picturesMaxBytes: 1 });
  const folder = join(dataDir, 'wall');
  await open().savePicture(picture(A), Buffer.from('A'), []);
  writeFileSync(join(folder, `${C}.webp.writing`), 'half');
  writeFileSync(join(folder, 'notes.txt'), 'of a person');
  await open().savePicture(picture(B), Buffer.from('B'), [A]);
  assert.deepEqual(readdirSync(folder).sort(), [`${B}.webp`, 'notes.txt'].sort());
});

test('a picture that is larger than everything, or has a digest that leads elsewhere, is refused', async (t) => {
  const { dataDir, open } = createSample(t, { picturesMaxBytes: 1 });
  const store = open();
  await store.savePicture(picture(A), Buffer.from('A'), []);
  await assert.rejects(store.savePicture(picture(B), Buffer.from('BB'), []), {
    message: 'a picture of 2 bytes is more than the wall may keep.',
  });
  await assert.rejects(store.savePicture(picture('../../x'), Buffer.from('B'), []), {
    message: '"../../x" is no digest of a picture.',
  });
  assert.deepEqual(readdirSync(join(dataDir, 'wall')), [`${A}.webp`]);
});

test('a picture that is saved again is the newest, and counts once', async (t) => {
  const { dataDir, open } = createSample(t, { picturesMaxBytes: 3 });
  const store = open();
  for (const digest of [A, B, A]) await store.savePicture(picture(digest), Buffer.from('1'), []);
  await store.savePicture(picture(C), Buffer.from('22'), []);
  assert.deepEqual(readdirSync(join(dataDir, 'wall')).sort(), [`${A}.webp`, `${C}.webp`].sort());
});

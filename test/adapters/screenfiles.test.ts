import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { createScreenFiles } from '../../src/adapters/screenfiles.ts';

const NONE = { wall: null, results: null, images: null };
const WALL = { etag: 'w1', value: { posts: [], updatedAt: 1 } };
const digestOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const ONE = Buffer.from('one');
const TWO = Buffer.from('number two');

function open(context: TestContext) {
  const dataDir = mkdtempSync(join(tmpdir(), 'likebox-screen-'));
  context.after(() => rmSync(dataDir, { recursive: true }));
  const folder = join(dataDir, 'screen');
  return { folder, files: createScreenFiles(dataDir), again: () => createScreenFiles(dataDir) };
}

test('what was never kept is none', async (context) => {
  const { files } = open(context);
  assert.deepEqual([await files.load(), await files.pictures()], [NONE, new Map()]);
  assert.equal(await files.picture(digestOf(ONE)), null);
  await files.save('results', null);
  await files.keepOnly(new Set());
});

test('a document is there after the next start, until it is taken away', async (context) => {
  const { files, folder, again } = open(context);
  await files.save('wall', WALL);
  assert.deepEqual(await again().load(), { ...NONE, wall: WALL });
  assert.deepEqual(readdirSync(folder), ['wall.json']);
  await files.save('wall', null);
  assert.deepEqual(await again().load(), NONE);
});

test('a document that is garbled, or of another version, is none', async (context) => {
  const { files, folder } = open(context);
  await files.save('wall', WALL);
  truncateSync(join(folder, 'wall.json'), 20);
  writeFileSync(join(folder, 'images.json'), JSON.stringify({ format: 2, etag: 'i1', value: {} }));
  assert.deepEqual(await files.load(), NONE);
});

test('a picture that a power cut has cut short is not there', async (context) => {
  const { files, folder, again } = open(context);
  await files.savePicture(digestOf(ONE), ONE);
  await files.savePicture(digestOf(TWO), TWO);
  assert.deepEqual(await files.picture(digestOf(TWO)), TWO);
  truncateSync(join(folder, `${digestOf(TWO)}.webp`), 3);
  writeFileSync(join(folder, 'notes.txt'), 'of somebody');
  assert.deepEqual(await again().pictures(), new Map([[digestOf(ONE), 3]]));
  assert.equal(await files.picture(digestOf(TWO)), null);
});

test('pictures that nothing shows are dropped, with what was written by half', async (context) => {
  const { files, folder } = open(context);
  await files.savePicture(digestOf(ONE), ONE);
  await files.savePicture(digestOf(TWO), TWO);
  await files.save('wall', WALL);
  writeFileSync(join(folder, `${digestOf(TWO)}.webp.writing`), 'num');
  await files.keepOnly(new Set([digestOf(TWO)]));
  assert.deepEqual(readdirSync(folder).sort(), [`${digestOf(TWO)}.webp`, 'wall.json'].sort());
});

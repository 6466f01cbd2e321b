import assert from 'node:assert/strict';
import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { openDatabase } from '../../../src/adapters/store/database.ts';
import { PAGE_SIZE, readWal } from '../../../src/adapters/store/wal.ts';
import { appendVotes, databaseOptions, temporaryDirectory } from './fixture.ts';

const FRAME = 24 + PAGE_SIZE;

/** The log of a box that stored 20 votes after it was opened, as SQLite wrote it. */
function sampleLog(t: TestContext): Buffer {
  const path = join(temporaryDirectory(t), 'box.db');
  const database = openDatabase(databaseOptions(path));
  appendVotes(database, 20);
  copyFileSync(`${path}-wal`, `${path}-copy`);
  database.close();
  return readFileSync(`${path}-copy`);
}

function flip(log: Buffer, at: number): Buffer {
  const flipped = Buffer.from(log);
  flipped.writeUInt8(flipped.readUInt8(at) ^ 1, at);
  return flipped;
}

function frameAt(n: number): number {
  return 32 + n * FRAME;
}

test('a sound log gives every committed page in order', (t) => {
  const log = sampleLog(t);
  const { frames, damaged } = readWal(log);
  assert.equal(damaged, false);
  assert.equal(frames.length, (log.length - 32) / FRAME);
  assert.equal(frames.filter((frame) => frame.commit).length, 20);
  assert.equal(frames.at(-1)?.offset, log.length - PAGE_SIZE);
});

test('a torn end is no damage: what was not synced is simply not there', (t) => {
  const log = sampleLog(t);
  const { frames } = readWal(log);
  const torn = Buffer.from(log);
  torn.fill(0, log.length - 512);
  assert.deepEqual(readWal(torn), { frames: frames.slice(0, -1), damaged: false });
  assert.deepEqual(readWal(log.subarray(0, log.length - 100)), {
    frames: frames.slice(0, -1),
    damaged: false,
  });
});

test('a flipped bit in the middle is damage, and the pages behind it are still found', (t) => {
  const log = sampleLog(t);
  const { frames } = readWal(log);
  const without = frames.toSpliced(3, 1);
  for (const at of [frameAt(3) + 24 + 1000, frameAt(3) + 4, frameAt(3) + 10]) {
    assert.deepEqual(readWal(flip(log, at)), { frames: without, damaged: true }, `byte ${at}`);
  }
  const checksum = readWal(flip(log, frameAt(3) + 20)); // the next page's checksum goes on from this one
  assert.deepEqual(checksum, { frames: frames.toSpliced(3, 2), damaged: true });
});

test('a flipped bit in the last but one transaction is damage: it was synced before the last began', (t) => {
  const log = sampleLog(t);
  const { frames } = readWal(log);
  const at = frameAt(frames.length - 2) + 24 + 17;
  assert.deepEqual(readWal(flip(log, at)), { frames: frames.toSpliced(-2, 1), damaged: true });
});

test('a damaged header does not hide the pages behind it', (t) => {
  const log = sampleLog(t);
  const { frames } = readWal(log);
  for (const at of [0, 3, 9, 13]) {
    assert.deepEqual(readWal(flip(log, at)), { frames, damaged: true }, `byte ${at}`);
  }
});

test('pages of an earlier round of the log are not read', (t) => {
  const path = join(temporaryDirectory(t), 'box.db');
  const database = openDatabase(databaseOptions(path));
  appendVotes(database, 40);
  database.checkpoint();
  appendVotes(database, 2);
  const log = readFileSync(`${path}-wal`);
  database.close();
  const { frames, damaged } = readWal(log);
  assert.equal(damaged, false);
  assert.equal(frames.filter((frame) => frame.commit).length, 2);
  assert.ok(log.length >= frameAt(40));
});

test('no log, an empty one and rubbish hold nothing', () => {
  const nothing = { frames: [], damaged: false };
  assert.deepEqual(readWal(Buffer.alloc(0)), nothing);
  assert.deepEqual(readWal(Buffer.alloc(32)), nothing);
  assert.deepEqual(readWal(Buffer.alloc(100_000, 'rubbish')), nothing);
});

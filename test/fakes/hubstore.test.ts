import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testAppending } from '../adapters/hubstore/appending.ts';
import { batchOf, bySlots, castMany, createLog, wholeOf } from '../adapters/hubstore/material.ts';
import { testMoving } from '../adapters/hubstore/moving.ts';
import { createFakeVotes } from './hubstore.ts';

const SLOTS = bySlots(0, 10_000);
const open = async () => createFakeVotes();

testAppending('in memory', open);
testMoving('in memory', open);

test('a crash before the commit leaves nothing, and one after it everything', async () => {
  const votes = createFakeVotes();
  const log = castMany(createLog('box-1'), 4);
  votes.crashBeforeCommit = true;
  await assert.rejects(votes.append([batchOf(log, 1, 2, SLOTS)]));
  assert.deepEqual(await votes.heads(), []);
  votes.crashAfterCommit = true;
  await assert.rejects(votes.append([batchOf(log, 1, 2, SLOTS)]));
  assert.equal((await votes.heads())[0]?.acked, 2);
  assert.deepEqual(await votes.append([batchOf(log, 3, 4, SLOTS)]), ['stored']);
});

test('a backup is what was stored when it was made, however often it is put back', async () => {
  const votes = createFakeVotes();
  const log = castMany(createLog('box-1'), 4);
  await votes.append([batchOf(log, 1, 2, SLOTS)]);
  const backup = votes.snapshot();
  const then = await wholeOf(votes, SLOTS);
  for (let times = 0; times < 2; times += 1) {
    assert.deepEqual(await votes.append([batchOf(log, 3, 4, SLOTS)]), ['stored']);
    votes.restore(backup);
    assert.deepEqual(await wholeOf(votes, SLOTS), then);
  }
});

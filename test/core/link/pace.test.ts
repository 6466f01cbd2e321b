import assert from 'node:assert/strict';
import { test } from 'node:test';
import { backoffMs } from '../../../src/core/link/backoff.ts';
import { cutBatch } from '../../../src/core/link/cut.ts';
import { BATCH_BYTES_MAX } from '../../../src/core/link/frames.ts';
import { betterTime, measureHub } from '../../../src/core/link/hubtime.ts';
import type { StoredVote } from '../../../src/core/vote.ts';

const vote = (seq: number, room: string): StoredVote => ({
  ...{ seq, bootId: 'b', monoMs: 1, wallMs: 1, value: 1, room, shownSessionId: null, source: 'button' },
  digest: 'd'.repeat(64),
});

test('tries come ever later, up to half a minute, each at any moment before', () => {
  const longest = [1, 2, 3, 6, 7, 40].map((failures) => backoffMs(failures, 0.5) * 2);
  assert.deepEqual(longest, [500, 1_000, 2_000, 16_000, 30_000, 30_000]);
  assert.equal(backoffMs(9, 0), 0);
});

test('a frame takes at most 500 votes', () => {
  const votes = Array.from({ length: 600 }, (_, index) => vote(index + 1, 'A'));
  assert.equal(cutBatch(votes).length, 500);
  assert.equal(cutBatch(votes.slice(0, 3)).length, 3);
  assert.deepEqual(cutBatch([]), []);
});

test('a frame stays under 128 KiB with long room names, and takes one vote whatever its size', () => {
  const votes = Array.from({ length: 500 }, (_, index) => vote(index + 1, 'é'.repeat(400)));
  const cut = cutBatch(votes);
  const bytes = (part: readonly StoredVote[]) => Buffer.byteLength(JSON.stringify(part));
  assert.ok(bytes(cut) < BATCH_BYTES_MAX && cut.length > 50, `${cut.length} votes`);
  assert.ok(bytes(votes.slice(0, cut.length + 1)) > BATCH_BYTES_MAX - 1_000);
  assert.equal(cutBatch([vote(1, 'x'.repeat(BATCH_BYTES_MAX))]).length, 1);
});

test('the clock of the hub is read in the middle of the round trip', () => {
  assert.deepEqual(measureHub(1_000, 1_200, 50_000), { wallOffsetMs: 48_900, roundTripMs: 200 });
  assert.equal(measureHub(1_000, 7_000, 50_000), null);
  assert.equal(measureHub(1_000, 900, 50_000), null);
});

test('the quicker measurement counts, and the newer one when the hub has been set', () => {
  const known = { wallOffsetMs: 48_900, roundTripMs: 200 };
  const quicker = { wallOffsetMs: 48_950, roundTripMs: 100 };
  const slower = { wallOffsetMs: 48_800, roundTripMs: 900 };
  const set = { wallOffsetMs: 98_800, roundTripMs: 900 };
  assert.equal(betterTime(null, known), known);
  assert.equal(betterTime(known, quicker), quicker);
  assert.equal(betterTime(known, slower), known);
  assert.equal(betterTime(known, set), set);
});

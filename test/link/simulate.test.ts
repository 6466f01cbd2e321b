import assert from 'node:assert/strict';
import { availableParallelism } from 'node:os';
import { test } from 'node:test';
import type { Failure } from './simulate.ts';
import { simulateIn } from './threads.ts';

const SCHEDULES = 1_000; // the long part of scripts/test has 40,000
const SEED = 1;

test(`${SCHEDULES} schedules of mishaps lose no vote, count none twice and leave no fork unnoticed`, async (context) => {
  const failures: Failure[] = [];
  const share = { schedules: SCHEDULES, seed: SEED };
  const totals = await simulateIn(availableParallelism(), share, (failure) => failures.push(failure));
  assert.deepEqual(failures, []);
  const { votes, controlLost, ...wrong } = totals;
  const nothing = { lost: 0, double: 0, forksUndetected: 0, miscounted: 0, stuck: 0, boots: 0 };
  assert.deepEqual(wrong, { schedules: SCHEDULES, ...nothing });
  assert.ok(votes > 10 * SCHEDULES, `${votes} votes are too few to prove anything`);
  // The same schedules lose with the rule of the first LikeBox: they are hard enough.
  assert.ok(controlLost > SCHEDULES / 10, `the control lost ${controlLost} only`);
  context.diagnostic(`${votes} votes; the first LikeBox's rule loses ${controlLost} of them`);
});

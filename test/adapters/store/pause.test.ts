import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPause } from '../../../src/adapters/store/pause.ts';
import { createFakeClock } from '../../fakes/clock.ts';

const ENOUGH = 500;
const REST_MS = 2_000;

function begin() {
  const clock = createFakeClock();
  let asked = 0;
  const pause = createPause(clock, () => {
    asked += 1;
  });
  const vote = (times: number) => {
    for (let n = 0; n < times; n += 1) pause.voted();
  };
  return { clock, pause, vote, asked: () => asked };
}

test('a checkpoint waits until enough votes came and nobody has voted for a while', () => {
  const { clock, vote, asked } = begin();
  vote(ENOUGH - 1);
  clock.advance(10 * REST_MS);
  assert.equal(asked(), 0);
  vote(1);
  clock.advance(REST_MS - 1);
  vote(1);
  clock.advance(REST_MS);
  assert.equal(asked(), 0);
  clock.advance(REST_MS);
  assert.equal(asked(), 1);
});

test('a store that was stopped while one was due asks for it after its next start', () => {
  const { clock, pause, vote, asked } = begin();
  vote(ENOUGH);
  pause.stop();
  assert.equal(clock.openTimers(), 0);
  vote(1);
  clock.advance(REST_MS);
  assert.equal(asked(), 1);
});

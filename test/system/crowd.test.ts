import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { WebSocket } from 'ws';
import type { BoxState } from '../../src/core/state.ts';
import { voteValue } from '../../src/core/vote.ts';
import { startBox } from '../browser/box.ts';
import { type Crowd, createCrowd } from '../crowd.ts';

const SECONDS = 20;
/** Presses of both buttons so close together may be recognised in either order by a computer that is busy. */
const TOGETHER_MS = 50;

/** The sign on the thanks screen, undefined while it shows something else. */
const thanksOf = ({ lcd }: BoxState) => /([+-]1) not/.exec(lcd.lines?.join(' ') ?? '')?.[1];

/** What the presses count, in their order; of two made together, in that of the votes. */
function valuesOf(presses: Crowd['presses'], votes: readonly number[]): number[] {
  const made = presses.map(({ atMs, button }) => ({ atMs, value: voteValue(button) }));
  for (const [i, vote] of votes.entries()) {
    const [first, second] = made.slice(i, i + 2);
    if (first === undefined || second === undefined || first.value === vote) continue;
    if (second.atMs - first.atMs < TOGETHER_MS) made.splice(i, 2, second, first);
  }
  return made.map(({ value }) => value);
}

test(`three people in line for ${SECONDS} s of real time: every press is one row, the feedback that of the latest`, async (t) => {
  const box = await startBox();
  t.after(() => box.remove());
  const crowd = createCrowd({ seconds: SECONDS, seed: 42 });
  const states: BoxState[] = [];
  const feed = new WebSocket(`${box.origin.replace('http', 'ws')}/ws`);
  feed.on('message', (message) => states.push(JSON.parse(String(message))));
  t.after(() => feed.close());
  await once(feed, 'open');

  const played = await fetch(`${box.origin}/api/simulator/trace`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ edges: crowd.edges }),
  });
  assert.equal(played.status, 200);
  const last = await box.until(({ votes }) => votes.total >= crowd.presses.length);

  const rows = new Map(states.flatMap(({ lastVotes }) => lastVotes.map(({ seq, value }) => [seq, value])));
  const inOrder = [...rows].sort(([a], [b]) => a - b);
  const made = valuesOf(
    crowd.presses,
    inOrder.map(([, value]) => value),
  );
  assert.deepEqual(
    inOrder,
    made.map((value, i) => [i + 1, value]),
  );
  assert.deepEqual(
    [last.votes.total, last.failed, last.buttons.plus.repeats, last.buttons.minus.repeats],
    [made.length, 0, 0, 0],
  );

  const told = states.filter((state) => thanksOf(state) !== undefined);
  assert.ok(told.length > made.length, 'the thanks were looked at');
  for (const state of told) {
    const sign = state.lastVotes[0]?.value === 1 ? '+1' : '-1';
    assert.equal(thanksOf(state), sign);
    assert.equal(sign === '+1' ? state.leds.minus : state.leds.plus, false);
  }
});

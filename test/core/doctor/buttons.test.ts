import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeButton } from '../../../src/core/doctor/buttons.ts';
import type { ButtonFindings } from '../../../src/core/doctor/edges.ts';

const RULE = { pressMs: 12, releaseMs: 50, cooldownMs: 150, stuckMs: 10_000 };
const GOOD: ButtonFindings = {
  presses: 3,
  repeats: 0,
  edges: 14,
  noise: 0,
  lost: 0,
  longestBounceMs: 2.1,
  longestBreakMs: 0.8,
  longestSpikeMs: 0,
  shortestGapMs: 0.1,
  hum: false,
  stuck: false,
};
const FACTS = '3 presses, 14 edges, bounce up to 2.1 ms, shortest gap 0.1 ms, noise 0';
const LEAD = 'keep its lead away from mains, shield it, or add an RC filter at the box';

for (const [what, found, verdict, message, mend] of [
  ['a good button', {}, 'ok', FACTS, null],
  [
    'a button that nobody pressed',
    { presses: 0, edges: 0, longestBounceMs: 0, shortestGapMs: null },
    'warning',
    'no press in 10 s (0 presses, 0 edges, bounce up to 0 ms, noise 0)',
    'nobody pressed it, or it is not wired: check its line and its ground',
  ],
  [
    'a bounce close to the release time',
    { longestBounceMs: 42 },
    'warning',
    `its contact bounces for 42 ms, too close to release_ms = 50 (${FACTS.replace('2.1', '42')})`,
    'in box.toml: [hardware.buttons] release_ms = 75',
  ],
  [
    'a break close to the release time',
    { longestBreakMs: 60 },
    'warning',
    `its contact bounces for 60 ms, too close to release_ms = 50 (${FACTS})`,
    'in box.toml: [hardware.buttons] release_ms = 90',
  ],
  [
    'a bounce at four fifths of the release time',
    { longestBounceMs: 40 },
    'ok',
    FACTS.replace('2.1', '40'),
    null,
  ],
  [
    'presses that follow too soon',
    { repeats: 2 },
    'warning',
    `2 presses followed sooner than a hand can: its contact bounces for longer than release_ms = 50 (${FACTS})`,
    'in box.toml: [hardware.buttons] release_ms = 75',
  ],
  [
    'spikes close to the press time',
    { noise: 1, longestSpikeMs: 10.2 },
    'warning',
    `a spike lasted 10.2 ms, too close to press_ms = 12; 1 burst of noise (${FACTS.replace('noise 0', 'noise 1')})`,
    `in box.toml: [hardware.buttons] press_ms = 20; ${LEAD}`,
  ],
  [
    'hum, which says all that its bursts would',
    { presses: 0, noise: 3, hum: true },
    'warning',
    'it follows the mains, 50 Hz: its lead picks up hum (0 presses, 14 edges, bounce up to 2.1 ms, shortest gap 0.1 ms, noise 3)',
    LEAD,
  ],
  [
    'lost edges',
    { lost: 1 },
    'warning',
    `1 edge was lost (${FACTS})`,
    'run it again while this computer has nothing else to do',
  ],
  [
    'a button that never rests',
    { presses: 0, stuck: true },
    'wrong',
    'it never came to rest (0 presses, 14 edges, bounce up to 2.1 ms, shortest gap 0.1 ms, noise 0)',
    'check the contact, its ground and its pull-up; it must rest when nobody pushes it',
  ],
] as const) {
  test(`the verdict on ${what}`, () => {
    const findings = { ...GOOD, ...found };
    assert.deepEqual(judgeButton('minus', findings, RULE, 10), {
      id: 'button-minus',
      verdict,
      message,
      mend,
      values: { ...findings, seconds: 10 },
    });
  });
}

test('no limit is raised above what box.toml takes', () => {
  const { mend } = judgeButton('plus', { ...GOOD, longestBounceMs: 900 }, RULE, 10);
  assert.equal(mend, 'in box.toml: [hardware.buttons] release_ms = 1000');
});

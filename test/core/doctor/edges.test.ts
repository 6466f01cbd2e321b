import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bounce, USUAL_SWITCH, WORST_SWITCH } from '../../../src/core/contact.ts';
import { examineButton, type Observation } from '../../../src/core/doctor/edges.ts';
import { createRandom } from '../../../src/core/random.ts';

const RULE = { pressMs: 12, releaseMs: 50, cooldownMs: 150, stuckMs: 10_000 };
const AT_REST: Observation = { kind: 'read', active: false, atMs: 0 };

/** Edges that alternate from rest, at these instants. */
function edges(...instantsMs: number[]): Observation[] {
  return [AT_REST, ...instantsMs.map((atMs, i) => ({ kind: 'edge' as const, active: i % 2 === 0, atMs }))];
}

const NOTHING = {
  presses: 0,
  repeats: 0,
  edges: 0,
  noise: 0,
  lost: 0,
  longestBounceMs: 0,
  longestBreakMs: 0,
  longestSpikeMs: 0,
  shortestGapMs: null,
  hum: false,
  stuck: false,
};

for (const [what, observations, expected] of [
  ['a button that nobody touches', [AT_REST], {}],
  ['no observation at all', [], {}],
  ['a clean press', edges(100, 220), { presses: 1, edges: 2, shortestGapMs: 120 }],
  [
    'a press whose contact chatters on both sides',
    edges(100, 101, 103.25, 220, 220.5, 224),
    {
      presses: 1,
      edges: 6,
      longestBounceMs: 4,
      longestBreakMs: 2.25,
      shortestGapMs: 0.5,
    },
  ],
  [
    'a contact that parts for 42 ms inside a press',
    edges(100, 130, 172, 300),
    { presses: 1, edges: 4, longestBreakMs: 42, shortestGapMs: 30 },
  ],
  [
    'a contact that parts for longer than the release time',
    edges(100, 130, 190, 300),
    { presses: 1, repeats: 1, edges: 4, shortestGapMs: 30 },
  ],
  [
    'two spikes far from each other',
    edges(100, 103, 1_000, 1_009),
    { edges: 4, noise: 2, longestSpikeMs: 9, shortestGapMs: 3 },
  ],
  [
    'half-waves of the mains',
    edges(...Array.from({ length: 20 }, (_, i) => 100 + i * 10)),
    { edges: 20, noise: 1, longestSpikeMs: 10, shortestGapMs: 10, hum: true },
  ],
  [
    'a button that is held from before the watch on',
    [{ kind: 'read', active: true, atMs: 0 }],
    { stuck: true },
  ],
  [
    'a button that chatters without end',
    edges(...Array.from({ length: 1_000 }, (_, i) => i * 11)),
    { edges: 1_000, noise: 1, longestSpikeMs: 11, shortestGapMs: 11, stuck: true },
  ],
  [
    'an edge that nobody heard',
    [AT_REST, { kind: 'read', active: true, atMs: 250 }, { kind: 'edge', active: false, atMs: 400 }],
    { presses: 1, edges: 1, lost: 1, shortestGapMs: 150 },
  ],
  [
    'an edge that was heard just after the level was read',
    [
      AT_REST,
      { kind: 'read', active: true, atMs: 250 },
      { kind: 'edge', active: true, atMs: 250.5 },
      { kind: 'edge', active: false, atMs: 400.5 },
    ],
    { presses: 1, edges: 2, shortestGapMs: 150 },
  ],
] as const satisfies readonly (readonly [string, readonly Observation[], object])[]) {
  test(`what is found of ${what}`, () => {
    assert.deepEqual(examineButton(RULE, observations, 12_000), { ...NOTHING, ...expected });
  });
}

test('every punch of a real contact is one press, and its chatter is measured', () => {
  for (const [model, seed] of [
    [USUAL_SWITCH, 1],
    [USUAL_SWITCH, 2],
    [WORST_SWITCH, 3],
  ] as const) {
    const punches = Array.from({ length: 8 }, (_, i) => [
      { atMs: 500 + i * 1_000, active: true },
      { atMs: 900 + i * 1_000, active: false },
    ]).flat();
    const seen = bounce(punches, model, createRandom(seed));
    const found = examineButton(
      RULE,
      [AT_REST, ...seen.map((change) => ({ ...change, kind: 'edge' as const }))],
      10_000,
    );
    assert.deepEqual([found.presses, found.repeats, found.edges, found.hum], [8, 0, seen.length, false]);
    assert.ok(found.longestBounceMs > 0 && found.longestBounceMs <= model.maxMs, `${found.longestBounceMs}`);
    assert.ok(found.longestBreakMs <= model.longestGapMs, `${found.longestBreakMs}`);
  }
});

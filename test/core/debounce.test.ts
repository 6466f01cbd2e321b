import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Change } from '../../src/core/contact.ts';
import { createDebounce, type DebounceRule } from '../../src/core/debounce.ts';

const RULE: DebounceRule = { pressMs: 12, releaseMs: 50, cooldownMs: 150, stuckMs: 10_000 };

interface Case {
  name: string;
  /** What the line does: `[milliseconds, level]`. */
  line: [number, 0 | 1][];
  /** Positions in `line` of edges that never reach the program. */
  lost?: number[];
  /** Where the line ends up being watched to. */
  until?: number;
  startsActive?: boolean;
  /** `kind@milliseconds`, in order. */
  sees: string[];
}

/** Square wave: `high` ms on, `low` ms off, from `from` until `to`. */
function wave(from: number, to: number, high: number, low: number): [number, 0 | 1][] {
  const edges: [number, 0 | 1][] = [];
  for (let at = from; at < to; at += high + low) edges.push([at, 1], [at + high, 0]);
  return edges;
}

const PRESS_BOUNCE: [number, 0 | 1][] = [
  [0, 1],
  [2, 0],
  [3, 1],
  [18, 0],
  [60, 1],
  [75, 0],
  [100, 1],
  [130, 0],
  [159, 1],
];
const RELEASE_BOUNCE: [number, 0 | 1][] = [
  [400, 0],
  [403, 1],
  [420, 0],
  [462, 1],
  [490, 0],
  [530, 1],
  [559, 0],
];

const CASES: Case[] = [
  {
    name: 'a clean press is one press, when it has lasted',
    line: [
      [0, 1],
      [120, 0],
    ],
    sees: ['press@12'],
  },
  {
    name: '160 ms of bounce at press and at release, a clean 42 ms gap inside, is one press',
    line: [...PRESS_BOUNCE, ...RELEASE_BOUNCE],
    sees: ['press@15'],
  },
  {
    name: 'a spike of 1 ms is one noise',
    line: [
      [0, 1],
      [1, 0],
    ],
    sees: ['noise@51'],
  },
  {
    name: 'a spike of 10 ms is one noise',
    line: [
      [0, 1],
      [10, 0],
    ],
    sees: ['noise@60'],
  },
  { name: 'a burst of spikes is one noise', line: wave(0, 100, 3, 5), sees: ['noise@149'] },
  {
    name: 'two bursts with rest between are two noises',
    line: [...wave(0, 20, 1, 2), ...wave(200, 220, 10, 10)],
    sees: ['noise@69', 'noise@260'],
  },
  { name: '50 Hz hum is no press', line: wave(0, 1_000, 10, 10), sees: ['noise@1040'] },
  {
    name: 'hum under a press does not hide it',
    line: [...wave(0, 100, 10, 10), [100, 1], [200, 0]],
    sees: ['press@112'],
  },
  {
    name: 'a tap of 15 ms is a press',
    line: [
      [0, 1],
      [15, 0],
    ],
    sees: ['press@12'],
  },
  {
    name: 'exactly the press time is a press',
    line: [
      [0, 1],
      [12, 0],
    ],
    sees: ['press@12'],
  },
  {
    name: 'a tap does not swallow another person 300 ms later',
    line: [
      [0, 1],
      [15, 0],
      [300, 1],
      [420, 0],
    ],
    sees: ['press@12', 'press@312'],
  },
  {
    name: 'deliberate punching five times a second all counts',
    line: wave(0, 1_000, 100, 100),
    sees: ['press@12', 'press@212', 'press@412', 'press@612', 'press@812'],
  },
  {
    name: 'quicker than a hand can mean it is a repeat',
    line: [
      [0, 1],
      [20, 0],
      [75, 1],
      [100, 0],
    ],
    sees: ['press@12', 'repeat@87'],
  },
  {
    name: 'a repeat does not prolong the cool-down',
    line: [
      [0, 1],
      [20, 0],
      [75, 1],
      [95, 0],
      [160, 1],
      [200, 0],
    ],
    sees: ['press@12', 'repeat@87', 'press@172'],
  },
  {
    name: 'exactly the cool-down apart both count',
    line: [
      [0, 1],
      [20, 0],
      [150, 1],
      [200, 0],
    ],
    sees: ['press@12', 'press@162'],
  },
  {
    name: 'a gap shorter than the release time is the same press',
    line: [
      [0, 1],
      [100, 0],
      [149, 1],
      [300, 0],
    ],
    sees: ['press@12'],
  },
  {
    name: 'active at start is no press until it has rested',
    startsActive: true,
    line: [
      [500, 0],
      [800, 1],
      [900, 0],
    ],
    sees: ['press@812'],
  },
  {
    name: 'active at start for ever is stuck, and freed by rest',
    startsActive: true,
    line: [
      [12_000, 0],
      [13_000, 1],
      [13_100, 0],
    ],
    sees: ['stuck@10000', 'freed@12050', 'press@13012'],
  },
  {
    name: 'held too long is stuck: the one press stays',
    line: [
      [0, 1],
      [15_000, 0],
      [16_000, 1],
      [16_100, 0],
    ],
    sees: ['press@12', 'stuck@10000', 'freed@15050', 'press@16012'],
  },
  {
    name: 'chatter without end is stuck and no press',
    line: wave(0, 12_000, 4, 6),
    until: 12_500,
    sees: ['stuck@10000', 'freed@12044', 'noise@12044'],
  },
  {
    name: 'chatter that once lasted is one press, then stuck, then nothing more',
    line: wave(0, 12_000, 15, 25),
    until: 12_500,
    sees: ['press@12', 'stuck@10000', 'freed@12025'],
  },
  {
    name: 'a lost release is found by reading the level',
    line: [
      [0, 1],
      [100, 0],
      [600, 1],
      [700, 0],
    ],
    lost: [1],
    sees: ['press@12', 'press@612'],
  },
  {
    name: 'a lost press edge is found by reading the level',
    line: [
      [10, 1],
      [400, 0],
    ],
    lost: [0],
    sees: ['press@262'],
  },
  {
    name: 'a spike whose end was lost is no press: the level is read when the time is up',
    line: [
      [0, 1],
      [5, 0],
    ],
    lost: [1],
    sees: ['noise@62'],
  },
  {
    name: 'both edges of a release lost: the second person is counted if there was time to see it',
    line: [
      [0, 1],
      [100, 0],
      [500, 1],
      [600, 0],
    ],
    lost: [1, 2],
    sees: ['press@12', 'press@512'],
  },
  {
    name: 'a break whose edge was lost proves no press: the time starts again',
    line: [
      [0, 1],
      [4, 0],
      [8, 1],
      [15, 0],
    ],
    lost: [1],
    sees: ['noise@65'],
  },
];

/** Plays a line as the box sees it: edges at once, the level when a timer ends and every 250 ms. */
function play({ line, lost = [], startsActive = false, until }: Case): string[] {
  const lineAt = (ms: number) => line.filter(([at]) => at <= ms).at(-1)?.[1] ?? (startsActive ? 1 : 0);
  const debounce = createDebounce(RULE, startsActive, 0);
  const end = until ?? (line.at(-1)?.[0] ?? 0) + 1_000;
  const seen: string[] = [];
  let edge = 0;
  let poll = 250;
  for (;;) {
    const edgeAt = line[edge]?.[0] ?? Number.POSITIVE_INFINITY;
    const timerAt = Math.min(debounce.wakeAtMs() ?? Number.POSITIVE_INFINITY, poll);
    const now = Math.min(edgeAt, timerAt);
    if (now > end) return seen;
    const events =
      edgeAt <= timerAt
        ? lost.includes(edge)
          ? []
          : debounce.edge(line[edge]?.[1] === 1, edgeAt)
        : debounce.sample(lineAt(now) === 1, now);
    if (edgeAt <= timerAt) edge += 1;
    else if (now === poll) poll += 250;
    seen.push(...events.map((event) => `${event.kind}@${event.atMs}`));
  }
}

describe('debounce', () => {
  for (const one of CASES) test(one.name, () => assert.deepEqual(play(one), one.sees));

  test('a loop that stalls for a second changes nothing when edges carry their own time', () => {
    const debounce = createDebounce(RULE, false, 0);
    const line: Change[] = [
      { atMs: 0, active: true },
      { atMs: 80, active: false },
      { atMs: 300, active: true },
      { atMs: 303, active: false },
      { atMs: 600, active: true },
      { atMs: 700, active: false },
    ];
    const events = [
      ...line.flatMap((edge) => debounce.edge(edge.active, edge.atMs)),
      ...debounce.sample(false, 1_000),
    ];
    assert.deepEqual(events, [
      { kind: 'press', atMs: 12 },
      { kind: 'noise', atMs: 353 },
      { kind: 'press', atMs: 612 },
    ]);
  });

  test('two spikes with the edge between them lost are no press, even when the loop stalls over both', () => {
    const debounce = createDebounce(RULE, false, 0);
    const events = [
      ...debounce.edge(true, 0),
      ...debounce.edge(true, 20),
      ...debounce.edge(false, 25),
      ...debounce.sample(false, 1_000),
    ];
    assert.deepEqual(events, [{ kind: 'noise', atMs: 75 }]);
  });

  test('at rest it asks for no timer at all', () => {
    const debounce = createDebounce(RULE, false, 0);
    debounce.edge(true, 0);
    assert.equal(debounce.wakeAtMs(), 12);
    debounce.edge(false, 5);
    assert.equal(debounce.wakeAtMs(), 55);
    debounce.sample(false, 55);
    assert.equal(debounce.wakeAtMs(), undefined);
  });

  test('a press goes on counting as one after sight of it was lost, and the cool-down stays', () => {
    const debounce = createDebounce(RULE, false, 0);
    const events = [
      ...debounce.edge(true, 0),
      ...debounce.sample(true, 20),
      ...debounce.restart(false, 30),
      ...debounce.edge(true, 60),
      ...debounce.sample(true, 80),
    ];
    assert.deepEqual(events, [
      { kind: 'press', atMs: 12 },
      { kind: 'repeat', atMs: 72 },
    ]);
  });

  test('a burst that nobody saw the end of is noise, and no press when it is active still', () => {
    const debounce = createDebounce(RULE, false, 0);
    const events = [...debounce.edge(true, 0), ...debounce.restart(true, 5), ...debounce.sample(true, 500)];
    assert.deepEqual(events, [{ kind: 'noise', atMs: 5 }]);
    assert.equal(debounce.heldSinceMs(), undefined);
  });

  test('a stuck button that is active still stays stuck, and one that rests is freed', () => {
    const stuck = createDebounce(RULE, true, 0);
    assert.deepEqual(stuck.sample(true, RULE.stuckMs), [{ kind: 'stuck', atMs: RULE.stuckMs }]);
    assert.deepEqual(stuck.restart(true, RULE.stuckMs + 1_000), []);
    assert.deepEqual(stuck.sample(true, RULE.stuckMs * 3), []);
    assert.deepEqual(stuck.restart(false, RULE.stuckMs * 4), [{ kind: 'freed', atMs: RULE.stuckMs * 4 }]);
    assert.equal(stuck.wakeAtMs(), undefined);
  });

  test('the time without rest begins anew when sight comes back', () => {
    const debounce = createDebounce(RULE, true, 0);
    assert.deepEqual(debounce.restart(true, RULE.stuckMs - 1), []);
    assert.equal(debounce.wakeAtMs(), 2 * RULE.stuckMs - 1);
  });
});

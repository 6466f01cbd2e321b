import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createGapFinder } from '../../../src/core/board/gaps.ts';
import type { ToolVersion } from '../../../src/core/board/tools.ts';
import { createDebounce } from '../../../src/core/debounce.ts';

const RULE = { pressMs: 12, releaseMs: 50, cooldownMs: 150, stuckMs: 10_000 };

/** A push to ground or its end, as the kernel stamped it, and when it was heard. */
type Heard = readonly [active: boolean, atMs: number, heardMs: number];

/** What becomes of the edges of a button that rests high, and what the debounce makes of that. */
function hear(version: ToolVersion, heard: readonly Heard[]) {
  const gaps = createGapFinder(version, true);
  const debounce = createDebounce(RULE, false, 0);
  let level = true;
  const believed: [active: boolean, atMs: number][] = [];
  const events: string[] = [];
  for (const [active, atMs, heardMs] of heard) {
    for (const edge of gaps.heard({ high: !active, atMs }, level, heardMs)) {
      level = edge.high;
      believed.push([!edge.high, edge.atMs]);
      events.push(...debounce.edge(!edge.high, edge.atMs).map((event) => `${event.kind}@${event.atMs}`));
    }
  }
  const endMs = Math.max(...heard.map(([, , heardMs]) => heardMs)) + 1_000;
  events.push(...debounce.sample(!level, endMs).map((event) => `${event.kind}@${event.atMs}`));
  return { believed, events };
}

/** `count` edges half a millisecond apart, all heard at `heardMs`; the last is a release when `count` is even. */
const chatter = (count: number, fromMs: number, heardMs: number): Heard[] =>
  Array.from({ length: count }, (_, i) => [i % 2 === 0, fromMs + i / 2, heardMs]);

for (const version of [1, 2] as const) {
  test(`a tap whose release bounced is a press, late or on time, from gpiomon ${version}`, () => {
    const late = hear(version, [
      [true, 100, 300],
      [true, 180, 300],
      [false, 180.3, 300],
    ]);
    const onTime = hear(version, [
      [true, 100, 101],
      [true, 180, 181],
      [false, 180.3, 181.3],
    ]);
    assert.deepEqual(late, onTime);
    assert.deepEqual(late, {
      believed: [
        [true, 100],
        [false, 180],
        [true, 180],
        [false, 180.3],
      ],
      events: ['press@112'],
    });
  });

  test(`two releases in a row hold a push too short to count, from gpiomon ${version}`, () => {
    const { believed, events } = hear(version, [[false, 100, 101]]);
    assert.deepEqual(
      [believed, events],
      [
        [
          [true, 100],
          [false, 100],
        ],
        ['noise@150'],
      ],
    );
  });
}

test('a push lost where the queue of 1.6 was full begins at its end, and is one press', () => {
  const { believed, events } = hear(1, [...chatter(16, 100, 140), [false, 250, 251]]);
  assert.deepEqual(believed.slice(15), [
    [false, 107.5],
    [true, 107.5],
    [false, 250],
  ]);
  assert.deepEqual(events, ['press@119.5']);
});

test('an edge heard in time after a full queue was not lost, nor what comes later', () => {
  const { believed, events } = hear(1, [
    ...chatter(16, 100, 140),
    [true, 400, 401],
    [false, 480, 481],
    [false, 700, 701],
  ]);
  assert.deepEqual(believed.slice(16), [
    [true, 400],
    [false, 480],
    [true, 700],
    [false, 700],
  ]);
  assert.deepEqual(events, ['noise@157.5', 'press@412', 'noise@750']);
});

/** Runs after which nothing was lost for want of room, so that a second release only ends a bounce. */
const ROOMY: readonly [what: string, version: ToolVersion, run: Heard[]][] = [
  ['14 edges that waited', 1, chatter(14, 100, 140)],
  ['16 edges heard one by one', 1, chatter(16, 100, 0).map(([active, atMs]) => [active, atMs, atMs + 1])],
  ['16 edges that waited in the queue of 2.x, which drops the oldest', 2, chatter(16, 100, 140)],
];
for (const [what, version, run] of ROOMY) {
  test(`${what} lose no push`, () => {
    const { believed, events } = hear(version, [...run, [false, 250, 251]]);
    assert.deepEqual(believed.slice(run.length), [
      [true, 250],
      [false, 250],
    ]);
    assert.ok(!events.some((event) => event.startsWith('press')), events.join());
  });
}

test('a push that follows a push in a full queue gives no second press', () => {
  const { believed, events } = hear(1, [...chatter(17, 100, 140), [true, 250, 251], [false, 330, 331]]);
  assert.deepEqual(believed.slice(16), [
    [true, 108],
    [false, 250],
    [true, 250],
    [false, 330],
  ]);
  assert.deepEqual(events, ['press@120']);
});

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type ButtonEvent, createButtons } from '../../src/core/buttons.ts';
import type { Button } from '../../src/core/vote.ts';

const RULE = { pressMs: 12, releaseMs: 50, cooldownMs: 150, stuckMs: 10_000 };
const AT_REST = { plus: false, minus: false };

type Move = [atMs: number, button: Button, active: boolean];

/** Plays moves, waking when asked to, and tells what came of them until `untilMs`. */
function play(moves: readonly Move[], untilMs: number): string[] {
  const buttons = createButtons(RULE, AT_REST, 0);
  const levels = { ...AT_REST };
  const seen: ButtonEvent[] = [];
  const wakeUntil = (limit: number) => {
    for (let wake = buttons.wakeAtMs(); wake !== undefined && wake < limit; wake = buttons.wakeAtMs()) {
      seen.push(...buttons.sample({ ...levels }, wake));
    }
  };
  for (const [atMs, button, active] of moves) {
    wakeUntil(atMs);
    levels[button] = active;
    seen.push(...buttons.edge(button, active, atMs));
  }
  wakeUntil(untilMs);
  return seen.map((event) => `${'button' in event ? `${event.button} ` : ''}${event.kind}@${event.atMs}`);
}

describe('two buttons', () => {
  test('both together are two votes: it is two people', () => {
    const seen = play(
      [
        [0, 'plus', true],
        [1, 'minus', true],
        [90, 'plus', false],
        [95, 'minus', false],
      ],
      1_000,
    );
    assert.deepEqual(seen, ['plus press@12', 'minus press@13']);
  });

  test('a press during a press of the other button counts, however long that one is held', () => {
    const seen = play(
      [
        [0, 'plus', true],
        [100, 'minus', true],
        [180, 'minus', false],
        [400, 'minus', true],
        [480, 'minus', false],
        [600, 'plus', false],
      ],
      1_000,
    );
    assert.deepEqual(seen, ['plus press@12', 'minus press@112', 'minus press@412']);
  });

  test('the cool-down of one never touches the other', () => {
    const seen = play(
      [
        [0, 'plus', true],
        [20, 'plus', false],
        [30, 'minus', true],
        [60, 'minus', false],
      ],
      1_000,
    );
    assert.deepEqual(seen, ['plus press@12', 'minus press@42']);
  });

  test('both held for five seconds are said once, counted from the second of the two', () => {
    const seen = play(
      [
        [0, 'plus', true],
        [500, 'minus', true],
        [8_000, 'plus', false],
        [8_100, 'minus', false],
      ],
      9_000,
    );
    assert.deepEqual(seen, ['plus press@12', 'minus press@512', 'both-held@5512']);
  });

  test('one of them let go before five seconds is no such wish, and a new try begins anew', () => {
    const moves: Move[] = [
      [0, 'plus', true],
      [0, 'minus', true],
      [4_900, 'plus', false],
      [5_200, 'plus', true],
      [9_000, 'minus', false],
      [9_100, 'plus', false],
    ];
    assert.deepEqual(play(moves, 10_000), ['plus press@12', 'minus press@12', 'plus press@5212']);
  });

  test('a contact that chatters while both are held does not end the wish', () => {
    const moves: Move[] = [
      [0, 'plus', true],
      [0, 'minus', true],
      [3_000, 'plus', false],
      [3_030, 'plus', true],
      [6_000, 'plus', false],
      [6_000, 'minus', false],
    ];
    assert.deepEqual(play(moves, 7_000), ['plus press@12', 'minus press@12', 'both-held@5012']);
  });

  test('a button that nobody saw for a while is no press until it has rested, and the other goes on', () => {
    const buttons = createButtons(RULE, AT_REST, 0);
    const levels = { plus: true, minus: false };
    assert.deepEqual(buttons.restart('plus', true, 1_000), []);
    assert.deepEqual(buttons.sample(levels, 1_500), []);
    assert.deepEqual(buttons.edge('minus', true, 1_600), []);
    assert.deepEqual(buttons.sample({ plus: true, minus: true }, 1_700), [
      { kind: 'press', atMs: 1_612, button: 'minus' },
    ]);
    assert.deepEqual(buttons.edge('plus', false, 2_000), []);
    assert.deepEqual(buttons.edge('plus', true, 2_060), []);
    assert.deepEqual(buttons.sample({ plus: true, minus: true }, 2_072), [
      { kind: 'press', atMs: 2_072, button: 'plus' },
    ]);
  });

  test('sight lost while both are held ends the wish for the menu', () => {
    const buttons = createButtons(RULE, AT_REST, 0);
    const both = { plus: true, minus: true };
    const seen = [
      ...buttons.edge('plus', true, 0),
      ...buttons.edge('minus', true, 0),
      ...buttons.sample(both, 3_000),
      ...buttons.restart('minus', true, 3_100),
      ...buttons.sample(both, 9_000),
    ];
    assert.deepEqual(
      seen.map(({ kind }) => kind),
      ['press', 'press'],
    );
  });

  test('a stuck button leaves the other one working', () => {
    const moves: Move[] = [
      [0, 'plus', true],
      [11_000, 'minus', true],
      [11_100, 'minus', false],
      [12_000, 'plus', false],
      [13_000, 'plus', true],
      [13_100, 'plus', false],
    ];
    assert.deepEqual(play(moves, 14_000), [
      'plus press@12',
      'plus stuck@10000',
      'minus press@11012',
      'plus freed@12050',
      'plus press@13012',
    ]);
  });
});

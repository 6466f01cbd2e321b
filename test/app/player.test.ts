import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPlayer } from '../../src/app/player.ts';
import type { Pattern } from '../../src/core/patterns.ts';
import { createFakeClock } from '../fakes/clock.ts';

const ONCE: Pattern = {
  steps: [
    { atMs: 0, on: true },
    { atMs: 50, on: false },
    { atMs: 80, on: true },
    { atMs: 100, on: false },
  ],
  periodMs: null,
};
const BLINK: Pattern = {
  steps: [
    { atMs: 0, on: true },
    { atMs: 100, on: false },
  ],
  periodMs: 1_000,
};
const DARK_FIRST: Pattern = {
  steps: [
    { atMs: 0, on: false },
    { atMs: 40, on: true },
  ],
  periodMs: null,
};

function createWorld() {
  const clock = createFakeClock({ monoMs: 1_000 });
  const switched: [atMs: number, on: boolean][] = [];
  const player = createPlayer(clock, (on) => switched.push([clock.monoMs() - 1_000, on]));
  return { clock, switched, player };
}

test('a pattern plays once, each step at its time, and leaves no timer', () => {
  const { clock, switched, player } = createWorld();
  player.play(ONCE);
  clock.advance(5_000);
  assert.deepEqual(switched, [
    [0, true],
    [50, false],
    [80, true],
    [100, false],
  ]);
  assert.equal(clock.openTimers(), 0);
});

test('a pattern with a period plays again and again until it is stopped', () => {
  const { clock, switched, player } = createWorld();
  player.play(BLINK);
  clock.advance(2_050);
  player.stop();
  clock.advance(5_000);
  assert.deepEqual(switched, [
    [0, true],
    [100, false],
    [1_000, true],
    [1_100, false],
    [2_000, true],
    [2_050, false],
  ]);
  assert.equal(clock.openTimers(), 0);
});

test('a new pattern replaces the old one at once', () => {
  const { clock, switched, player } = createWorld();
  player.play(BLINK);
  clock.advance(30);
  player.play(DARK_FIRST);
  clock.advance(5_000);
  assert.deepEqual(switched, [
    [0, true],
    [30, false],
    [70, true],
  ]);
  assert.equal(clock.openTimers(), 0);
});

test('nothing is switched to what it is already', () => {
  const { clock, switched, player } = createWorld();
  player.stop();
  player.play(DARK_FIRST);
  clock.advance(40);
  player.play({ steps: [{ atMs: 0, on: true }], periodMs: null });
  assert.deepEqual(switched, [[0, true]]);
});

test('a lamp that went dark a moment ago stays so for as long as its pattern asks', () => {
  const { clock, switched, player } = createWorld();
  player.play({ steps: [{ atMs: 0, on: true }], periodMs: null });
  player.stop();
  clock.advance(39);
  player.play(DARK_FIRST);
  clock.advance(39);
  assert.deepEqual(switched.at(-1), [0, false]);
  clock.advance(1);
  assert.deepEqual(switched.at(-1), [79, true]);
});

test('a pattern keeps its rhythm when timers are late', () => {
  const { clock, switched, player } = createWorld();
  const late = { ...clock, after: (ms: number, call: () => void) => clock.after(ms + 7, call) };
  const lateSwitched: number[] = [];
  createPlayer(late, () => lateSwitched.push(clock.monoMs() - 1_000)).play(BLINK);
  clock.advance(3_200);
  assert.deepEqual(lateSwitched, [0, 107, 1_007, 1_107, 2_007, 2_107, 3_007, 3_107]);
  player.stop();
  assert.deepEqual(switched, []);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSimulatedBoard } from '../../../src/adapters/gpio/simulated.ts';
import type { Edge } from '../../../src/app/ports.ts';
import { USUAL_SWITCH } from '../../../src/core/contact.ts';
import { createRandom } from '../../../src/core/random.ts';
import { createFakeClock } from '../../fakes/clock.ts';
import { checkGpioContract } from './contract.ts';

const START_MS = 1_000;

/** @param seed of the bounce: of 1 both contacts chatter */
function createWorld({ seed = 1 } = {}) {
  const clock = createFakeClock({ monoMs: START_MS });
  const board = createSimulatedBoard({ clock, random: createRandom(seed) });
  const edges: (Edge & { heardMs: number })[] = [];
  const unwatch = board.gpio.buttons.watch((edge) => edges.push({ ...edge, heardMs: clock.monoMs() }));
  const settled = (promise: Promise<unknown>) => {
    const state = { done: false };
    void promise.then(() => {
      state.done = true;
    });
    return state;
  };
  return { hand: board.hand, lines: board.gpio.buttons, clock, edges, unwatch, settled };
}

test('a board at rest: no button active, no timer', () => {
  const { lines, clock } = createWorld();
  assert.deepEqual([lines.read('plus'), lines.read('minus')], [false, false]);
  assert.equal(clock.openTimers(), 0);
});

test('a press bounces like a real contact before its level is stable, at both ends', () => {
  for (let seed = 1; seed <= 200; seed += 1) {
    const { hand, lines, clock, edges } = createWorld({ seed });
    void hand.press('plus', 80);
    clock.advance(6);
    assert.equal(lines.read('plus'), true, `closed after 6 ms with seed ${seed}`);
    const closing = edges.length;
    clock.advance(80);
    assert.ok(edges.length > closing, 'it opens after the hold');
    clock.advance(6);
    assert.equal(lines.read('plus'), false);
    assert.deepEqual(edges.map(({ active }, i) => active === (i % 2 === 0)).includes(false), false);
    assert.equal(clock.openTimers(), 0);
  }
});

test('of two hundred presses most bounce', () => {
  const counts = Array.from({ length: 200 }, (_, seed) => {
    const { hand, clock, edges } = createWorld({ seed });
    void hand.press('plus', 80);
    clock.advance(1_000);
    return edges.length;
  });
  assert.ok(
    counts.filter((count) => count > 2).length > 100,
    `${counts.filter((count) => count > 2).length}`,
  );
});

test('the hold is stable for at least as long as was asked, even with the worst chatter', () => {
  for (let seed = 1; seed <= 200; seed += 1) {
    const { hand, clock, edges } = createWorld({ seed });
    void hand.press('minus', 15);
    clock.advance(1_000);
    const opensAtMs = START_MS + USUAL_SWITCH.maxMs + 15;
    const closing = edges.filter(({ atMs }) => atMs < opensAtMs);
    assert.equal(closing.at(-1)?.active, true);
    assert.ok(opensAtMs - (closing.at(-1)?.atMs ?? 0) >= 15);
  }
});

test('a press answers when the line is quiet again, not before', async () => {
  const { hand, clock, edges, settled } = createWorld();
  const press = settled(hand.press('plus', 80));
  await clock.pass(86);
  assert.equal(press.done, false);
  await clock.pass(6);
  assert.equal(press.done, true);
  assert.equal(edges.at(-1)?.active, false);
});

test('a level that is set stays, and setting it again does nothing', () => {
  const { hand, lines, clock, edges } = createWorld();
  hand.setLevel('plus', true);
  clock.advance(5_000);
  assert.deepEqual([lines.read('plus'), lines.read('minus')], [true, false]);
  const before = edges.length;
  hand.setLevel('plus', true);
  clock.advance(5_000);
  assert.equal(edges.length, before);
  hand.setLevel('plus', false);
  clock.advance(5_000);
  assert.equal(lines.read('plus'), false);
  assert.ok(edges.length > before);
});

test('a level that changes again within its own chatter ends as it was set last', () => {
  for (let seed = 1; seed <= 500; seed += 1) {
    const { hand, lines, clock } = createWorld({ seed });
    hand.setLevel('plus', true);
    clock.advance(seed % 6);
    hand.setLevel('plus', false);
    clock.advance(1_000);
    assert.equal(lines.read('plus'), false, `seed ${seed}`);
    assert.equal(clock.openTimers(), 0);
  }
});

test('a level and a trace move the same line', async () => {
  const { hand, lines, clock } = createWorld();
  await hand.play([{ afterMs: 0, button: 'plus', active: true }]);
  hand.setLevel('plus', false);
  clock.advance(100);
  assert.equal(lines.read('plus'), false);
  hand.setLevel('plus', true);
  clock.advance(100);
  await hand.play([{ afterMs: 0, button: 'plus', active: false }]);
  hand.setLevel('plus', true);
  clock.advance(100);
  assert.equal(lines.read('plus'), true);
});

const TRACE = [
  { afterMs: 10, button: 'plus', active: true },
  { afterMs: 10.5, button: 'plus', active: false },
  { afterMs: 20, button: 'minus', active: true },
  { afterMs: 20, button: 'plus', active: true },
  { afterMs: 90, button: 'minus', active: false },
  { afterMs: 100, button: 'plus', active: false },
] as const;

const planned = TRACE.map(({ afterMs, button, active }) => ({ button, active, atMs: START_MS + afterMs }));
const stamps = (edges: readonly (Edge & { heardMs: number })[]) =>
  edges.map(({ heardMs: _, ...edge }) => edge);

test('a trace is played exactly, without bounce, and answers after its last edge', async () => {
  const { hand, clock, edges, settled } = createWorld();
  const trace = settled(hand.play(TRACE));
  await clock.pass(99);
  assert.equal(trace.done, false);
  await clock.pass(1);
  assert.equal(trace.done, true);
  assert.deepEqual(stamps(edges), planned);
  assert.deepEqual(
    edges.map(({ heardMs }) => heardMs - START_MS),
    [10, 11, 20, 20, 90, 100],
  );
});

test('after a stall every edge still has its planned time', () => {
  const { hand, clock, edges, lines } = createWorld();
  void hand.play(TRACE);
  // The loop is busy: time passes, but no timer is called until the lines are read.
  const laterMs = clock.monoMs() + 300;
  clock.monoMs = () => laterMs;
  assert.equal(edges.length, 0);
  assert.equal(lines.read('plus'), false);
  assert.deepEqual(stamps(edges), planned);
});

test('two traces at once are played together, in the order of time', () => {
  const { hand, clock, edges } = createWorld();
  void hand.play([
    { afterMs: 10, button: 'plus', active: true },
    { afterMs: 30, button: 'plus', active: false },
  ]);
  void hand.play([
    { afterMs: 5, button: 'minus', active: true },
    { afterMs: 20, button: 'minus', active: false },
  ]);
  clock.advance(100);
  assert.deepEqual(
    edges.map(({ atMs, button, active }) => [atMs - START_MS, button, active]),
    [
      [5, 'minus', true],
      [10, 'plus', true],
      [20, 'minus', false],
      [30, 'plus', false],
    ],
  );
  assert.equal(clock.openTimers(), 0);
});

test('an edge to the level that is there already is no edge', () => {
  const { hand, clock, edges } = createWorld();
  void hand.play([
    { afterMs: 1, button: 'plus', active: false },
    { afterMs: 2, button: 'plus', active: true },
    { afterMs: 3, button: 'plus', active: true },
  ]);
  clock.advance(10);
  assert.deepEqual(stamps(edges), [{ button: 'plus', active: true, atMs: START_MS + 2 }]);
});

test('an empty trace is over at once', async () => {
  const { hand, clock } = createWorld();
  await hand.play([]);
  assert.equal(clock.openTimers(), 0);
});

test('letGo forgets what is still to come, answers it, and leaves no timer', async () => {
  const { hand, clock, edges } = createWorld();
  const waiting = [
    hand.press('plus', 500),
    hand.play([...TRACE, { afterMs: 900, button: 'plus', active: true }]),
  ];
  clock.advance(15);
  const before = edges.length;
  hand.letGo();
  assert.deepEqual(await Promise.all(waiting), [false, false]);
  assert.equal(clock.openTimers(), 0);
  clock.advance(5_000);
  assert.equal(edges.length, before);
});

test('whoever no longer watches hears nothing', () => {
  const { hand, clock, edges, unwatch, lines } = createWorld();
  unwatch();
  hand.setLevel('plus', true);
  clock.advance(100);
  assert.deepEqual([edges, lines.read('plus')], [[], true]);
});

checkGpioContract('the simulated board', () => {
  const clock = createFakeClock({ monoMs: START_MS });
  const board = createSimulatedBoard({ clock, random: createRandom(1) });
  return {
    ...board,
    clock,
    async move(button, active) {
      clock.advance(1);
      await board.hand.play([{ afterMs: 0, button, active }]);
    },
    async until(isSo, what) {
      assert.ok(await isSo(), `${what}, at once`);
    },
    take: null,
    close: async () => {},
  };
});

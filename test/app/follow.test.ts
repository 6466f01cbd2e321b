import assert from 'node:assert/strict';
import { test } from 'node:test';
import { overhear } from '../../src/app/edges.ts';
import { createFollow } from '../../src/app/follow.ts';
import type { ButtonLines, Edge } from '../../src/app/ports.ts';
import { createBench } from './bench.ts';

const BEGAN = '10:15:00  tail    what happens is told here; Ctrl-C ends it';

/** A box, and somebody who follows it. */
function createFollowed() {
  const bench = createBench();
  const follow = createFollow({ clock: bench.clock, state: bench.desk.state });
  const listen = () => {
    const stop = new AbortController();
    const lines: string[] = [];
    const kinds: string[] = [];
    const ended = follow.tell({
      tell(text, data) {
        lines.push(text);
        kinds.push((data as { kind: string }).kind);
      },
      signal: stop.signal,
    });
    return { lines, kinds, ended, stop: () => stop.abort() };
  };
  const edge = (button: Edge['button'], active: boolean, atMs: number) =>
    follow.edge({ button, active, atMs });
  return { ...bench, follow, listen, edge };
}

test('a punch is told by its edges, its press and its vote, a moment later and together', async () => {
  const { clock, follow, listen, edge, punch } = createFollowed();
  const { lines, kinds } = listen();
  edge('plus', true, 5_000);
  edge('plus', false, 5_000.4);
  edge('plus', true, 5_001.25);
  await punch('plus');
  follow.changed();
  await clock.pass(100);
  assert.deepEqual(lines, [
    BEGAN,
    '10:15:00  edge    +1 down after 3 edges in 1.3 ms',
    '10:15:00  press   +1',
    '10:15:00  vote    #1 +1 Talk a',
  ]);
  assert.deepEqual(kinds, ['tail', 'edge', 'press', 'vote']);
});

test('a flood of edges is a line for each button ten times a second', async () => {
  const { clock, listen, edge } = createFollowed();
  const { lines } = listen();
  for (let n = 0; n < 1_000; n += 1) {
    edge('plus', n % 2 === 0, n);
    edge('minus', n % 2 === 1, n);
    await clock.pass(1);
  }
  assert.equal(lines.length, 1 + 2 * 10);
});

test('votes, noise, faults, the link, room and mode are told when they change, and nothing when nothing does', async () => {
  const { clock, desk, hub, faults, board, follow, listen, store, stop } = createFollowed();
  await clock.pass(4_000);
  const { lines } = listen();
  const next = async (act: () => unknown) => {
    lines.length = 0;
    await act();
    follow.changed();
    await clock.pass(200);
    return lines.map((line) => line.slice(10));
  };
  assert.deepEqual(await next(() => {}), []);
  const spike = [true, false].map((active, n) => ({ afterMs: 2 * n, button: 'minus' as const, active }));
  assert.deepEqual(await next(() => Promise.all([board.hand.play(spike), clock.pass(200)])), ['noise   -1']);
  assert.deepEqual(await next(() => faults.set('programme', 'warning', 'It cannot be read.')), [
    'fault   programme: It cannot be read.',
  ]);
  assert.deepEqual(await next(() => faults.clear('programme')), ['over    programme']);
  assert.deepEqual(await next(() => hub.become({ state: 'away', why: 'no network' })), [
    'link    away: it was linked, and will be again: no network',
  ]);
  assert.deepEqual(await next(() => desk.obey({ kind: 'room', room: 'Amphi B' })), ['room    Amphi B']);
  assert.deepEqual(await next(() => desk.obey({ kind: 'test-mode', on: true })), ['mode    test']);
  store.refuses = 'disk full';
  assert.deepEqual(await next(() => Promise.all([desk.voting.test('plus'), clock.pass(10)])), [
    'failed  1 not stored',
  ]);
  store.refuses = null;
  await next(() => Promise.all([desk.voting.test('plus'), clock.pass(10)]));
  const votes = Promise.all(Array.from({ length: 12 }, () => desk.voting.test('plus')));
  assert.deepEqual((await next(() => Promise.all([votes, clock.pass(100)]))).slice(0, 2), [
    'vote    4 more in between',
    'vote    #6 +1 TEST (no session)',
  ]);
  stop();
});

test('each listener is told until it ends; without one nothing is looked at', async () => {
  const { clock, desk, faults, follow, listen, edge, stop } = createFollowed();
  stop();
  follow.changed();
  edge('plus', true, 1);
  assert.equal(clock.openTimers(), 0);
  const [first, second] = [listen(), listen()];
  faults.set('a', 'warning', 'One.');
  follow.changed();
  await clock.pass(100);
  second.stop();
  await second.ended;
  faults.set('b', 'warning', 'Two.');
  follow.changed();
  await clock.pass(100);
  assert.deepEqual([first.lines.length, second.lines.length, desk.state().faults.length], [3, 2, 2]);
  follow.changed();
  first.stop();
  await first.ended;
  assert.equal(clock.openTimers(), 0);
});

test('whoever has gone before it began is told nothing', async () => {
  const { follow } = createFollowed();
  const stop = new AbortController();
  stop.abort();
  const told: string[] = [];
  await follow.tell({ tell: (text) => told.push(text), signal: stop.signal });
  assert.deepEqual(told, []);
});

test('lines that are overheard are the same lines', async () => {
  const heard: string[] = [];
  let hear: (edge: Edge) => void = () => {};
  const lines: ButtonLines = {
    start: async () => void heard.push('start'),
    stop: async () => void heard.push('stop'),
    read: (button) => button === 'minus',
    lagMs: 15,
    watch(onEdge, onRestart) {
      hear = onEdge;
      onRestart?.('plus');
      return () => heard.push('unwatched');
    },
  };
  const same = overhear(lines, ({ button }) => heard.push(`overheard ${button}`));
  await same.start();
  const unwatch = same.watch(
    ({ button }) => heard.push(`heard ${button}`),
    (button) => heard.push(`restart ${button}`),
  );
  hear({ button: 'minus', active: true, atMs: 1 });
  unwatch();
  await same.stop();
  assert.deepEqual([same.read('minus'), same.read('plus'), same.lagMs], [true, false, 15]);
  assert.deepEqual(heard, ['start', 'restart plus', 'overheard minus', 'heard minus', 'unwatched', 'stop']);
});

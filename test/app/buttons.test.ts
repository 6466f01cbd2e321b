import assert from 'node:assert/strict';
import { test } from 'node:test';
import { watchButtons } from '../../src/app/buttons.ts';
import type { ButtonLines, Edge } from '../../src/app/ports.ts';
import type { Button } from '../../src/core/vote.ts';
import { createFakeClock } from '../fakes/clock.ts';

const RULE = { pressMs: 12, releaseMs: 50, cooldownMs: 150, stuckMs: 10_000 };

/** Lines whose levels and edges a test gives, as a backend would. */
function createWorld({ lagMs = 0 } = {}) {
  const clock = createFakeClock({ monoMs: 1_000 });
  let stalledMs = 0;
  let onRead: (button: Button) => void = () => {};
  const level: Record<Button, boolean> = { plus: false, minus: false };
  let onEdge: (edge: Edge) => void = () => {};
  let onRestart: (button: Button) => void = () => {};
  const lines: ButtonLines = {
    start: async () => {},
    stop: async () => {},
    lagMs,
    read(button) {
      const read = level[button];
      onRead(button);
      return read;
    },
    watch(toEdge, toRestart = () => {}) {
      onEdge = toEdge;
      onRestart = toRestart;
      return () => {
        onEdge = () => {};
      };
    },
  };
  const seen: string[] = [];
  const watch = watchButtons({
    lines,
    clock: { ...clock, monoMs: () => clock.monoMs() + stalledMs },
    rule: RULE,
    onPress: (button, atMs) => seen.push(`${button} press@${atMs} heard@${clock.monoMs()}`),
    onStuck: (button, stuck) => seen.push(`${button} ${stuck ? 'stuck' : 'freed'}`),
    onBothHeld: () => seen.push('both held'),
    onChange: () => {},
  });
  watch.start();
  return {
    clock,
    seen,
    watch,
    /** The line changes, and the backend hears of it `heardMs` later. */
    move(button: Button, active: boolean, heardMs = 0) {
      const atMs = clock.monoMs();
      clock.after(heardMs, () => {
        level[button] = active;
        onEdge({ button, active, atMs });
      });
      clock.advance(0);
    },
    /** Something happens between the readings of the two levels, once. */
    onceWhileReading(happens: () => void) {
      onRead = () => {
        onRead = () => {};
        happens();
      };
    },
    /** The change of long ago is heard now. */
    hear(button: Button, active: boolean, atMs: number) {
      level[button] = active;
      onEdge({ button, active, atMs });
    },
    /** Time goes by, and no timer is heard yet. */
    stall(ms: number) {
      stalledMs += ms;
    },
    loseSight(button: Button, active: boolean) {
      level[button] = active;
      onRestart(button);
    },
  };
}

test('where edges are heard at once, a press is recognised when its time is over', () => {
  const { clock, move, seen } = createWorld();
  move('plus', true);
  clock.advance(100);
  assert.deepEqual(seen, ['plus press@1012 heard@1012']);
});

test('where edges come late, a press waits for what may still be on its way, and keeps its time', () => {
  const { clock, move, seen } = createWorld({ lagMs: 15 });
  move('plus', true, 10);
  clock.advance(100);
  assert.deepEqual(seen, ['plus press@1012 heard@1027']);
});

test('a spike whose end is heard late is no press', () => {
  const { clock, move, seen, watch } = createWorld({ lagMs: 15 });
  // Across the regular reading of the levels, which must not settle it either.
  clock.advance(236);
  move('plus', true, 1);
  clock.advance(5);
  move('plus', false, 15);
  clock.advance(1_000);
  assert.deepEqual([seen, watch.view('plus').noise], [[], 1]);
});

test('a spike whose end waits while the loop stalls is no press, though a regular reading is due', () => {
  const { clock, move, seen, watch } = createWorld({ lagMs: 15 });
  clock.advance(223);
  move('plus', true);
  clock.advance(5);
  // Heard with the regular reading at 1,250, whose timer comes first.
  move('plus', false, 22);
  clock.advance(1_000);
  assert.deepEqual([seen, watch.view('plus').noise], [[], 1]);
});

test('a level that has changed while the other one was read is not taken for an edge that was lost', () => {
  const { clock, move, hear, onceWhileReading, seen } = createWorld();
  clock.advance(200);
  move('plus', true);
  clock.advance(45);
  onceWhileReading(() => hear('plus', false, 1_245));
  clock.advance(200);
  move('plus', true);
  clock.advance(60);
  move('plus', false);
  clock.advance(1_000);
  assert.deepEqual(seen, ['plus press@1212 heard@1212', 'plus press@1457 heard@1457']);
});

test('a spike whose end comes while the loop stalls at a reading is no press', () => {
  const { clock, move, hear, stall, onceWhileReading, seen, watch } = createWorld();
  clock.advance(249);
  move('plus', true);
  onceWhileReading(() => {
    stall(40);
    clock.soon(() => hear('plus', false, 1_252));
  });
  clock.advance(1_000);
  assert.deepEqual([seen, watch.view('plus').noise], [[], 1]);
});

test('an edge that comes while the levels are first read is heard', () => {
  const { clock, hear, move, onceWhileReading, seen, watch } = createWorld();
  watch.stop();
  onceWhileReading(() => hear('plus', true, 1_000));
  watch.start();
  assert.equal(watch.view('plus').active, true);
  clock.advance(1_000);
  assert.deepEqual(seen, [], 'active at the start is no press');
  move('plus', false);
  clock.advance(50);
  move('plus', true);
  clock.advance(12);
  assert.deepEqual(seen, ['plus press@2062 heard@2062']);
});

test('an edge that comes just after a stall at the first reading keeps its time', () => {
  const { clock, hear, stall, onceWhileReading, seen, watch } = createWorld();
  watch.stop();
  onceWhileReading(() => {
    stall(40);
    clock.soon(() => hear('plus', true, 1_005));
    clock.soon(() => hear('plus', false, 1_020));
  });
  watch.start();
  clock.advance(1_000);
  assert.deepEqual(seen, ['plus press@1017 heard@1000']);
});

test('a stop between a regular reading and its turn leaves no timer', () => {
  const { clock, watch } = createWorld();
  let open: number | undefined;
  clock.after(250, () => {
    watch.stop();
    open = clock.openTimers();
  });
  clock.advance(250);
  assert.equal(open, 0);
});

test('a button that is active when sight of it comes back is no press until it has rested', () => {
  const { clock, move, loseSight, seen, watch } = createWorld();
  loseSight('plus', true);
  clock.advance(2_000);
  assert.deepEqual([seen, watch.view('plus').active], [[], true]);
  move('plus', false);
  clock.advance(50);
  move('plus', true);
  clock.advance(12);
  assert.deepEqual(seen, ['plus press@3062 heard@3062']);
});

test('sight lost of one button leaves the other alone', () => {
  const { clock, move, loseSight, seen } = createWorld();
  move('minus', true);
  loseSight('plus', false);
  clock.advance(12);
  assert.deepEqual(seen, ['minus press@1012 heard@1012']);
});

test('it is known when the levels were read last, as long as they are watched', () => {
  const { clock, watch } = createWorld();
  assert.equal(watch.readMs(), 1_000);
  clock.advance(600);
  assert.equal(watch.readMs(), 1_500);
  watch.stop();
  assert.equal(watch.readMs(), null);
});

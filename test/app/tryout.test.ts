import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ButtonLines, Edge, Lcd, OutputLine } from '../../src/app/ports.ts';
import { tryLcd, tryOutput, watchLines } from '../../src/app/tryout.ts';
import { examineButton } from '../../src/core/doctor/edges.ts';
import { LCD_20X4, layoutFrame } from '../../src/core/lcd.ts';
import type { Button } from '../../src/core/vote.ts';
import { createFakeClock, type FakeClock } from '../fakes/clock.ts';

function createTrial() {
  const clock = createFakeClock();
  const abort = new AbortController();
  return { clock, abort, trial: { clock, signal: abort.signal } };
}

function createLamp(clock: { monoMs(): number }) {
  const told: string[] = [];
  const say = (what: string) => void told.push(`${clock.monoMs()} ${what}`);
  const line: OutputLine = {
    start: async () => say('open'),
    stop: async () => say('released'),
    write: (on) => say(on ? 'on' : 'off'),
  };
  return { line, told };
}

test('a lamp lights for its time, then is dark and released', async () => {
  const { clock, trial } = createTrial();
  const { line, told } = createLamp(clock);
  const done = tryOutput(line, 800, trial);
  await clock.pass(2_000);
  await done;
  assert.deepEqual([told, clock.openTimers()], [['0 open', '0 on', '800 off', '800 released'], 0]);
});

test('an interrupted lamp is dark and released at once', async () => {
  const { clock, abort, trial } = createTrial();
  const { line, told } = createLamp(clock);
  const done = tryOutput(line, 800, trial);
  await clock.pass(100);
  abort.abort();
  await done;
  assert.deepEqual([told, clock.openTimers()], [['0 open', '0 on', '100 off', '100 released'], 0]);
});

test('a line that cannot be opened is not written, and its sentence passed on', async () => {
  const { clock, trial } = createTrial();
  const { line, told } = createLamp(clock);
  const start = async () => {
    throw new Error('Line 17 is taken.');
  };
  await assert.rejects(tryOutput({ ...line, start }, 800, trial), { message: 'Line 17 is taken.' });
  assert.deepEqual(told, []);
});

test('a display shows its picture for its time', async () => {
  const { clock, trial } = createTrial();
  const picture = layoutFrame(['LikeBox'], LCD_20X4);
  const told: unknown[] = [];
  const lcd: Lcd = {
    start: async () => void told.push('open'),
    show: (frame) => void told.push(frame),
    stop: async () => void told.push(`blank at ${clock.monoMs()}`),
  };
  const done = tryLcd(lcd, picture, 3_000, trial);
  await clock.pass(5_000);
  await done;
  assert.deepEqual([told, clock.openTimers()], [['open', picture, 'blank at 3000'], 0]);
});

/** Two lines that a test moves: with an edge, or without anybody hearing it. */
function createLines({ lagMs = 0 } = {}): ButtonLines & {
  edge(edge: Edge): void;
  lose(button: Button): void;
  /** Something happens at the next reading of a level. */
  onceWhileReading(happens: () => void): void;
  watched(): boolean;
} {
  const level = { plus: false, minus: false };
  let onEdge: ((edge: Edge) => void) | null = null;
  let onRestart: (button: Button) => void = () => {};
  let onRead = () => {};
  return {
    start: async () => {},
    stop: async () => {},
    lagMs,
    read(button) {
      const read = level[button];
      const happens = onRead;
      onRead = () => {};
      happens();
      return read;
    },
    watch(toEdge, toRestart = () => {}) {
      onEdge = toEdge;
      onRestart = toRestart;
      return () => {
        onEdge = null;
      };
    },
    edge(edge) {
      level[edge.button] = edge.active;
      onEdge?.(edge);
    },
    lose(button) {
      level[button] = !level[button];
      onRestart(button);
    },
    onceWhileReading(happens) {
      onRead = happens;
    },
    watched: () => onEdge !== null,
  };
}

test('an edge that comes while the levels are first read is written down', async () => {
  const { clock, trial } = createTrial();
  const lines = createLines();
  lines.onceWhileReading(() => lines.edge({ button: 'plus', active: true, atMs: 0 }));
  const done = watchLines(lines, 100, trial);
  await clock.pass(200);
  const { buttons } = await done;
  assert.deepEqual(buttons.plus[0], { kind: 'edge', active: true, atMs: 0 });
});

test('edges and levels of both buttons are written down in their order', async () => {
  const { clock, trial } = createTrial();
  const lines = createLines();
  const done = watchLines(lines, 600, trial);
  clock.advance(100);
  lines.edge({ button: 'plus', active: true, atMs: 99.5 });
  clock.advance(200);
  lines.lose('minus');
  await clock.pass(1_000);
  assert.deepEqual(await done, {
    buttons: {
      plus: [
        { kind: 'read', active: false, atMs: 0 },
        { kind: 'edge', active: true, atMs: 99.5 },
        { kind: 'read', active: true, atMs: 250 },
        { kind: 'read', active: true, atMs: 500 },
        { kind: 'read', active: true, atMs: 600 },
      ],
      minus: [
        { kind: 'read', active: false, atMs: 0 },
        { kind: 'read', active: false, atMs: 250 },
        { kind: 'read', active: true, atMs: 300 },
        { kind: 'read', active: true, atMs: 500 },
        { kind: 'read', active: true, atMs: 600 },
      ],
    },
    endMs: 600,
  });
  assert.deepEqual([lines.watched(), clock.openTimers()], [false, 0]);
});

const RULE = { pressMs: 12, releaseMs: 50, cooldownMs: 150, stuckMs: 10_000 };

/** What a watch of 600 ms finds of the plus button. */
async function examine(
  arrange: (world: {
    lines: ReturnType<typeof createLines>;
    clock: FakeClock;
    stall(ms: number): void;
  }) => void,
  lagMs = 0,
) {
  const { clock, abort } = createTrial();
  const lines = createLines({ lagMs });
  let stalledMs = 0;
  const stalling = { ...clock, monoMs: () => clock.monoMs() + stalledMs };
  const done = watchLines(lines, 600, { clock: stalling, signal: abort.signal });
  arrange({
    lines,
    clock,
    stall(ms) {
      stalledMs += ms;
    },
  });
  await clock.pass(1_000);
  const { buttons, endMs } = await done;
  const { presses, noise, lost } = examineButton(RULE, buttons.plus, endMs);
  return { presses, noise, lost };
}

/** A spike of 3 ms from `fromMs` on, whose end is heard at `heardMs`. */
function spike(
  lines: ReturnType<typeof createLines>,
  clock: FakeClock,
  fromMs: number,
  heardMs: number,
): void {
  clock.after(fromMs, () => lines.edge({ button: 'plus', active: true, atMs: fromMs }));
  clock.after(heardMs, () => lines.edge({ button: 'plus', active: false, atMs: fromMs + 3 }));
}

// After the last reading nobody waits for the rest that makes a spike noise.
for (const [when, fromMs, noise] of [
  ['regular', 230, 1],
  ['last', 580, 0],
] as const) {
  test(`a spike whose end waits with the ${when} reading while the loop stalls is no press`, async () => {
    const found = await examine(({ lines, clock }) => spike(lines, clock, fromMs, fromMs + 20));
    assert.deepEqual(found, { presses: 0, noise, lost: 0 });
  });

  test(`a spike whose end comes later than the ${when} reading, within the lag, is no press`, async () => {
    const found = await examine(({ lines, clock }) => spike(lines, clock, fromMs + 7, fromMs + 21), 15);
    assert.deepEqual(found, { presses: 0, noise, lost: 0 });
  });
}

test('a spike whose end comes while the loop stalls at a reading is no press', async () => {
  const found = await examine(({ lines, clock, stall }) => {
    clock.after(249, () => {
      lines.edge({ button: 'plus', active: true, atMs: 249 });
      lines.onceWhileReading(() => {
        stall(40);
        clock.soon(() => lines.edge({ button: 'plus', active: false, atMs: 252 }));
      });
    });
  });
  assert.deepEqual(found, { presses: 0, noise: 1, lost: 0 });
});

test('a level that has changed while it was read is not taken for an edge that was lost', async () => {
  const found = await examine(({ lines, clock }) => {
    clock.after(200, () => lines.edge({ button: 'plus', active: true, atMs: 200 }));
    clock.after(249, () =>
      lines.onceWhileReading(() => lines.edge({ button: 'plus', active: false, atMs: 250 })),
    );
  });
  assert.deepEqual(found, { presses: 1, noise: 0, lost: 0 });
});

test('an interrupted watch ends at once', async () => {
  const { clock, abort, trial } = createTrial();
  const lines = createLines();
  const done = watchLines(lines, 10_000, trial);
  clock.advance(40);
  abort.abort();
  await clock.pass(0);
  assert.equal((await done).endMs, 40);
  assert.deepEqual([lines.watched(), clock.openTimers()], [false, 0]);
});

test('a line that chatters without end does not fill the memory', async () => {
  const { clock, trial } = createTrial();
  const lines = createLines();
  const done = watchLines(lines, 1_000, trial);
  for (let i = 0; i < 30_000; i += 1) lines.edge({ button: 'plus', active: i % 2 === 0, atMs: i / 100 });
  await clock.pass(1_000);
  assert.equal((await done).buttons.plus.length, 20_000);
});

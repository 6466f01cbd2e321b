import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFeedback, type Health, type ScreenSubject } from '../../src/app/feedback.ts';
import type { Shown } from '../../src/app/ports.ts';
import { LCD_20X4 } from '../../src/core/lcd.ts';
import { ERROR_MS, THANKS_MS } from '../../src/core/patterns.ts';
import { screen } from '../../src/core/screen.ts';
import { createFakeClock } from '../fakes/clock.ts';

const CONTEXT = {
  size: LCD_20X4,
  language: 'fr',
  at: Date.parse('2026-06-24T10:00:00Z'),
  timezone: 'Europe/Paris',
  quality: 'synced',
  box: 'box-07',
  room: 'Amphi A',
  address: '127.0.0.1:8080',
  version: '0.1.0',
} as const;

const IDLE: ScreenSubject = { kind: 'no-session', next: null };

function createWorld({ muted = false } = {}) {
  const clock = createFakeClock({ monoMs: 10_000 });
  const shown: Shown = { leds: { plus: false, minus: false, status: false }, buzzer: false, frame: null };
  const world = {
    subject: IDLE,
    cover: null as ScreenSubject | null,
    health: 'ready' as Health,
    changes: 0,
    draws: 0,
    /** What was switched since the last `take`: milliseconds since then, the thing and its new state. */
    switched: [] as string[],
  };
  let sinceMs = 0;
  const note = (what: string, on: boolean) =>
    world.switched.push(`${clock.monoMs() - sinceMs} ${what} ${on ? 'on' : 'off'}`);
  const feedback = createFeedback({
    clock,
    muted: () => muted,
    outputs: {
      setLed(lamp, on) {
        shown.leds[lamp] = on;
        note(lamp, on);
      },
      setBuzzer(on) {
        shown.buzzer = on;
        note('buzzer', on);
      },
      showLcd(frame) {
        shown.frame = frame;
        world.draws += 1;
      },
      shown: () => shown,
    },
    cover: () => world.cover,
    subject: () => world.subject,
    context: () => CONTEXT,
    health: () => world.health,
    onChange: () => {
      world.changes += 1;
    },
  });
  /** Forgets what was switched until now, the status light aside. */
  const mark = () => {
    sinceMs = clock.monoMs();
    world.switched.length = 0;
  };
  const switchedOf = (...things: string[]) =>
    world.switched.filter((line) => things.includes(line.split(' ')[1] ?? ''));
  return { clock, shown, world, feedback, mark, switchedOf };
}

/** The lines of a screen, as they look when it has just begun. */
const linesOf = (subject: ScreenSubject, elapsedMs = 0) =>
  screen({ ...CONTEXT, ...subject, elapsedMs } as Parameters<typeof screen>[0]);

const THANKS_PLUS = linesOf({ kind: 'thanks', value: 1 });
const THANKS_MINUS = linesOf({ kind: 'thanks', value: -1 });
const DARK = { plus: false, minus: false, status: false };

test('a +1 is answered by its light, two quick pips and thanks, then the box is as before', () => {
  const { clock, shown, feedback, mark, switchedOf } = createWorld();
  feedback.start();
  mark();
  feedback.thanks('plus');
  assert.deepEqual(shown.frame?.lines, THANKS_PLUS);
  clock.advance(THANKS_MS - 1);
  assert.deepEqual(shown.frame?.lines, THANKS_PLUS);
  clock.advance(1);
  assert.deepEqual(switchedOf('plus', 'minus', 'buzzer'), [
    ...['0 plus on', '0 buzzer on', '50 buzzer off', '100 buzzer on', '150 buzzer off'],
    '2500 plus off',
  ]);
  assert.deepEqual(shown.frame?.lines, linesOf(IDLE));
});

test('a -1 is answered by its own light, one longer note and its own thanks', () => {
  const { clock, shown, feedback, mark, switchedOf } = createWorld();
  feedback.start();
  mark();
  feedback.thanks('minus');
  assert.deepEqual(shown.frame?.lines, THANKS_MINUS);
  clock.advance(THANKS_MS);
  assert.deepEqual(switchedOf('plus', 'minus', 'buzzer'), [
    ...['0 minus on', '0 buzzer on', '180 buzzer off', '2500 minus off'],
  ]);
});

test('a later vote replaces the feedback at once, and is shown for its whole time', () => {
  const { clock, shown, feedback, mark, switchedOf } = createWorld();
  feedback.start();
  mark();
  feedback.thanks('plus');
  clock.advance(120);
  feedback.thanks('minus');
  assert.deepEqual(shown.frame?.lines, THANKS_MINUS);
  assert.deepEqual(switchedOf('plus', 'minus', 'buzzer'), [
    ...['0 plus on', '0 buzzer on', '50 buzzer off', '100 buzzer on', '120 plus off', '120 minus on'],
  ]);
  clock.advance(THANKS_MS - 1);
  assert.deepEqual([shown.frame?.lines, shown.leds.minus], [THANKS_MINUS, true]);
  clock.advance(1);
  assert.deepEqual([shown.frame?.lines, shown.leds.minus], [linesOf(IDLE), false]);
});

test('the second of two votes on one button makes its light blink: dark at least 30 ms, then on', () => {
  const { clock, feedback, mark, switchedOf } = createWorld();
  feedback.start();
  mark();
  feedback.thanks('plus');
  clock.advance(200);
  feedback.thanks('plus');
  clock.advance(200);
  assert.deepEqual(switchedOf('plus'), ['0 plus on', '200 plus off', '240 plus on']);
});

test('a vote that was not stored is answered by both lights, three long notes and its screen', () => {
  const { clock, shown, feedback, mark, switchedOf } = createWorld();
  feedback.start();
  mark();
  feedback.notStored();
  assert.deepEqual(shown.frame?.lines, linesOf({ kind: 'error' }));
  clock.advance(300);
  assert.deepEqual(switchedOf('plus', 'minus'), [
    ...['0 plus on', '0 minus on', '150 plus off', '150 minus off', '300 plus on', '300 minus on'],
  ]);
  clock.advance(ERROR_MS - 301);
  assert.deepEqual(switchedOf('buzzer'), [
    ...['0 buzzer on', '500 buzzer off', '700 buzzer on', '1200 buzzer off', '1400 buzzer on'],
    '1900 buzzer off',
  ]);
  assert.deepEqual(shown.frame?.lines, linesOf({ kind: 'error' }));
  clock.advance(1);
  assert.deepEqual([shown.frame?.lines, shown.leds.plus, shown.leds.minus], [linesOf(IDLE), false, false]);
});

test('the next vote replaces even an error', () => {
  const { clock, shown, feedback } = createWorld();
  feedback.start();
  feedback.notStored();
  clock.advance(100);
  feedback.thanks('plus');
  clock.advance(41);
  assert.deepEqual(shown.frame?.lines, THANKS_PLUS);
  assert.deepEqual([shown.leds.plus, shown.leds.minus], [true, false]);
});

test('a slow commit says so without a vote light or a beep, until its answer comes', () => {
  const { clock, shown, feedback, mark, switchedOf } = createWorld();
  feedback.start();
  mark();
  feedback.oneMoment();
  clock.advance(20_000);
  assert.deepEqual(shown.frame?.lines, linesOf({ kind: 'slow' }));
  assert.deepEqual(switchedOf('plus', 'minus', 'buzzer'), []);
  mark();
  feedback.thanks('plus');
  clock.advance(THANKS_MS);
  assert.deepEqual(shown.frame?.lines, linesOf(IDLE));
  assert.deepEqual(switchedOf('plus').length, 2);
});

test('a slow commit ends the light of the vote before, which would look like its thanks', () => {
  const { clock, shown, feedback } = createWorld();
  feedback.start();
  feedback.thanks('plus');
  clock.advance(350);
  assert.equal(shown.leds.plus, true);
  feedback.oneMoment();
  assert.equal(shown.leds.plus, false);
});

/** Milliseconds in which the status light goes on and off, within the first three seconds. */
const STATUS: Record<Health | 'slow', string[]> = {
  ready: ['0 status on', '100 status off', '3000 status on'],
  warning: [0, 1_000, 2_000, 3_000]
    .flatMap((at) => [`${at} status on`, `${at + 500} status off`])
    .slice(0, 7),
  blocked: Array.from({ length: 16 }, (_, i) => [`${i * 200} status on`, `${i * 200 + 100} status off`])
    .flat()
    .slice(0, 31),
  slow: Array.from({ length: 7 }, (_, i) => [`${i * 500} status on`, `${i * 500 + 250} status off`])
    .flat()
    .slice(0, 13),
};

for (const health of ['ready', 'warning', 'blocked'] as const) {
  test(`the status light tells "${health}" by its rhythm`, () => {
    const { clock, world, feedback, mark, switchedOf } = createWorld();
    world.health = health;
    mark();
    feedback.start();
    clock.advance(3_000);
    assert.deepEqual(switchedOf('status'), STATUS[health]);
  });
}

test('the status light tells a slow commit, and its health again after the answer', () => {
  const { clock, world, feedback, mark, switchedOf } = createWorld();
  world.health = 'warning';
  feedback.start();
  clock.advance(900);
  mark();
  feedback.oneMoment();
  clock.advance(3_000);
  assert.deepEqual(switchedOf('status'), STATUS.slow);
  feedback.thanks('plus');
  clock.advance(1); // dark first or not: the pattern begins anew
  mark();
  clock.advance(999);
  assert.deepEqual(switchedOf('status'), ['499 status off', '999 status on']);
});

test('a change of health is shown at the next look', () => {
  const { clock, world, feedback, mark, switchedOf } = createWorld();
  feedback.start();
  clock.advance(500);
  world.health = 'blocked';
  mark();
  feedback.refresh();
  clock.advance(200);
  assert.deepEqual(switchedOf('status'), ['0 status on', '100 status off', '200 status on']);
});

test('a muted box makes no sound, and is otherwise the same', () => {
  const { clock, shown, feedback, mark, switchedOf } = createWorld({ muted: true });
  feedback.start();
  mark();
  feedback.thanks('plus');
  clock.advance(THANKS_MS);
  feedback.notStored();
  clock.advance(ERROR_MS);
  assert.deepEqual(switchedOf('buzzer'), []);
  assert.equal(switchedOf('plus').length > 2, true);
  assert.deepEqual(shown.frame?.lines, linesOf(IDLE));
});

test('the display is written only when a line changes, and pages follow their own screen', () => {
  const { clock, shown, world, feedback } = createWorld();
  feedback.start();
  assert.equal(world.draws, 1);
  feedback.refresh();
  assert.equal(world.draws, 1);
  clock.advance(400);
  world.subject = {
    kind: 'fault',
    text: 'The disk is full, so no vote can be stored: free some space, then wait.',
  };
  feedback.refresh();
  assert.deepEqual(shown.frame?.lines, linesOf(world.subject));
  clock.advance(3_600);
  assert.deepEqual(shown.frame?.lines, linesOf(world.subject, 4_000));
  assert.notDeepEqual(linesOf(world.subject, 4_000), linesOf(world.subject));
});

test('after stop everything is dark and silent, and no timer is left', () => {
  const { clock, shown, feedback } = createWorld();
  feedback.start();
  feedback.thanks('plus');
  clock.advance(110);
  assert.deepEqual([shown.leds.plus, shown.buzzer], [true, true]);
  feedback.stop();
  assert.deepEqual([shown.leds, shown.buzzer, clock.openTimers()], [DARK, false, 0]);
});

test('whoever shows the state is told of every change', () => {
  const { clock, world, feedback } = createWorld();
  feedback.start();
  const before = world.changes;
  feedback.thanks('plus');
  clock.advance(45);
  assert.equal(world.changes - before, 3); // the buzzer, the display, the light
});

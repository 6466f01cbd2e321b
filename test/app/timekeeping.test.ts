import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTimekeeping } from '../../src/app/timekeeping.ts';
import { type Boot, type ClockQuality, correctedAt } from '../../src/core/vote.ts';
import { createFakeClock } from '../fakes/clock.ts';
import { stalling } from '../fakes/stalling.ts';

const WALL = Date.parse('2026-06-24T10:00:00Z');
const YEARS = 10 * 365 * 86_400_000;

function createWorld({ storeOpen = true, quality = 'synced' as ClockQuality } = {}) {
  const clock = createFakeClock({ wallAt: WALL, monoMs: 5_000.25 });
  const stalled = stalling(clock);
  const saved: Boot[] = [];
  const steps: number[] = [];
  const warned: object[] = [];
  const time = createTimekeeping({
    clock: stalled.clock,
    bootId: 'boot-1',
    quality,
    store: {
      saveBoot(boot) {
        saved.push(boot);
        return storeOpen ? Promise.resolve(boot) : Promise.reject(new Error('the store is not open'));
      },
    },
    log: { warn: (fields) => warned.push(fields), info() {} },
    onStep: () => steps.push(clock.monoMs()),
  });
  return { clock, stallsMs: stalled.stallsMs, saved, steps, warned, time };
}

test('the boot is known by its offset from the start', () => {
  const { time } = createWorld();
  assert.deepEqual(time.boot(), { bootId: 'boot-1', wallOffsetMs: WALL - 5_000, quality: 'synced' });
  assert.equal(time.nowAt(), WALL + 0.25);
});

for (const [words, stepMs] of [
  ['ten years forward', YEARS],
  ['ten years back', -YEARS],
  ['just over half a second', 502],
] as const) {
  test(`a step of ${words} moves the boot within a second, and with it all its votes`, async () => {
    const { clock, saved, steps, warned, time } = createWorld();
    time.start();
    const vote = { monoMs: 5_000 };
    clock.advance(999);
    clock.stepWall(stepMs);
    assert.equal(correctedAt(vote, time.boot()), WALL);
    clock.advance(1);
    assert.equal(correctedAt(vote, time.boot()), WALL + stepMs);
    assert.equal(time.nowAt(), WALL + 1_000.25 + stepMs);
    assert.deepEqual(saved, [{ bootId: 'boot-1', wallOffsetMs: WALL - 5_000 + stepMs, quality: 'synced' }]);
    assert.deepEqual([steps.length, warned], [1, [{ stepMs }]]);
    clock.advance(60_000);
    assert.deepEqual([steps.length, saved.length], [1, 1]);
  });
}

test('slewing of up to half a second is no step', () => {
  const { clock, saved, steps, time } = createWorld();
  time.start();
  clock.stepWall(500);
  clock.advance(2_000);
  clock.stepWall(-1_000);
  clock.advance(2_000);
  assert.deepEqual([saved, steps], [[], []]);
  assert.equal(time.nowAt(), WALL + 4_000.25);
});

test('slewing that adds up is a step in the end', () => {
  const { clock, steps, time } = createWorld();
  time.start();
  for (let second = 0; second < 6; second += 1) {
    clock.stepWall(100);
    clock.advance(1_000);
  }
  assert.equal(steps.length, 1);
});

test('a stall between the readings of the two clocks is no step', () => {
  const { clock, stallsMs, steps, warned, time } = createWorld();
  time.start();
  for (const stalls of [[600], [0, 600]]) {
    stallsMs.push(...stalls);
    clock.advance(1_000);
    assert.deepEqual([steps, warned, stallsMs], [[], [], []]);
  }
});

test('where every reading stalls, the one that stalled least is believed', () => {
  const { clock, stallsMs, steps, time } = createWorld();
  time.start();
  for (const stallMs of [1_200, 400, 1_200, 1_200, 1_200]) stallsMs.push(0, stallMs, 0);
  clock.advance(1_000);
  assert.deepEqual([steps, stallsMs], [[], []]);
});

test('a store that is closed then is no trouble', async () => {
  const { clock, saved, time } = createWorld({ storeOpen: false });
  time.start();
  clock.stepWall(YEARS);
  await clock.pass(1_000);
  assert.equal(saved.length, 1);
});

test('nothing is looked at after stop, and no timer is left', () => {
  const { clock, steps, time } = createWorld();
  time.start();
  assert.equal(clock.openTimers(), 1);
  time.stop();
  clock.stepWall(YEARS);
  clock.advance(10_000);
  assert.deepEqual([steps, clock.openTimers()], [[], 0]);
});

test('a better offset is taken with its quality, and moves every vote of the boot', () => {
  const { saved, steps, time } = createWorld({ quality: 'unset' });
  const found = { wallOffsetMs: WALL + YEARS, quality: 'manual' as const };
  assert.equal(time.improve(found), true);
  assert.deepEqual(time.boot(), { bootId: 'boot-1', ...found });
  assert.equal(correctedAt({ monoMs: 7 }, time.boot()), WALL + YEARS + 7);
  assert.deepEqual([saved, steps.length], [[{ bootId: 'boot-1', ...found }], 1]);
});

test('a worse offset is refused, an equal one corrects, and the same again changes nothing', () => {
  const { saved, time } = createWorld({ quality: 'manual' });
  const before = time.boot();
  assert.equal(time.improve({ wallOffsetMs: 1, quality: 'rtc' }), false);
  assert.deepEqual([time.boot(), saved], [before, []]);
  assert.equal(time.improve({ wallOffsetMs: before.wallOffsetMs + 60_000, quality: 'manual' }), true);
  assert.equal(time.improve({ wallOffsetMs: before.wallOffsetMs + 60_020, quality: 'manual' }), true);
  assert.deepEqual(saved, [{ ...before, wallOffsetMs: before.wallOffsetMs + 60_000 }]);
});

test('a time set by hand stays when the wall clock steps, and what the wall clock arms follows it', () => {
  const { clock, saved, steps, warned, time } = createWorld({ quality: 'unset' });
  time.start();
  time.improve({ wallOffsetMs: WALL, quality: 'manual' });
  clock.advance(10_000);
  clock.stepWall(YEARS);
  clock.advance(10_000);
  assert.equal(time.boot().wallOffsetMs, WALL);
  assert.deepEqual([saved.length, steps.length, warned], [1, 2, [{ stepMs: YEARS }]]);
});

test('a time server is believed after a time set by hand, and its own step is no second one', () => {
  const { clock, saved, steps, time } = createWorld({ quality: 'manual' });
  time.start();
  clock.stepWall(YEARS);
  time.improve({ wallOffsetMs: WALL - 5_000 + YEARS, quality: 'synced' });
  clock.advance(10_000);
  assert.deepEqual(time.boot(), { bootId: 'boot-1', wallOffsetMs: WALL - 5_000 + YEARS, quality: 'synced' });
  assert.deepEqual([saved.length, steps.length], [1, 1]);
  clock.stepWall(3_600_000);
  clock.advance(1_000);
  assert.equal(time.boot().wallOffsetMs, WALL - 5_000 + YEARS + 3_600_000);
});

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { afterEach, mock, test } from 'node:test';
import { createClock } from '../../src/adapters/clock.ts';

const DAY_MS = 86_400_000;
const REHEARSAL = Date.parse('2026-06-24T11:55:00+02:00');

afterEach(() => mock.timers.reset());

test('the wall is the wall of the computer', () => {
  mock.timers.enable({ apis: ['Date'], now: 1_000_000 });
  const clock = createClock();
  assert.equal(clock.wallAt(), 1_000_000);
  mock.timers.setTime(5 * DAY_MS);
  assert.equal(clock.wallAt(), 5 * DAY_MS);
});

test('the monotonic clock counts from the boot of the computer, with fractions', () => {
  const upMs = Number(readFileSync('/proc/uptime', 'utf8').split(' ')[0]) * 1_000;
  const before = createClock().monoMs();
  // /proc/uptime also counts the time asleep, and has hundredths of a second.
  assert.ok(before > 0 && before < upMs + 60_000, `${before} ms, up for ${upMs} ms`);
  const readings = Array.from({ length: 1_000 }, createClock().monoMs);
  assert.ok(readings.every((reading, i) => reading >= (readings[i - 1] ?? before)));
  assert.ok(readings.some((reading) => !Number.isInteger(reading)));
});

test('a rehearsal begins where it was told and runs on with the monotonic clock, whatever the wall does', () => {
  mock.timers.enable({ apis: ['Date'], now: 1_000_000 });
  const clock = createClock(REHEARSAL);
  const offset = () => clock.wallAt() - clock.monoMs();
  const begun = offset();
  assert.ok(Math.abs(clock.wallAt() - REHEARSAL) < 1_000);
  mock.timers.setTime(5 * DAY_MS);
  assert.ok(Math.abs(offset() - begun) < 1_000, 'a step of five days does not move it');
});

test('a delay is rounded up, and one that is over calls at once', () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const clock = createClock();
  const calls: string[] = [];
  clock.after(9.2, () => calls.push('9.2'));
  clock.after(-5, () => calls.push('-5'));
  mock.timers.tick(1);
  assert.deepEqual(calls, ['-5']);
  mock.timers.tick(8);
  assert.deepEqual(calls, ['-5']);
  mock.timers.tick(1);
  assert.deepEqual(calls, ['-5', '9.2']);
});

test('a delay longer than a timer can be does not call at once', (context) => {
  const delays: unknown[] = [];
  context.mock.method(globalThis, 'setTimeout', (_call: () => void, delayMs: number) => delays.push(delayMs));
  createClock().after(60 * DAY_MS, () => {});
  assert.deepEqual(delays, [2 ** 31 - 1]);
});

test('every calls again and again until it is cancelled', () => {
  mock.timers.enable({ apis: ['setInterval'] });
  let calls = 0;
  const cancel = createClock().every(1_000, () => {
    calls += 1;
  });
  mock.timers.tick(3_500);
  assert.equal(calls, 3);
  cancel();
  cancel();
  mock.timers.tick(3_500);
  assert.equal(calls, 3);
});

test('what is cancelled is not called, and cancelling twice is harmless', () => {
  mock.timers.enable({ apis: ['setTimeout', 'setImmediate'] });
  const clock = createClock();
  const call = () => assert.fail('it was cancelled');
  for (const cancel of [clock.after(10, call), clock.soon(call)]) {
    cancel();
    cancel();
  }
  mock.timers.tick(100);
});

test('soon calls after this turn of the loop', async () => {
  const order: string[] = [];
  const called = new Promise<void>((resolve) => {
    createClock().soon(() => {
      order.push('soon');
      resolve();
    });
  });
  order.push('now');
  await called;
  assert.deepEqual(order, ['now', 'soon']);
});

import assert from 'node:assert/strict';
import { mock, type TestContext, test } from 'node:test';
import type { ProgrammeConfig } from '../src/core/config.ts';
import { createRefreshes } from '../src/refreshes.ts';
import { createFakeClock } from './fakes/clock.ts';

const START = Date.parse('2026-06-24T10:02:30Z');

/** Refreshes at noted times; node-cron's own timers and the clock of the box move together. */
async function begin(t: TestContext, refresh: string, random: () => number = () => 0) {
  mock.timers.enable({ apis: ['setTimeout', 'Date'], now: START });
  t.after(() => mock.timers.reset());
  const clock = createFakeClock({ wallAt: START });
  const times: string[] = [];
  const config: ProgrammeConfig = { sources: [], format: 'auto', reading: 'auto', timezone: 'UTC', refresh };
  const run = () => times.push(new Date(clock.wallAt()).toISOString().slice(11, 23));
  const refreshes = createRefreshes(clock, config, run, random);
  const pass = async (ms: number) => {
    for (let passed = 0; passed < ms; passed += 1_000) {
      clock.advance(1_000);
      mock.timers.tick(1_000);
      await clock.pass(0);
    }
  };
  const armed = t.mock.method(globalThis, 'setTimeout');
  refreshes.start();
  await pass(1_000);
  // node-cron is being loaded: that takes as long as it takes.
  const sinceNs = process.hrtime.bigint();
  while (armed.mock.callCount() === 0) {
    assert.ok(process.hrtime.bigint() - sinceNs < 5e9, 'node-cron was not loaded');
    await clock.pass(0);
  }
  return { clock, refreshes, times, pass };
}

test('each refresh comes late by chance, at most by 30 seconds', async (t) => {
  const chances = [0, 0.5, 0.9999];
  const { times, pass, refreshes, clock } = await begin(t, '*/10 * * * *', () => chances.shift() ?? 0);
  await pass(29 * 60_000);
  assert.deepEqual(times, ['10:10:00.000', '10:20:15.000', '10:30:29.997']);
  refreshes.stop();
  assert.equal(clock.openTimers(), 0);
});

test('refreshes that follow each other closely come late by a tenth of what is between them', async (t) => {
  const { times, pass, refreshes } = await begin(t, '*/30 * * * * *', () => 1);
  await pass(65_000);
  assert.deepEqual(times, ['10:03:03.000', '10:03:33.000']);
  refreshes.stop();
});

test('what is still to come is given up by a stop', async (t) => {
  const { times, pass, refreshes, clock } = await begin(t, '*/5 * * * *', () => 1);
  await pass(155_000);
  assert.equal(clock.openTimers(), 1);
  refreshes.stop();
  await pass(600_000);
  assert.deepEqual([times, clock.openTimers()], [[], 0]);
});

test('without chance no refresh is late', async (t) => {
  const { times, pass, refreshes } = await begin(t, '*/5 * * * *');
  await pass(155_000);
  assert.deepEqual(times, ['10:05:00.000']);
  refreshes.stop();
});

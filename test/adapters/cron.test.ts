import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { isCron, scheduleCron } from '../../src/adapters/cron.ts';

const MINUTE = 60_000;

/** node-cron's own timers and its Date, moved by hand; a call may need a turn of the loop after its timer. */
async function pass(ms: number, stepMs = 1_000): Promise<void> {
  for (let passed = 0; passed < ms; passed += stepMs) {
    mock.timers.tick(Math.min(stepMs, ms - passed));
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
  }
}

function begin(now: string): void {
  mock.timers.enable({ apis: ['setTimeout', 'Date'], now: Date.parse(now) });
}

test('five and six fields are cron expressions, other words are not', () => {
  const expressions = ['*/5 * * * *', '*/10 * * * * *', '0 6 * * 1-5', '', 'often', '61 * * * *', '* * * *'];
  assert.deepEqual(expressions.filter(isCron), expressions.slice(0, 3));
});

test('it calls at the times of the expression, and not after stop', async () => {
  begin('2026-06-24T10:02:30Z');
  try {
    const calls: string[] = [];
    const job = scheduleCron('*/5 * * * *', 'Europe/Paris', () => calls.push(new Date().toISOString()));
    await pass(8 * MINUTE);
    assert.deepEqual(
      calls.map((call) => call.slice(11, 16)),
      ['10:05', '10:10'],
    );
    job.stop();
    await pass(10 * MINUTE);
    assert.equal(calls.length, 2);
  } finally {
    mock.timers.reset();
  }
});

test('a call knows how long it is to the next one, also where the times are uneven', async () => {
  begin('2026-06-24T09:58:30Z');
  try {
    const calls: number[] = [];
    const job = scheduleCron('0,20 10 * * *', 'UTC', (untilNextMs) => calls.push(untilNextMs));
    await pass(25 * MINUTE);
    job.stop();
    assert.deepEqual(calls, [20 * MINUTE, (24 * 60 - 20) * MINUTE]);
  } finally {
    mock.timers.reset();
  }
});

test('its hours are those of the zone', async () => {
  begin('2026-06-24T03:58:00Z');
  try {
    const calls: string[] = [];
    const job = scheduleCron('0 6 * * *', 'Europe/Paris', () => calls.push(new Date().toISOString()));
    await pass(4 * MINUTE);
    job.stop();
    assert.deepEqual(
      calls.map((call) => call.slice(0, 16)),
      ['2026-06-24T04:00'],
    );
  } finally {
    mock.timers.reset();
  }
});

test('after the clock was set back, rearm makes it call at the new times', async () => {
  begin('2026-06-24T10:00:01Z');
  try {
    const calls: string[] = [];
    const job = scheduleCron('0 * * * *', 'UTC', () => calls.push(new Date().toISOString()));
    await pass(MINUTE);
    // The next call was planned for 11:00 of the old time.
    mock.timers.setTime(Date.parse('2026-06-24T07:58:00Z'));
    calls.length = 0;
    job.rearm();
    await pass(4 * MINUTE);
    job.stop();
    assert.deepEqual(
      calls.map((call) => call.slice(11, 16)),
      ['08:00'],
    );
  } finally {
    mock.timers.reset();
  }
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createWatchdog } from '../../src/app/watchdog.ts';
import { createFakeClock } from '../fakes/clock.ts';

const PATIENCE_MS = 60_000;

/** A daemon that is well until a test says otherwise. */
function createWorld({ patienceMs = PATIENCE_MS as number | null, buttons = true } = {}) {
  const clock = createFakeClock({ monoMs: 5_000 });
  const began = clock.monoMs();
  const pings: number[] = [];
  const said: string[] = [];
  let stalledMs = 0;
  let asked = 0;
  let store: 'answers' | 'refuses' | 'hangs' = 'answers';
  let readMs: number | null = buttons ? began : null;
  let isReading = buttons;
  let answer: () => void = () => {};
  const nowMs = () => clock.monoMs() + stalledMs;
  clock.every(250, () => {
    if (isReading) readMs = nowMs();
  });
  const watchdog = createWatchdog({
    clock: { ...clock, monoMs: nowMs },
    patienceMs,
    signs: {
      askStore() {
        asked += 1;
        if (store === 'refuses') return Promise.reject(new Error('The disk is full.'));
        return store === 'answers' ? Promise.resolve() : new Promise<void>((resolve) => (answer = resolve));
      },
      buttonsReadMs: () => readMs,
    },
    alive: () => pings.push((clock.monoMs() - began) / 1_000),
    log: {
      warn: (fields) => said.push((fields as { why: string }).why),
      info: () => said.push('well again'),
    },
  });
  return {
    clock,
    watchdog,
    said,
    asked: () => asked,
    /** The seconds at which it was said to be alive since the last time. */
    pings: () => pings.splice(0),
    /** The loop stands still: time goes by, and timers are late. */
    stall(ms: number) {
      stalledMs += ms;
    },
    store(does: typeof store) {
      store = does;
    },
    answer: () => answer(),
    readButtons(does: boolean, since: number | null = readMs) {
      isReading = does;
      readMs = since;
    },
  };
}

test('while all is well it is said to be alive three times within the patience, and the store is asked as often', async () => {
  const { clock, watchdog, pings, asked, said } = createWorld();
  watchdog.start();
  await clock.pass(60_000);
  assert.deepEqual([pings(), asked(), said], [[18, 36, 54], 4, []]);
});

test('a loop that stood still for over 3 s is not said to be alive, and is the next time', async () => {
  const { clock, watchdog, pings, stall, said } = createWorld();
  watchdog.start();
  await clock.pass(10_000);
  stall(3_001);
  await clock.pass(50_000);
  assert.deepEqual(
    [pings(), said],
    [
      [36, 54],
      ['its loop stood still for too long', 'well again'],
    ],
  );
});

test('a loop that stands still for 3 s at a time is alive', async () => {
  const { clock, watchdog, pings, stall, said } = createWorld();
  watchdog.start();
  for (let i = 0; i < 6; i += 1) {
    await clock.pass(10_000);
    stall(2_999);
  }
  assert.deepEqual([pings(), said], [[18, 36, 54], []]);
});

test('a loop that stands still again and again is not said to be alive for longer than anybody waits', async () => {
  const { clock, watchdog, pings, stall, said } = createWorld();
  watchdog.start();
  await clock.pass(20_000);
  assert.deepEqual(pings(), [18]);
  for (let i = 0; i < 12; i += 1) {
    stall(4_000);
    await clock.pass(10_000);
  }
  assert.deepEqual([pings(), said], [[], ['its loop stood still for too long']]);
});

test('a store that does not answer ends it, and is not asked again meanwhile', async () => {
  const { clock, watchdog, pings, store, asked, answer, said } = createWorld();
  watchdog.start();
  await clock.pass(18_000);
  store('hangs');
  await clock.pass(72_000);
  assert.deepEqual([pings(), asked()], [[18, 36], 3]);
  store('answers');
  answer();
  await clock.pass(18_000);
  assert.deepEqual([pings(), said], [[108], ['its store does not answer', 'well again']]);
});

test('a store that refuses, as one whose disk is full, has answered', async () => {
  const { clock, watchdog, pings, store, said } = createWorld();
  store('refuses');
  watchdog.start();
  await clock.pass(60_000);
  assert.deepEqual([pings(), said], [[18, 36, 54], []]);
});

test('buttons that are not read any more end it', async () => {
  const { clock, watchdog, pings, readButtons, said } = createWorld();
  watchdog.start();
  await clock.pass(20_000);
  readButtons(false);
  await clock.pass(60_000);
  assert.deepEqual([pings(), said], [[18, 36], ['its buttons are not read']]);
});

test('buttons that nobody is meant to read, since their lines failed, do not', async () => {
  const { clock, watchdog, pings, readButtons } = createWorld();
  watchdog.start();
  await clock.pass(20_000);
  readButtons(false, null);
  await clock.pass(60_000);
  assert.deepEqual(pings(), [18, 36, 54, 72]);
});

test('where nobody waits for it, nothing is watched; stopped, it leaves no timer', async () => {
  const alone = createWorld({ patienceMs: null });
  const before = alone.clock.openTimers();
  alone.watchdog.start();
  assert.deepEqual([alone.clock.openTimers(), alone.asked()], [before, 0]);
  alone.watchdog.stop();
  const { clock, watchdog, pings } = createWorld();
  watchdog.start();
  watchdog.stop();
  await clock.pass(60_000);
  assert.deepEqual([pings(), clock.openTimers()], [[], before]);
});

test('a daemon without buttons, whose store is far away, lives by its loop', async () => {
  const clock = createFakeClock();
  let pings = 0;
  const watchdog = createWatchdog({
    ...{ clock, patienceMs: PATIENCE_MS, signs: { askStore: null, buttonsReadMs: () => null } },
    alive: () => {
      pings += 1;
    },
    log: { warn() {}, info() {} },
  });
  watchdog.start();
  await clock.pass(60_000);
  assert.equal(pings, 3);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLifecycle, type Part } from '../src/lifecycle.ts';
import { createFakeClock } from './fakes/clock.ts';

const NAMES = ['feedback', 'store', 'web', 'buttons'] as const;
type Name = (typeof NAMES)[number];

/** Four parts of which the test says how they start and stop. */
function createWorld(behaviours: Partial<Record<Name, Partial<Part>>> = {}) {
  const clock = createFakeClock();
  const calls: string[] = [];
  const faults = new Map<string, string>();
  const warnings: unknown[] = [];
  const running = new Set<string>();
  const parts = NAMES.map((name): Part => {
    const { start = () => {}, stop = () => {}, ...rest } = behaviours[name] ?? {};
    return {
      name,
      ...rest,
      async start() {
        calls.push(`start ${name}`);
        await start();
        running.add(name);
      },
      async stop() {
        calls.push(`stop ${name}`);
        await stop();
        running.delete(name);
      },
    };
  });
  const lifecycle = createLifecycle({
    parts,
    clock,
    faults: {
      set: (id, severity, message) => faults.set(id, `${severity}: ${message}`),
      clear: (id) => faults.delete(id),
    },
    log: { warn: (fields, message) => warnings.push({ ...fields, message }) },
  });
  return { clock, calls, faults, warnings, running, lifecycle };
}

/** A promise that the test settles. */
function gate() {
  let open: () => void = () => {};
  let fail: (error: Error) => void = () => {};
  const wait = new Promise<void>((resolve, reject) => {
    open = resolve;
    fail = reject;
  });
  return { wait: () => wait, open, fail };
}

test('nobody waits for a part that starts aside; a stop waits for it', async () => {
  const slow = gate();
  const { calls, running, lifecycle } = createWorld({ feedback: { aside: true, start: slow.wait } });
  await lifecycle.start();
  assert.deepEqual([...running], ['store', 'web', 'buttons']);
  const stopped = lifecycle.stop();
  slow.open();
  await stopped;
  assert.deepEqual(calls.filter((call) => call === 'stop feedback').length, 1);
  assert.deepEqual([...running], []);
});

test('parts start in order and stop in reverse', async () => {
  const { calls, faults, running, clock, lifecycle } = createWorld();
  await lifecycle.start();
  assert.deepEqual([...running], [...NAMES]);
  await lifecycle.stop();
  assert.deepEqual(calls, [
    ...['start feedback', 'start store', 'start web', 'start buttons'],
    ...['stop buttons', 'stop web', 'stop store', 'stop feedback'],
  ]);
  assert.deepEqual([faults.size, running.size, clock.openTimers()], [0, 0, 0]);
});

test('the next part waits until the one before has started', async () => {
  const store = gate();
  const { calls, lifecycle } = createWorld({ store: { start: store.wait } });
  const started = lifecycle.start();
  await new Promise(setImmediate);
  assert.deepEqual(calls, ['start feedback', 'start store']);
  store.open();
  await started;
  assert.deepEqual(calls.at(-1), 'start buttons');
});

test('a part that cannot start raises a fault of its name, and the others go on', async () => {
  const refuse = () => Promise.reject(new Error('the disk is full'));
  const { faults, running, lifecycle } = createWorld({
    store: { required: true, start: refuse },
    web: {
      start: () => {
        throw new Error('port 8080 is in use');
      },
    },
  });
  await lifecycle.start();
  assert.deepEqual(Object.fromEntries(faults), {
    store: 'error: the disk is full',
    web: 'warning: port 8080 is in use',
  });
  assert.deepEqual([...running], ['feedback', 'buttons']);
});

test('a start that works at once leaves alone the fault that the part has raised by itself', async () => {
  const world = createWorld({
    store: {
      start() {
        world.faults.set('store', 'error: the disk fails, it is tried again');
      },
    },
  });
  await world.lifecycle.start();
  assert.deepEqual([...world.faults], [['store', 'error: the disk fails, it is tried again']]);
});

test('it is tried again after 0.5 s, then twice as long each time, at most 30 s', async () => {
  const attempts: number[] = [];
  const { clock, faults, running, lifecycle } = createWorld({
    store: {
      start() {
        attempts.push(clock.monoMs());
        if (attempts.length < 10) throw new Error(`attempt ${attempts.length}`);
      },
    },
  });
  await lifecycle.start();
  await clock.pass(121_000);
  assert.equal(faults.get('store'), 'warning: attempt 9');
  await clock.pass(1_000);
  assert.deepEqual(
    attempts.map((at, i) => at - (attempts[i - 1] ?? 0)),
    [0, 500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000],
  );
  assert.deepEqual([faults.size, running.has('store'), clock.openTimers()], [0, true, 0]);
});

test('a part that started late stops in its place', async () => {
  let fails = true;
  const { calls, clock, lifecycle } = createWorld({
    store: {
      start() {
        if (fails) throw new Error('not yet');
      },
    },
  });
  await lifecycle.start();
  fails = false;
  await clock.pass(500);
  calls.length = 0;
  await lifecycle.stop();
  assert.deepEqual(calls, ['stop buttons', 'stop web', 'stop store', 'stop feedback']);
});

for (const stage of NAMES) {
  test(`a stop while ${stage} is starting leaves nothing running, and starts nothing more`, async () => {
    const opening = gate();
    const { calls, clock, running, lifecycle } = createWorld({ [stage]: { start: opening.wait } });
    const started = lifecycle.start();
    await new Promise(setImmediate);
    const stopped = lifecycle.stop();
    opening.open();
    await Promise.all([started, stopped]);
    await clock.pass(120_000);
    assert.deepEqual([[...running], clock.openTimers()], [[], 0]);
    const index = NAMES.indexOf(stage);
    assert.deepEqual(
      calls.filter((call) => call.startsWith('start')),
      NAMES.slice(0, index + 1).map((name) => `start ${name}`),
    );
  });

  test(`a stop while ${stage} waits for its next try leaves nothing running`, async () => {
    const { clock, running, lifecycle } = createWorld({
      [stage]: { start: () => Promise.reject(new Error('no')) },
    });
    await lifecycle.start();
    assert.equal(clock.openTimers(), 1);
    await lifecycle.stop();
    assert.deepEqual([[...running], clock.openTimers()], [[], 0]);
  });

  test(`a start of ${stage} that fails after the stop is not tried again`, async () => {
    const opening = gate();
    const { calls, clock, running, lifecycle } = createWorld({ [stage]: { start: opening.wait } });
    const started = lifecycle.start();
    await new Promise(setImmediate);
    const stopped = lifecycle.stop();
    opening.fail(new Error('no'));
    await Promise.all([started, stopped]);
    await clock.pass(120_000);
    assert.deepEqual([[...running], clock.openTimers()], [[], 0]);
    assert.equal(calls.filter((call) => call === `start ${stage}`).length, 1);
  });
}

test('a stop during a second try stops what that try has started', async () => {
  const second = gate();
  let attempts = 0;
  const { clock, running, lifecycle } = createWorld({
    store: {
      start() {
        attempts += 1;
        return attempts === 1 ? Promise.reject(new Error('not yet')) : second.wait();
      },
    },
  });
  await lifecycle.start();
  await clock.pass(500);
  const stopped = lifecycle.stop();
  second.open();
  await stopped;
  await clock.pass(0);
  assert.deepEqual([[...running], clock.openTimers(), attempts], [[], 0, 2]);
});

test('a part that hangs in its stop is left behind after its deadline, and the others still stop', async () => {
  const never = () => new Promise<void>(() => {});
  const { calls, clock, warnings, running, lifecycle } = createWorld({
    store: { stop: never, stopWithinMs: 1_000 },
    web: { stop: never },
  });
  await lifecycle.start();
  let over = false;
  const stopped = lifecycle.stop().then(() => {
    over = true;
  });
  await clock.pass(399);
  assert.deepEqual(calls.slice(4), ['stop buttons', 'stop web']);
  await clock.pass(1);
  assert.deepEqual(calls.slice(4), ['stop buttons', 'stop web', 'stop store']);
  await clock.pass(999);
  assert.equal(over, false);
  await clock.pass(1);
  await stopped;
  assert.deepEqual([[...running], calls.at(-1), clock.openTimers()], [['store', 'web'], 'stop feedback', 0]);
  assert.deepEqual(warnings, [
    { part: 'web', err: new Error('took longer than 400 ms'), message: 'a part did not stop cleanly' },
    { part: 'store', err: new Error('took longer than 1000 ms'), message: 'a part did not stop cleanly' },
  ]);
});

test('a part that fails in its stop keeps no other from stopping', async () => {
  const broken = new Error('broken');
  const { clock, warnings, running, lifecycle } = createWorld({
    web: { stop: () => Promise.reject(broken) },
    store: {
      stop() {
        throw broken;
      },
    },
  });
  await lifecycle.start();
  await lifecycle.stop();
  assert.deepEqual([[...running], clock.openTimers()], [['store', 'web'], 0]);
  assert.deepEqual(
    warnings,
    ['web', 'store'].map((part) => ({ part, err: broken, message: 'a part did not stop cleanly' })),
  );
});

test('a stop lets a start under way end first, so that the order holds', async () => {
  const opening = gate();
  const { calls, clock, warnings, lifecycle } = createWorld({ web: { start: opening.wait } });
  void lifecycle.start();
  await new Promise(setImmediate);
  const stopped = lifecycle.stop();
  await clock.pass(399);
  assert.deepEqual(calls, ['start feedback', 'start store', 'start web']);
  opening.open();
  await stopped;
  assert.deepEqual(calls.slice(3), ['stop web', 'stop store', 'stop feedback']);
  assert.deepEqual([warnings, clock.openTimers()], [[], 0]);
});

test('a start that hangs holds up a stop no longer than a stop that hangs', async () => {
  const opening = gate();
  const { calls, clock, warnings, running, lifecycle } = createWorld({ web: { start: opening.wait } });
  void lifecycle.start();
  await new Promise(setImmediate);
  const stopped = lifecycle.stop();
  await clock.pass(400);
  await stopped;
  assert.deepEqual(calls.slice(3), ['stop store', 'stop feedback']);
  assert.deepEqual(warnings, [
    { part: 'web', err: new Error('took longer than 400 ms'), message: 'a part did not stop cleanly' },
  ]);
  opening.open();
  await clock.pass(0);
  assert.deepEqual([[...running], calls.at(-1), clock.openTimers()], [[], 'stop web', 0]);
});

test('a second stop stops nothing twice, and ends with the first', async () => {
  const closing = gate();
  const { calls, lifecycle } = createWorld({ web: { stop: closing.wait } });
  await lifecycle.start();
  const first = lifecycle.stop();
  await new Promise(setImmediate);
  let over = false;
  const second = lifecycle.stop().then(() => {
    over = true;
  });
  await new Promise(setImmediate);
  assert.equal(over, false);
  closing.open();
  await Promise.all([first, second, lifecycle.stop()]);
  assert.equal(calls.length, 2 * NAMES.length);
});

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { type TestContext, test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { createReader, type ReaderOptions, startReader } from '../../../src/adapters/reader/reader.ts';
import { readProgramme } from '../../../src/core/formats/detect.ts';
import type { ReadOptions } from '../../../src/core/formats/options.ts';
import { createFakeClock } from '../../fakes/clock.ts';

const OPTIONS: ReadOptions = { timezone: 'Europe/Paris', reading: 'auto', language: 'fr' };
const SCHED = readFileSync(new URL('../../fixtures/programmes/sched.json', import.meta.url));

type Start = NonNullable<ReaderOptions['start']>;

/** A reader whose threads are counted, and whose timers are moved by hand. */
function sample(t: TestContext, start: Start = startReader) {
  const clock = createFakeClock();
  const threads: Promise<number>[] = [];
  let alive = 0;
  const reader = createReader({
    clock,
    start(limits) {
      const thread = start(limits);
      alive += 1;
      threads.push(
        new Promise((resolve) => {
          thread.once('exit', (code) => {
            alive -= 1;
            resolve(code);
          });
        }),
      );
      return thread;
    },
  });
  t.after(() => reader.stop());
  return { clock, reader, threads, alive: () => alive };
}

/** A thread of this program, which answers a byte 1 in its own way and anything else with an empty reading. */
const threadThat = (does: string, workerData?: Int32Array): Start => {
  const program = `const { parentPort } = require('node:worker_threads');
parentPort.on('message', ({ bytes }) => {
  if (bytes[0] === 1) { ${does} }
  parentPort.postMessage({ ok: true, reading: { format: 'made', bytes: bytes.length } });
});`;
  return (resourceLimits) => new Worker(program, { eval: true, execArgv: [], resourceLimits, workerData });
};

const [BAD, GOOD] = [new Uint8Array([1, 2]), new Uint8Array([2, 2, 2])];
const made = (reading: unknown) => (reading as { bytes: number }).bytes;

test('a file gives the same in the thread as without one, and its bytes stay with the caller', async (t) => {
  const { reader, threads } = sample(t);
  const bytes = new Uint8Array(SCHED);
  assert.deepEqual(await reader.read(bytes, OPTIONS), readProgramme(SCHED, OPTIONS));
  assert.deepEqual(bytes, new Uint8Array(SCHED));
  const none = new TextEncoder().encode('not a programme');
  const other = { ...OPTIONS, timezone: 'UTC' };
  assert.deepEqual(await reader.read(none, other), readProgramme(none, other));
  assert.equal(threads.length, 1);
});

test('the thread ends 5 seconds after the last reading, and the next reading starts another', async (t) => {
  const { clock, reader, threads, alive } = sample(t, threadThat(''));
  await reader.read(GOOD, OPTIONS);
  clock.advance(4_999);
  await reader.read(GOOD, OPTIONS);
  clock.advance(4_999);
  await reader.read(GOOD, OPTIONS);
  assert.deepEqual([threads.length, alive()], [1, 1]);
  clock.advance(5_000);
  await threads[0];
  assert.deepEqual([alive(), clock.openTimers()], [0, 0]);
  assert.equal(made(await reader.read(GOOD, OPTIONS)), 3);
  assert.equal(threads.length, 2);
});

test('readings wait for each other, in the order of the calls', async (t) => {
  const { reader, threads } = sample(t, threadThat('for (let i = 0; i < 1e8; i += 1);'));
  const order: number[] = [];
  await Promise.all(
    [BAD, GOOD, new Uint8Array(4)].map(async (bytes) => {
      order.push(made(await reader.read(bytes, OPTIONS)));
    }),
  );
  assert.deepEqual([order, threads.length], [[2, 3, 4], 1]);
});

test('a reading that takes over 30 seconds is given up, and the next one works', async (t) => {
  const { clock, reader, threads, alive } = sample(t, threadThat('for (;;);'));
  const slow = reader.read(BAD, OPTIONS);
  const next = reader.read(GOOD, OPTIONS);
  const refused = assert.rejects(slow, {
    message: 'Reading it took longer than 30 s and was given up. Export it again, or in another format.',
  });
  await clock.pass(29_999);
  assert.equal(alive(), 1);
  clock.advance(1);
  await refused;
  assert.equal(made(await next), 3);
  assert.deepEqual([threads.length, alive()], [2, 1]);
});

test('a reading that runs out of memory is given up, and the next one works', async (t) => {
  const { reader, threads } = sample(
    t,
    threadThat('const all = []; for (;;) all.push(new Array(1e5).fill({}));'),
  );
  await assert.rejects(reader.read(BAD, OPTIONS), {
    message:
      'Reading it took more than the 192 MB of memory that a box can spare. Export less of it, or in another format.',
  });
  await threads[0];
  assert.equal(made(await reader.read(GOOD, OPTIONS)), 3);
});

test('a thread that throws, ends or says that it failed rejects with a sentence', async (t) => {
  const died = 'The thread that reads programmes ended unexpectedly; the next refresh starts another.';
  const cases = [
    ["throw new Error('a slip')", died],
    ['process.exit(3)', died],
    [
      "parentPort.postMessage({ ok: false, why: 'too deep' }); return",
      'Reading it failed: too deep. Export it again, or in another format.',
    ],
  ] as const;
  for (const [does, message] of cases) {
    const { reader } = sample(t, threadThat(does));
    await assert.rejects(reader.read(BAD, OPTIONS), { message });
    assert.equal(made(await reader.read(GOOD, OPTIONS)), 3);
  }
});

test('a thread that dies while nothing is read is replaced', async (t) => {
  const started: ReturnType<Start>[] = [];
  const start: Start = (limits) => {
    const thread = threadThat("throw new Error('late');")(limits);
    started.push(thread);
    return thread;
  };
  const { reader, threads } = sample(t, start);
  assert.equal(made(await reader.read(GOOD, OPTIONS)), 3);
  started[0]?.postMessage({ bytes: BAD }); // behind the reader's back
  const waiting = setInterval(() => {}, 1_000); // an idle thread keeps no process alive, nor this test
  await threads[0];
  clearInterval(waiting);
  assert.equal(made(await reader.read(GOOD, OPTIONS)), 3);
  assert.equal(threads.length, 2);
});

test('stop ends the thread at once; what is read and every later call rejects', async (t) => {
  const { clock, reader, alive } = sample(t, threadThat('for (;;);'));
  const stopped = { message: 'The box stops, so nothing is read any more.' };
  const refused = [BAD, GOOD].map((bytes) => assert.rejects(reader.read(bytes, OPTIONS), stopped));
  await clock.pass(0);
  await reader.stop();
  await Promise.all([...refused, assert.rejects(reader.read(GOOD, OPTIONS), stopped)]);
  assert.deepEqual([alive(), clock.openTimers()], [0, 0]);
});

test('while a reading lasts, the main thread goes on', async (t) => {
  const turns = new Int32Array(new SharedArrayBuffer(4));
  const waits = "while (Atomics.load(require('node:worker_threads').workerData, 0) < 100);";
  const { reader } = sample(t, threadThat(waits, turns));
  let isReading = true;
  const reading = reader.read(BAD, OPTIONS).finally(() => {
    isReading = false;
  });
  while (isReading) {
    Atomics.add(turns, 0, 1);
    await new Promise((resolve) => setImmediate(resolve));
  }
  assert.equal(made(await reading), 2);
});

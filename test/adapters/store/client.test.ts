import assert from 'node:assert/strict';
import { existsSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { Worker } from 'node:worker_threads';
import Sqlite from 'better-sqlite3';
import { openStore } from '../../../src/adapters/store/client.ts';
import type { OpenStore, StoreState } from '../../../src/adapters/store/store.ts';
import {
  databaseOptions,
  fillDatabase,
  NOW,
  query,
  sampleProgramme,
  sampleVote,
  tamper,
  temporaryDirectory,
} from './fixture.ts';
import { createHandClock, type HandClock } from './handclock.ts';

interface Sample {
  store: OpenStore;
  clock: HandClock;
  path: string;
  states: StoreState[];
  logged: string[];
  /** Resolves when the store is open, or closed. */
  becomes(open: boolean): Promise<void>;
}

function sample(t: TestContext, path = join(temporaryDirectory(t), 'box.db')): Sample {
  const clock = createHandClock();
  const logged: string[] = [];
  const note = (_: object, message: string): void => void logged.push(message);
  const { box, machine, rule } = databaseOptions(path);
  const store = openStore({
    path,
    box,
    machine,
    rule,
    clock,
    log: { info: () => {}, warn: note, error: note },
  });
  t.after(() => store.stop());
  const states: StoreState[] = [];
  store.onState((state) => states.push(state));
  const becomes = (open: boolean): Promise<void> =>
    new Promise((resolve) => {
      if (store.state().open === open) return resolve();
      const cancel = store.onState((state) => {
        if (state.open !== open) return;
        cancel();
        resolve();
      });
    });
  return { store, clock, path, states, logged, becomes };
}

/** Another program that holds the write lock of the file. */
function lock(path: string): { release(): void } {
  const db = new Sqlite(path);
  db.exec('BEGIN IMMEDIATE');
  return { release: () => void db.close() };
}

test('votes are answered in the order of the calls, each with what is on the disk', async (t) => {
  const { store, path, states } = sample(t);
  await store.start();
  const answered: number[] = [];
  const receipts = await Promise.all(
    Array.from({ length: 50 }, async (_, index) => {
      const receipt = await store.append(sampleVote(index + 1));
      answered.push(index + 1);
      return receipt;
    }),
  );
  assert.deepEqual(
    answered,
    Array.from({ length: 50 }, (_, index) => index + 1),
  );
  const rows = query(path, 'SELECT seq, lower(hex(digest)) AS digest FROM votes ORDER BY seq');
  assert.deepEqual(
    receipts,
    (rows as { seq: number; digest: string }[]).map((row) => ({
      stored: true,
      vote: { ...sampleVote(row.seq), ...row },
    })),
  );
  assert.deepEqual(states, [{ open: true, fault: null, warning: null }]);
});

test('boots, programmes, totals and spans go through the thread and back', async (t) => {
  const { store } = sample(t);
  await store.start();
  assert.equal(await store.programmes.load(), null);
  await store.programmes.save(sampleProgramme('p'), 'p.json', NOW, '1 added');
  assert.deepEqual(await store.programmes.load(), sampleProgramme('p'));
  await store.saveBoot({ bootId: 'boot-1', wallOffsetMs: 100, quality: 'synced' });
  await store.append(sampleVote(1, { monoMs: 5 }));
  assert.deepEqual(await store.spansWithVotes('Amphi A', [{ fromAt: 105, toAt: 106 }]), [true]);
  const { plus, minus, last } = await store.totals();
  assert.deepEqual({ plus, minus, last: last.map((vote) => vote.seq) }, { plus: 1, minus: 0, last: [1] });
});

test('before the start and after the stop a vote is refused and a question rejected', async (t) => {
  const { store } = sample(t);
  const refused = { stored: false, why: 'The store is closed.' };
  assert.deepEqual(await store.append(sampleVote(1)), refused);
  await store.start();
  await store.stop();
  assert.deepEqual(await store.append(sampleVote(1)), refused);
  await assert.rejects(store.totals(), { name: 'StoreError', trouble: 'closed' });
});

test('stop commits what waits, brings the log home and leaves one file and the lock', async (t) => {
  const { store, path } = sample(t);
  await store.start();
  const waiting = Array.from({ length: 20 }, (_, index) => store.append(sampleVote(index)));
  await store.stop();
  const receipts = await Promise.all(waiting);
  assert.ok(receipts.every((receipt) => receipt.stored));
  assert.deepEqual([existsSync(`${path}-wal`), existsSync(`${path}-shm`)], [false, false]);
  assert.deepEqual(query(path, 'SELECT count(*) AS votes FROM votes'), [{ votes: 20 }]);
});

test('a second box on the same directory is refused with a sentence, and may follow the first', async (t) => {
  const first = sample(t);
  const second = sample(t, first.path);
  await first.store.start();
  await assert.rejects(second.store.start(), {
    name: 'StoreError',
    trouble: 'held',
    message: /^Another LikeBox is running on .*\. Stop it first, or give this one a data_dir of its own\.$/,
  });
  assert.deepEqual(second.clock.waits(), []);
  assert.equal((await first.store.append(sampleVote(1))).stored, true);
  await first.store.stop();
  await second.store.start();
  assert.equal((await second.store.append(sampleVote(2))).stored, true);
});

test('a newer file is refused at start and nothing is left open', async (t) => {
  const { store, path, clock } = sample(t);
  fillDatabase(path, 1);
  tamper(path, 'PRAGMA user_version = 9');
  await assert.rejects(store.start(), { name: 'StoreError', trouble: 'newer' });
  assert.deepEqual(clock.waits(), []);
});

test('while another program holds the file locked a vote waits a second and is then refused for good', async (t) => {
  const { store, path, clock, states, logged, becomes } = sample(t);
  await store.start();
  await store.append(sampleVote(1));
  const other = lock(path);
  const began = process.hrtime.bigint();
  const [late, next] = await Promise.all([store.append(sampleVote(2)), store.append(sampleVote(3))]);
  const tookMs = Number(process.hrtime.bigint() - began) / 1e6;
  assert.ok(tookMs < 4000, `${tookMs} ms`);
  const fault = `Another program holds ${path} locked. Close whatever has it open for writing.`;
  assert.deepEqual(late, { stored: false, why: fault });
  assert.equal(next.stored, false);
  assert.deepEqual(states.slice(1), [{ open: false, fault, warning: null }]);
  assert.deepEqual(logged, [fault]);
  assert.deepEqual(await store.append(sampleVote(4)), { stored: false, why: fault });
  other.release();
  clock.fire();
  await becomes(true);
  const receipt = await store.append(sampleVote(5));
  assert.equal(receipt.stored && receipt.vote.seq, 2);
  assert.deepEqual(query(path, 'SELECT mono_ms FROM votes'), [
    { mono_ms: sampleVote(1).monoMs },
    { mono_ms: sampleVote(5).monoMs },
  ]);
});

test('a store that cannot open says why, tries again after 0.5 s up to 10 s, and opens by itself', async (t) => {
  const { store, path, clock, logged, becomes } = sample(t, join(temporaryDirectory(t), 'file', 'box.db'));
  const directory = join(path, '..');
  writeFileSync(directory, 'in the way');
  await store.start();
  const delays: number[] = [];
  for (let n = 0; n < 7; n += 1) {
    delays.push(...clock.waits());
    clock.fire();
    while (clock.waits().length === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  assert.deepEqual(delays, [500, 1000, 2000, 4000, 8000, 10_000, 10_000]);
  assert.equal(store.state().open, false);
  assert.equal(logged.length, 1, 'the same fault is logged once');
  rmSync(directory);
  clock.fire();
  await becomes(true);
  assert.equal((await store.append(sampleVote(1))).stored, true);
});

test('a directory that can never be made is said, and not tried without end', async (t) => {
  for (const path of ['/proc/no/such/box.db', '/dev/null/data/box.db']) {
    const { store } = sample(t, path);
    await store.start();
    const fault = store.state().fault ?? '';
    assert.match(fault, /^Cannot open .*box\.(db|lock) \(ENO(ENT|TDIR)\)\. Check that its directory exists/);
    await store.stop();
  }
});

test('a damaged file is salvaged at start, and the warning says where it lies', async (t) => {
  const { store, path, logged } = sample(t);
  fillDatabase(path, 30);
  tamper(path, 'UPDATE votes SET value = -value WHERE seq = 4');
  await store.start();
  const { open, fault, warning } = store.state();
  assert.deepEqual({ open, fault }, { open: true, fault: null });
  assert.match(
    String(warning),
    /^The database was damaged\. 29 votes were saved, 1 in between could not be read; .*box\.db\.damaged-20260624T100000Z\.$/,
  );
  assert.deepEqual(logged, [warning]);
  const receipt = await store.append(sampleVote(31));
  assert.equal(receipt.stored && receipt.vote.seq, 31);
});

test('no more than 1000 votes wait for the disk; one more is refused, in its turn', async (t) => {
  const { store } = sample(t);
  await store.start();
  const order: string[] = [];
  const note = async (n: number): Promise<void> => {
    const receipt = await store.append(sampleVote(n));
    order.push(receipt.stored ? 'stored' : receipt.why);
  };
  await Promise.all(Array.from({ length: 1001 }, (_, n) => note(n)));
  assert.deepEqual(order, [
    ...Array.from({ length: 1000 }, () => 'stored'),
    'The disk is too slow: too many votes are waiting to be stored.',
  ]);
});

test('after 500 votes and two quiet seconds the log is brought home', async (t) => {
  const { store, clock, path } = sample(t);
  await store.start();
  const vote = async (count: number): Promise<void> => {
    await Promise.all(Array.from({ length: count }, (_, n) => store.append(sampleVote(n))));
  };
  await vote(499);
  assert.deepEqual(clock.waits(), []);
  await vote(1);
  assert.deepEqual(clock.waits(), [2000]);
  await vote(1);
  clock.fire();
  assert.deepEqual(clock.waits(), [2000], 'somebody voted meanwhile');
  const size = statSync(path).size;
  clock.fire();
  await store.totals();
  assert.ok(statSync(path).size > size);
  assert.deepEqual(clock.waits(), []);
});

test('when its thread dies, what waits is refused, and a vote that was committed all the same is taken back', async (t) => {
  const { store, path, clock, becomes } = sample(t);
  const threads = new Set<Worker>();
  const postMessage = Worker.prototype.postMessage;
  t.mock.method(Worker.prototype, 'postMessage', function (this: Worker, message: object) {
    if ('kind' in message) threads.add(this); // not the one that reads TypeScript
    postMessage.call(this, message);
  });
  await store.start();
  await store.append(sampleVote(1));
  const [thread] = threads;
  thread?.removeAllListeners('message'); // the reply to the next vote never comes
  const waiting = store.append(sampleVote(2));
  const committed = (): unknown[] => query(path, 'SELECT seq FROM votes WHERE seq = 2');
  while (committed().length === 0) await new Promise((resolve) => setImmediate(resolve));
  await thread?.terminate();
  const why = 'The store stopped unexpectedly; it starts again by itself.';
  assert.deepEqual(await waiting, { stored: false, why });
  assert.deepEqual(store.state(), { open: false, fault: why, warning: null });
  clock.fire();
  await becomes(true);
  assert.deepEqual(committed(), []);
  const receipt = await store.append(sampleVote(3));
  assert.equal(receipt.stored && receipt.vote.seq, 2);
});

test('a vote that fails while the store stops is no reason to open it again', async (t) => {
  const { store, clock, path, states } = sample(t);
  await store.start();
  const other = lock(path);
  const [receipt] = await Promise.all([store.append(sampleVote(1)), store.stop()]);
  other.release();
  assert.equal(receipt.stored, false);
  assert.equal(states.at(-1)?.fault, 'The store is closed.');
  assert.deepEqual(clock.waits(), []);
});

test('an opening that fails while the store stops is not tried again, and the next store gets the lock', async (t) => {
  const first = sample(t, join(temporaryDirectory(t), 'file', 'box.db'));
  const directory = join(first.path, '..');
  writeFileSync(directory, 'in the way');
  await first.store.start();
  first.clock.fire();
  await first.store.stop();
  assert.deepEqual(first.clock.waits(), []);
  rmSync(directory);
  first.clock.fire();
  const second = sample(t, first.path);
  await second.store.start();
  assert.equal((await second.store.append(sampleVote(1))).stored, true);
});

test('votes that are stored while the store stops leave no timer', async (t) => {
  const { store, clock } = sample(t);
  await store.start();
  const waiting = Array.from({ length: 500 }, (_, n) => store.append(sampleVote(n)));
  await store.stop();
  await Promise.all(waiting);
  assert.deepEqual(clock.waits(), []);
});

test('a store that is started again after a stop tries again after a failure', async (t) => {
  const { store, clock, path } = sample(t, join(temporaryDirectory(t), 'file', 'box.db'));
  await store.stop();
  const directory = join(path, '..');
  writeFileSync(directory, 'in the way');
  await store.start();
  assert.deepEqual(clock.waits(), [500]);
});

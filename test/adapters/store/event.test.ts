import assert from 'node:assert/strict';
import fs from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { Worker } from 'node:worker_threads';
import Sqlite from 'better-sqlite3';
import { openStore } from '../../../src/adapters/store/client.ts';
import { openDatabase } from '../../../src/adapters/store/database.ts';
import { Holder } from '../../../src/adapters/store/holder.ts';
import type { Reply } from '../../../src/adapters/store/messages.ts';
import { openReader } from '../../../src/adapters/store/reading.ts';
import type { OpenStore } from '../../../src/adapters/store/store.ts';
import { databaseOptions, NOW, query, sampleProgramme, sampleVote, temporaryDirectory } from './fixture.ts';
import { createHandClock } from './handclock.ts';
import { watchSteps } from './steps.ts';

const EVENT = { name: 'camp 2027', at: NOW };
const VOTES = 30;
const ASIDE = 'box-20260624T100000Z.db';

function openSample(t: TestContext) {
  const path = join(temporaryDirectory(t), 'box.db');
  const { box, machine, rule } = databaseOptions(path);
  const log = { info() {}, warn() {}, error() {} };
  const clock = createHandClock();
  const store = openStore({ path, box, machine, rule, clock, log });
  t.after(() => store.stop());
  return { store, path, clock, directory: join(path, '..') };
}

/** Ends the store's thread as a crash of it would; `deafen` loses its replies from then on. */
function threadOf(t: TestContext): { (): Promise<void>; deafen(): void } {
  const threads = new Set<Worker>();
  const postMessage = Worker.prototype.postMessage;
  t.mock.method(Worker.prototype, 'postMessage', function (this: Worker, message: object) {
    if ('kind' in message) threads.add(this); // not the one that reads TypeScript
    postMessage.call(this, message);
  });
  const kill = async () => {
    for (const thread of threads) await thread.terminate();
  };
  const deafen = () => {
    for (const thread of threads) thread.removeAllListeners('message');
  };
  return Object.assign(kill, { deafen });
}

function becomesOpen(store: OpenStore): Promise<void> {
  return new Promise((resolve) => {
    store.onState(({ open }) => open && resolve());
  });
}

/** How many votes, and whether the chain is whole, as `votes verify` finds it. */
function verify(path: string): { votes: number; breaks: number } {
  const reader = openReader(path);
  try {
    assert.equal(reader.structure(), null);
    const { votes, breaks } = reader.verify();
    return { votes, breaks: breaks.length };
  } finally {
    reader.close();
  }
}

test('a new event counts from 1, and the old votes lie aside, whole and named after the day', async (t) => {
  const { store, path, directory } = openSample(t);
  await store.start();
  for (let n = 1; n <= 5; n += 1) await store.append(sampleVote(n));
  assert.equal(await store.startEvent(EVENT.name, EVENT.at), join(directory, ASIDE));
  assert.deepEqual(await store.totals(), { plus: 0, minus: 0, last: [] });
  const receipt = await store.append(sampleVote(6));
  assert.equal(receipt.stored && receipt.vote.seq, 1);
  const why = 'SELECT why, first_seq, machine FROM epochs';
  assert.deepEqual(query(path, why), [{ why: 'new', first_seq: 1, machine: 'board-1' }]);
  assert.deepEqual(query(path, "SELECT value FROM meta WHERE key = 'event'"), [{ value: 'camp 2027' }]);
  await store.stop();
  assert.deepEqual(fs.readdirSync(directory).sort(), [ASIDE, 'box.db', 'box.lock']);
  assert.deepEqual(
    [verify(join(directory, ASIDE)), verify(path)],
    [
      { votes: 5, breaks: 0 },
      { votes: 1, breaks: 0 },
    ],
  );
});

test('the programme and the boot go along, so that a box without a network knows both', async (t) => {
  const { store, path } = openSample(t);
  await store.start();
  await store.saveBoot({ bootId: 'last-week', wallOffsetMs: 1, quality: 'rtc' });
  await store.saveBoot({ bootId: 'boot-1', wallOffsetMs: NOW, quality: 'manual' });
  await store.programmes.save(sampleProgramme('first'), 'a.json', NOW, '1 added');
  await store.programmes.save(sampleProgramme('second'), 'b.json', NOW + 1, '1 added');
  await store.startEvent(EVENT.name, EVENT.at);
  assert.deepEqual(await store.programmes.load(), sampleProgramme('second'));
  assert.deepEqual(query(path, 'SELECT * FROM boots'), [
    { boot_id: 'boot-1', wall_offset_ms: NOW, quality: 'manual' },
  ]);
});

test('votes in flight are each in one of the two databases: those sent before in the old one', async (t) => {
  const { store, path, directory } = openSample(t);
  await store.start();
  const before = Array.from({ length: 40 }, (_, n) => store.append(sampleVote(n)));
  const begun = store.startEvent(EVENT.name, EVENT.at);
  const after = Array.from({ length: 30 }, (_, n) => store.append(sampleVote(n)));
  const receipts = await Promise.all([...before, ...after]);
  await begun;
  assert.ok(receipts.every(({ stored }) => stored));
  assert.deepEqual(
    [verify(join(directory, ASIDE)), verify(path)],
    [
      { votes: 40, breaks: 0 },
      { votes: 30, breaks: 0 },
    ],
  );
});

test('whoever follows the state of the store hears of a new event', async (t) => {
  const { store } = openSample(t);
  await store.start();
  const heard: boolean[] = [];
  store.onState(({ open }) => heard.push(open));
  await store.startEvent(EVENT.name, EVENT.at);
  assert.deepEqual(heard, [true]);
});

test('two events in one second keep two databases', async (t) => {
  const { store, directory } = openSample(t);
  await store.start();
  await store.append(sampleVote(1));
  const names = [await store.startEvent('a', NOW), await store.startEvent('b', NOW)];
  assert.deepEqual(names, [join(directory, ASIDE), join(directory, `${ASIDE}-2`)]);
  assert.deepEqual(names.map(verify), [
    { votes: 1, breaks: 0 },
    { votes: 0, breaks: 0 },
  ]);
});

test('while another program reads, the old database stays in use and the refusal says why', async (t) => {
  const { store, path, directory } = openSample(t);
  await store.start();
  await store.append(sampleVote(1));
  const reader = new Sqlite(path, { readonly: true });
  t.after(() => reader.close());
  reader.exec('BEGIN');
  reader.prepare('SELECT count(*) FROM votes').get();
  await store.append(sampleVote(2));
  await assert.rejects(store.startEvent(EVENT.name, EVENT.at), {
    message: `Another program is reading ${path}. Close it, then begin the new event.`,
  });
  const receipt = await store.append(sampleVote(3));
  assert.equal(receipt.stored && receipt.vote.seq, 3);
  assert.deepEqual(
    fs.readdirSync(directory).filter((name) => /begin|begun|box-/.test(name)),
    [],
  );
});

const begunIn = (directory: string) => fs.readdirSync(directory).filter((name) => /begin|begun/.test(name));

/** Runs an event in this thread, and calls `before` ahead of every rename and sync. */
function beginStepwise(t: TestContext, path: string, before: (step: number) => void): Reply[] {
  const holder = new Holder();
  const replies = [holder.handle({ kind: 'open', options: databaseOptions(path) })];
  for (let n = 1; n <= VOTES; n += 1) holder.handle({ kind: 'append', vote: sampleVote(n) });
  const end = watchSteps(t, before);
  replies.push(holder.handle({ kind: 'start-event', event: EVENT }));
  end();
  replies.push(holder.handle({ kind: 'append', vote: sampleVote(VOTES + 1) }));
  holder.handle({ kind: 'close' });
  return replies;
}

test('killed between any two steps, no vote is lost and none is in both databases', (t) => {
  const directory = temporaryDirectory(t);
  const left: string[] = [];
  beginStepwise(t, join(directory, 'box.db'), (step) => {
    const copy = join(temporaryDirectory(t), 'left');
    fs.cpSync(directory, copy, { recursive: true });
    left[step] = copy;
  });
  const found = left.filter(Boolean).map((copy) => {
    const database = openDatabase(databaseOptions(join(copy, 'box.db')));
    const counted = database.lastSeq();
    assert.equal(database.append(sampleVote(1)).seq, counted + 1);
    assert.equal(database.warning, null);
    database.close();
    const names = fs.readdirSync(copy).filter((name) => !/lock$|-wal$|-shm$/.test(name));
    assert.deepEqual(names.sort(), counted > 0 ? ['box.db'] : [ASIDE, 'box.db']);
    const aside = names.includes(ASIDE) ? verify(join(copy, ASIDE)).votes : 0;
    assert.deepEqual(verify(join(copy, 'box.db')), { votes: counted + 1, breaks: 0 });
    return [aside, counted];
  });
  const unlike = [...new Set(found.map((pair) => pair.join(' ')))];
  assert.deepEqual(unlike, [`0 ${VOTES}`, `${VOTES} 0`]);
  assert.ok(found.length >= 8, `${found.length} steps`);
});

for (const [words, isFailing, mostlyAsBefore] of [
  // Once, it fails too late only when the new database is being opened.
  ['fails once', (step: number, failing: number) => step === failing, true],
  [
    'fails for a while, undoing included',
    (step: number, failing: number) => step >= failing && step < failing + 2,
    false,
  ],
  ['fails from then on, undoing included', (step: number, failing: number) => step >= failing, false],
] as const) {
  test(`whatever ${words}, every vote is in one whole database, and nothing half done stays behind`, (t) => {
    let steps = 0;
    beginStepwise(t, join(temporaryDirectory(t), 'box.db'), (step) => {
      steps = step;
    });
    const outcomes: string[] = [];
    for (let failing = 1; failing <= steps; failing += 1) {
      const directory = temporaryDirectory(t);
      const path = join(directory, 'box.db');
      const [, begun] = beginStepwise(t, path, (step) => {
        if (isFailing(step, failing)) throw Object.assign(new Error('i/o error'), { code: 'EIO' });
      });
      assert.ok(begun !== undefined);
      openDatabase(databaseOptions(path)).close(); // what the client tries again by itself
      const names = fs.readdirSync(directory);
      const votes = names
        .filter((name) => name.endsWith('.db'))
        .map((name) => verify(join(directory, name)).votes);
      outcomes.push(`${begun.ok ? 'begun' : begun.open ? 'as before' : 'closed'}: ${votes.join(' ')}`);
      assert.deepEqual(
        names.filter((name) => /begin|begun|damaged/.test(name)),
        [],
        `step ${failing}`,
      );
    }
    const unlike = outcomes.filter((outcome) => outcome !== `as before: ${VOTES + 1}`);
    assert.ok(
      unlike.every((outcome) => [`closed: ${VOTES}`, `closed: ${VOTES} 0`].includes(outcome)),
      outcomes.join(),
    );
    if (mostlyAsBefore) assert.equal(unlike.length, 1, outcomes.join());
  });
}

test('when the thread dies after an event, nothing of the new database is missed', async (t) => {
  const { store, path, clock } = openSample(t);
  const kill = threadOf(t);
  await store.start();
  await store.append(sampleVote(1));
  await store.startEvent(EVENT.name, EVENT.at);
  await kill();
  const opened = becomesOpen(store);
  clock.fire();
  await opened;
  assert.equal(store.state().warning, null);
  assert.deepEqual(verify(path), { votes: 0, breaks: 0 });
});

test('when the thread dies in an event, the next opening takes what is there for what it is', async (t) => {
  const { store, path, clock, directory } = openSample(t);
  const kill = threadOf(t);
  await store.start();
  await store.append(sampleVote(1));
  kill.deafen(); // the reply never comes
  const begun = store.startEvent(EVENT.name, EVENT.at);
  const refused = assert.rejects(begun, /stopped unexpectedly/);
  const isThere = () =>
    fs.existsSync(join(directory, ASIDE)) && fs.existsSync(path) && begunIn(directory).length === 0;
  while (!isThere()) await new Promise((resolve) => setImmediate(resolve));
  await kill();
  await refused;
  const opened = becomesOpen(store);
  clock.fire();
  await opened;
  assert.equal(store.state().warning, null);
  const receipt = await store.append(sampleVote(2));
  assert.equal(receipt.stored && receipt.vote.seq, 1);
});

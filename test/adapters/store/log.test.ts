import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { openStore } from '../../../src/adapters/store/client.ts';
import { openDatabase } from '../../../src/adapters/store/database.ts';
import { openReader } from '../../../src/adapters/store/reading.ts';
import type { BoxNotice, BoxSettings } from '../../../src/core/hub/orders.ts';
import type { StoredVote } from '../../../src/core/vote.ts';
import {
  databaseOptions,
  fillDatabase,
  NOW,
  query,
  sampleVote,
  tamper,
  temporaryDirectory,
} from './fixture.ts';
import { createHandClock } from './handclock.ts';

const SETTINGS: BoxSettings = {
  name: 'Left door',
  room: 'Amphi B',
  language: 'en',
  muted: null,
  window: { openAfterMs: 300_000, closeAfterMs: 600_000 },
};
const NOTICES: BoxNotice[] = [{ number: 3, text: { kind: 'moved', to: 'Amphi C' }, untilAt: NOW + 1 }];

/** An open store on a file that may hold votes already. */
async function open(t: TestContext, path = join(temporaryDirectory(t), 'box.db')) {
  const { box, machine, rule } = databaseOptions(path);
  const log = { info() {}, warn() {}, error() {} };
  const store = openStore({ path, box, machine, rule, clock: createHandClock(), log });
  t.after(() => store.stop());
  await store.start();
  return { store, path };
}

async function append(store: Awaited<ReturnType<typeof open>>['store'], from: number, to: number) {
  const votes: StoredVote[] = [];
  for (let n = from; n <= to; n += 1) {
    const receipt = await store.append(sampleVote(n));
    assert.ok(receipt.stored);
    votes.push(receipt.vote);
  }
  return votes;
}

/** What `votes verify` finds wrong. */
function breaksOf(path: string) {
  const reader = openReader(path);
  try {
    return reader.verify().breaks;
  } finally {
    reader.close();
  }
}

const epochsIn = (path: string) =>
  query(path, 'SELECT epoch, first_seq, machine, why FROM epochs ORDER BY first_seq') as {
    epoch: string;
    first_seq: number;
    machine: string;
    why: string;
  }[];

test('each epoch says where it begins and ends, its last digest, and its holes as ranges', async (t) => {
  const path = join(temporaryDirectory(t), 'box.db');
  fillDatabase(path, 9);
  tamper(
    path,
    `DELETE FROM votes WHERE seq IN (2, 3, 5, 8, 9);
     INSERT INTO lost VALUES (2), (3), (5), (8), (9);
     INSERT INTO epochs VALUES (7, 'second', 'board-1', 'board'), (10, 'third', 'board-1', 'salvage')`,
  );
  const { store } = await open(t, path);
  const digests = query(path, 'SELECT seq, lower(hex(digest)) AS digest FROM votes') as {
    seq: number;
    digest: string;
  }[];
  const digestOf = (seq: number) => digests.find((row) => row.seq === seq)?.digest;
  const [first] = epochsIn(path);
  const lost1 = [
    [2, 3],
    [5, 5],
  ];
  assert.deepEqual(await store.log.epochs(), [
    { epoch: first?.epoch, firstSeq: 1, lastSeq: 6, digest: digestOf(6), lost: lost1 },
    { epoch: 'second', firstSeq: 7, lastSeq: 9, digest: digestOf(7), lost: [[8, 9]] },
    { epoch: 'third', firstSeq: 10, lastSeq: 9, digest: '', lost: [] },
  ]);
});

test('votes of an epoch are read in pieces, and none of its neighbours', async (t) => {
  const { store, path } = await open(t);
  const votes = await append(store, 1, 7);
  const [first] = await store.log.epochs();
  assert.ok(first !== undefined);
  await store.log.splitEpoch(first.epoch, 6);
  const second = epochsIn(path)[1]?.epoch ?? '';
  assert.deepEqual(await store.log.votesAfter(first.epoch, 0, 2), votes.slice(0, 2));
  assert.deepEqual(await store.log.votesAfter(first.epoch, 2, 500), votes.slice(2, 5));
  assert.deepEqual(await store.log.votesAfter(second, 0, 500), votes.slice(5));
  assert.deepEqual(await store.log.votesAfter(second, 7, 500), []);
  assert.deepEqual(await store.log.votesAfter('another', 0, 500), []);
});

test('the last common vote is the greatest with the same digest inside of the epoch', async (t) => {
  const { store } = await open(t);
  const votes = await append(store, 1, 5);
  const [epoch] = await store.log.epochs();
  const digests = votes.map(({ seq, digest }) => ({ seq, digest: seq > 3 ? 'ff'.repeat(32) : digest }));
  assert.equal(await store.log.commonVote(epoch?.epoch ?? '', digests.toReversed()), 3);
  assert.equal(await store.log.commonVote(epoch?.epoch ?? '', digests.slice(3)), null);
  assert.equal(await store.log.commonVote('another', digests), null);
});

test('an epoch that is split keeps its votes, and what is stored next goes on with the chain', async (t) => {
  const { store, path } = await open(t);
  await append(store, 1, 4);
  const [before] = epochsIn(path);
  await store.log.splitEpoch(before?.epoch ?? '', 3);
  const [, split] = epochsIn(path);
  assert.deepEqual(split, { epoch: split?.epoch, first_seq: 3, machine: 'board-1', why: 'hub' });
  assert.notEqual(split?.epoch, before?.epoch);
  await append(store, 5, 6);
  assert.deepEqual(
    (await store.log.epochs()).map(({ epoch, firstSeq, lastSeq }) => [epoch, firstSeq, lastSeq]),
    [
      [before?.epoch, 1, 2],
      [split?.epoch, 3, 6],
    ],
  );
  await store.log.splitEpoch(split?.epoch ?? '', 7);
  await append(store, 7, 7);
  assert.deepEqual(breaksOf(path), []);
});

test('a first epoch that is split at its beginning is another one, whose first vote is taken on trust', async (t) => {
  for (const votes of [0, 3]) {
    const { store, path } = await open(t);
    await append(store, 1, votes);
    const [before] = epochsIn(path);
    await store.log.splitEpoch(before?.epoch ?? '', 1);
    const after = epochsIn(path);
    assert.deepEqual(after, [{ epoch: after[0]?.epoch, first_seq: 1, machine: 'board-1', why: 'hub' }]);
    assert.notEqual(after[0]?.epoch, before?.epoch);
    await append(store, votes + 1, votes + 2);
    await store.stop();
    assert.deepEqual(breaksOf(path), []);
    const again = openDatabase(databaseOptions(path));
    again.append(sampleVote(votes + 3));
    again.close();
    assert.deepEqual(breaksOf(path), []);
    tamper(path, 'UPDATE votes SET value = -value WHERE seq = 2');
    assert.deepEqual(
      breaksOf(path).map(({ seq, kind }) => [seq, kind]),
      [[2, 'digest']],
    );
  }
});

test('a damaged database whose first epoch came from the hub is salvaged with its first vote', async (t) => {
  const { store, path } = await open(t);
  await append(store, 1, 3);
  await store.log.splitEpoch(epochsIn(path)[0]?.epoch ?? '', 1);
  await store.stop();
  tamper(path, 'UPDATE votes SET wall_ms = 1 WHERE seq = 3');
  const database = openDatabase(databaseOptions(path));
  assert.match(database.warning ?? '', /2 votes were saved, 1 in between could not be read/);
  database.close();
  assert.deepEqual(breaksOf(path), []);
});

test('an epoch is not split where it does not reach, nor over the next one', async (t) => {
  const { store, path } = await open(t);
  await append(store, 1, 4);
  const first = epochsIn(path)[0]?.epoch ?? '';
  await assert.rejects(store.log.splitEpoch(first, 6), /Vote 6 lies neither in the epoch/);
  await assert.rejects(store.log.splitEpoch('another', 2), /neither in the epoch another nor/);
  await store.log.splitEpoch(first, 3);
  const both = epochsIn(path);
  await assert.rejects(store.log.splitEpoch(first, 4));
  await store.log.splitEpoch(first, 3);
  assert.deepEqual(epochsIn(path), both);
  assert.equal(store.state().open, true);
});

test('what the hub acknowledged and handed out is there after a restart', async (t) => {
  const { store, path } = await open(t);
  assert.deepEqual(await store.kept.load(), { settings: null, notices: null });
  assert.deepEqual(await store.log.loadAcked(), new Map());
  const acked = new Map([
    ['one', 12],
    ['two', 40],
  ]);
  await store.log.saveAcked(new Map([['old', 1]]));
  await store.log.saveAcked(acked);
  await store.kept.saveSettings({ etag: '"s1"', value: SETTINGS });
  await store.kept.saveNotices({ etag: '"n1"', value: NOTICES });
  await store.stop();
  const again = await open(t, path);
  assert.deepEqual(await again.store.log.loadAcked(), acked);
  assert.deepEqual(await again.store.kept.load(), {
    settings: { etag: '"s1"', value: SETTINGS },
    notices: { etag: '"n1"', value: NOTICES },
  });
  await again.store.stop();
  tamper(path, `UPDATE kept SET json = '{"na' WHERE key = 'settings'`);
  const garbled = await open(t, path);
  const { settings, notices } = await garbled.store.kept.load();
  assert.deepEqual([settings, notices?.etag], [null, '"n1"']);
});

test('the windows that the hub sets are those of exports, at once and after a reopening', async (t) => {
  const { store, path } = await open(t);
  const rule = { openAfterMs: 1, closeAfterMs: 2 };
  await store.saveRule(rule);
  const ruleIn = () => {
    const reader = openReader(path);
    try {
      return reader.rule;
    } finally {
      reader.close();
    }
  };
  assert.deepEqual(ruleIn(), rule);
  tamper(path, 'DROP TABLE boots');
  await assert.rejects(store.log.boots());
  await store.append(sampleVote(1));
  assert.deepEqual(ruleIn(), rule);
});

test('boots go to the hub as they are known', async (t) => {
  const { store } = await open(t);
  const boot = { bootId: 'boot-1', wallOffsetMs: 5, quality: 'unset' } as const;
  await store.saveBoot(boot);
  assert.deepEqual(await store.log.boots(), [boot]);
});

test('a new event keeps settings and notices, and nothing is acknowledged of it', async (t) => {
  const { store, path } = await open(t);
  await append(store, 1, 2);
  await store.log.saveAcked(new Map([['one', 2]]));
  await store.kept.saveSettings({ etag: '"s1"', value: SETTINGS });
  await store.kept.saveNotices({ etag: '"n1"', value: NOTICES });
  const [before] = epochsIn(path);
  await store.startEvent('next', NOW);
  const [after] = epochsIn(path);
  assert.notEqual(after?.epoch, before?.epoch);
  assert.deepEqual(await store.log.loadAcked(), new Map());
  assert.deepEqual(await store.kept.load(), {
    settings: { etag: '"s1"', value: SETTINGS },
    notices: { etag: '"n1"', value: NOTICES },
  });
});

test('rows about the hub are taken for nothing else when a damaged file is salvaged', async (t) => {
  const { store, path } = await open(t);
  await append(store, 1, 3);
  await store.log.saveAcked(new Map([['one', 2]]));
  await store.kept.saveSettings({ etag: '"s1"', value: SETTINGS });
  const before = query(path, "SELECT * FROM meta WHERE key <> 'openings' ORDER BY key");
  await store.stop();
  writeFileSync(path, Buffer.alloc(100, 0xff), { flag: 'r+' });
  const database = openDatabase(databaseOptions(path));
  assert.match(database.warning ?? '', /3 votes were saved/);
  database.close();
  assert.deepEqual(query(path, "SELECT * FROM meta WHERE key <> 'openings' ORDER BY key"), before);
  assert.deepEqual(query(path, 'SELECT count(*) AS boots FROM boots'), [{ boots: 0 }]);
  assert.deepEqual(query(path, 'SELECT seq FROM lost'), []);
});

test('a database of the version before gets its new tables, and keeps its votes', async (t) => {
  const path = join(temporaryDirectory(t), 'box.db');
  fillDatabase(path, 3);
  tamper(path, 'DROP TABLE acked; DROP TABLE kept; PRAGMA user_version = 2');
  const reader = openReader(path);
  assert.deepEqual(reader.verify().breaks, []);
  reader.close();
  const { store } = await open(t, path);
  assert.deepEqual(await store.kept.load(), { settings: null, notices: null });
  assert.equal((await store.log.epochs())[0]?.lastSeq, 3);
});

import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import Sqlite from 'better-sqlite3';
import { openDatabase } from '../../../src/adapters/store/database.ts';
import { StoreError } from '../../../src/adapters/store/errors.ts';
import {
  appendProgramme,
  newestProgramme,
  versionOf,
  versionsOf,
} from '../../../src/adapters/store/versions.ts';
import { firstDigest, nextDigest } from '../../../src/core/digest.ts';
import type { Programme } from '../../../src/core/programme.ts';
import {
  appendVotes,
  databaseOptions,
  fillDatabase,
  NOW,
  query,
  sampleProgramme,
  sampleVote,
  tamper,
  temporaryDirectory,
} from './fixture.ts';

test('a vote is a row with the next number and its digest, readable by others at once', (t) => {
  const path = join(temporaryDirectory(t), 'deep', 'data', 'box.db');
  const database = openDatabase(databaseOptions(path));
  const stored = [1, 2].map((n) => database.append(sampleVote(n)));
  const [{ epoch }] = query(path, 'SELECT epoch FROM epochs') as [{ epoch: string }];
  const first = nextDigest(firstDigest(epoch), 1, sampleVote(1));
  const second = nextDigest(first, 2, sampleVote(2));
  assert.deepEqual(stored, [
    { ...sampleVote(1), seq: 1, digest: first.toString('hex') },
    { ...sampleVote(2), seq: 2, digest: second.toString('hex') },
  ]);
  assert.deepEqual(query(path, 'SELECT * FROM votes WHERE seq = 2'), [
    {
      seq: 2,
      boot_id: 'boot-1',
      mono_ms: 2400,
      wall_ms: NOW + 1400,
      value: 1,
      room: 'Amphi A',
      shown_session_id: 'talk 2, été',
      source: 'button',
      digest: second,
    },
  ]);
  database.close();
});

test('numbers, chain and counts go on after a restart', (t) => {
  const path = join(temporaryDirectory(t), 'box.db');
  fillDatabase(path, 12);
  const database = openDatabase(databaseOptions(path));
  const { plus, minus, last } = database.totals();
  assert.deepEqual({ plus, minus }, { plus: 8, minus: 4 });
  assert.deepEqual(
    last.map((vote) => vote.seq),
    [12, 11, 10, 9, 8, 7, 6, 5, 4, 3],
  );
  assert.equal(database.append(sampleVote(13)).seq, 13);
  database.append(sampleVote(14, { source: 'test' }));
  const after = database.totals();
  assert.deepEqual(
    { ...after, last: after.last.map((vote) => vote.seq) },
    {
      plus: 9,
      minus: 4,
      last: [14, 13, 12, 11, 10, 9, 8, 7, 6, 5],
    },
  );
  database.close();
  const again = openDatabase(databaseOptions(path));
  assert.deepEqual(again.totals(), after);
  assert.equal(again.warning, null);
  again.close();
});

test('every open reads back WAL and synchronous=FULL, and refuses to work with less', (t) => {
  const path = join(temporaryDirectory(t), 'box.db');
  fillDatabase(path, 1);
  const asked: string[] = [];
  const pragma = Sqlite.prototype.pragma;
  t.after(() => {
    Sqlite.prototype.pragma = pragma;
  });
  Sqlite.prototype.pragma = function (source, options) {
    asked.push(source);
    return pragma.call(this, source, options);
  };
  openDatabase(databaseOptions(path)).close();
  assert.ok(asked.indexOf('synchronous = FULL') < asked.lastIndexOf('synchronous'));
  Sqlite.prototype.pragma = function (source, options) {
    return source === 'synchronous = FULL' ? [] : pragma.call(this, source, options);
  };
  assert.throws(() => openDatabase(databaseOptions(path)), {
    name: 'StoreError',
    trouble: 'failing',
    message: /journal_mode wal, synchronous 1; wal, 2 needed/,
  });
  Sqlite.prototype.pragma = function (source, options) {
    return source === 'journal_mode = WAL' ? 'delete' : pragma.call(this, source, options);
  };
  assert.throws(() => openDatabase(databaseOptions(path)), { message: /journal_mode delete/ });
});

test('another board begins a new epoch at the next number, the same board does not', (t) => {
  const path = join(temporaryDirectory(t), 'box.db');
  fillDatabase(path, 3);
  openDatabase(databaseOptions(path)).close();
  const database = openDatabase(databaseOptions(path, { machine: 'board-2' }));
  assert.equal(database.append(sampleVote(4)).seq, 4);
  database.close();
  assert.deepEqual(query(path, 'SELECT first_seq, machine, why FROM epochs'), [
    { first_seq: 1, machine: 'board-1', why: 'new' },
    { first_seq: 4, machine: 'board-2', why: 'board' },
  ]);
});

test('the files are for the owner and the group only', (t) => {
  const path = join(temporaryDirectory(t), 'data', 'box.db');
  const database = openDatabase(databaseOptions(path));
  database.append(sampleVote(1));
  for (const suffix of ['', '-wal', '-shm']) assert.equal(statSync(path + suffix).mode & 0o777, 0o640);
  database.close();
});

test('a newer file is refused with a sentence and left as it is', (t) => {
  const path = join(temporaryDirectory(t), 'box.db');
  fillDatabase(path, 1);
  tamper(path, 'PRAGMA user_version = 99');
  assert.throws(() => openDatabase(databaseOptions(path)), {
    name: 'StoreError',
    trouble: 'newer',
    message: /box\.db was written by a newer LikeBox \(its format is 99, this one knows up to 3\)/,
  });
  assert.deepEqual(query(path, 'SELECT count(*) AS votes FROM votes'), [{ votes: 1 }]);
});

test("another program's database is refused with a sentence", (t) => {
  const path = join(temporaryDirectory(t), 'box.db');
  tamper(path, 'CREATE TABLE songs (title TEXT)');
  assert.throws(() => openDatabase(databaseOptions(path)), {
    name: 'StoreError',
    trouble: 'foreign',
    message: /is not the database of a LikeBox/,
  });
});

test('a vote that was refused is gone after the reopening, and its number is used again', (t) => {
  const path = join(temporaryDirectory(t), 'box.db');
  fillDatabase(path, 5);
  const database = openDatabase(databaseOptions(path, { lastSeq: 4 }));
  assert.equal(database.lastSeq(), 4);
  assert.equal(database.append(sampleVote(50)).seq, 5);
  assert.deepEqual(query(path, 'SELECT mono_ms FROM votes WHERE seq >= 5'), [
    { mono_ms: sampleVote(50).monoMs },
  ]);
  database.close();
});

test('a file that another program holds locked is not open, and says so', (t) => {
  const path = join(temporaryDirectory(t), 'box.db');
  fillDatabase(path, 1);
  const other = new Sqlite(path);
  other.exec('BEGIN IMMEDIATE');
  assert.throws(
    () => openDatabase(databaseOptions(path)),
    (error) =>
      error instanceof StoreError &&
      error.trouble === 'locked' &&
      /holds .*box\.db locked/.test(error.message),
  );
  other.exec('ROLLBACK');
  other.close();
  openDatabase(databaseOptions(path)).close();
});

test('what is known of a boot gets better, never worse', (t) => {
  const path = join(temporaryDirectory(t), 'box.db');
  const database = openDatabase(databaseOptions(path));
  const boot = { bootId: 'boot-1', wallOffsetMs: 0, quality: 'unset' as const };
  const known = (): unknown[] => query(path, 'SELECT * FROM boots');
  assert.deepEqual(database.saveBoot(boot), boot);
  database.saveBoot({ ...boot, wallOffsetMs: 5000.4, quality: 'hub' });
  const answer = database.saveBoot({ ...boot, wallOffsetMs: 9000, quality: 'rtc' });
  assert.deepEqual(answer, { ...boot, wallOffsetMs: 5000, quality: 'hub' });
  assert.deepEqual(known(), [{ boot_id: 'boot-1', wall_offset_ms: 5000, quality: 'hub' }]);
  database.saveBoot({ ...boot, wallOffsetMs: 5001, quality: 'hub' });
  assert.deepEqual(known(), [{ boot_id: 'boot-1', wall_offset_ms: 5001, quality: 'hub' }]);
  database.close();
});

const version = (programme: Programme, at = NOW) => ({ programme, origin: 'a.json', at, changes: '1 added' });

test('a programme is kept in versions, an unchanged one once', (t) => {
  const path = join(temporaryDirectory(t), 'box.db');
  const database = openDatabase(databaseOptions(path));
  assert.equal(newestProgramme(database.db), null);
  appendProgramme(database.db, version(sampleProgramme('first')));
  appendProgramme(database.db, version(sampleProgramme('second'), NOW + 1));
  appendProgramme(database.db, version(sampleProgramme('second'), NOW + 2));
  assert.deepEqual(newestProgramme(database.db), sampleProgramme('second'));
  assert.deepEqual(versionsOf(database.db, 9), [
    { version: 2, at: NOW + 1, origin: 'a.json', sessions: 1, changes: '1 added' },
    { version: 1, at: NOW, origin: 'a.json', sessions: 1, changes: '1 added' },
  ]);
  assert.deepEqual([versionOf(database.db, 1), versionOf(database.db, 7)], [sampleProgramme('first'), null]);
  for (let n = 0; n < 205; n += 1) appendProgramme(database.db, version(sampleProgramme(`${n}`)));
  assert.deepEqual(query(path, 'SELECT count(*) AS kept, max(version) AS newest FROM programmes'), [
    { kept: 200, newest: 207 },
  ]);
  database.close();
});

test('of large programmes fewer versions are kept, and the newest whatever its size', (t) => {
  const path = join(temporaryDirectory(t), 'box.db');
  const database = openDatabase(databaseOptions(path));
  const kept = () => versionsOf(database.db, 99).map((row) => row.version);
  for (const name of ['a', 'b', 'c', 'd']) {
    appendProgramme(database.db, version(sampleProgramme(name.repeat(9_000_000))));
  }
  assert.deepEqual(kept(), [4, 3, 2]);
  appendProgramme(database.db, version(sampleProgramme('e'.repeat(40_000_000))));
  assert.deepEqual(kept(), [5]);
  database.close();
});

test('a span holds a vote by corrected time, in its room, when its boot has a time and it is no test', (t) => {
  const path = join(temporaryDirectory(t), 'box.db');
  const database = openDatabase(databaseOptions(path));
  database.saveBoot({ bootId: 'boot-1', wallOffsetMs: 1_000_000, quality: 'synced' });
  database.saveBoot({ bootId: 'lost', wallOffsetMs: 0, quality: 'unset' });
  database.append(sampleVote(1, { monoMs: 500 }));
  database.append(sampleVote(2, { monoMs: 700, source: 'test' }));
  database.append(sampleVote(3, { monoMs: 900, room: 'B' }));
  database.append(sampleVote(4, { bootId: 'lost', monoMs: 1_001_100, room: 'C' }));
  const spans = [
    { fromAt: 1_000_500, toAt: 1_000_501 },
    { fromAt: 1_000_000, toAt: 1_000_500 },
    { fromAt: 1_000_600, toAt: 1_000_800 },
    { fromAt: 1_000_800, toAt: 1_001_000 },
    { fromAt: 1_001_000, toAt: 1_002_000 },
  ];
  assert.deepEqual(database.spansWithVotes('Amphi A', spans), [true, false, false, false, false]);
  assert.deepEqual(database.spansWithVotes('B', spans), [false, false, false, true, false]);
  database.close();
});

test('a checkpoint brings the log home, so that it begins again at its start', (t) => {
  const path = join(temporaryDirectory(t), 'box.db');
  const database = openDatabase(databaseOptions(path));
  appendVotes(database, 100);
  const before = statSync(`${path}-wal`).size;
  database.checkpoint();
  appendVotes(database, 50);
  assert.equal(statSync(`${path}-wal`).size, before);
  database.close();
});

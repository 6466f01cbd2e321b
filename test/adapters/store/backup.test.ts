import assert from 'node:assert/strict';
import fs, { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { basename, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import Sqlite from 'better-sqlite3';
import { backUp, inspect } from '../../../src/adapters/store/backup.ts';
import { openDatabase } from '../../../src/adapters/store/database.ts';
import { HUB_MARK } from '../../../src/core/marks.ts';
import {
  appendVotes,
  databaseOptions,
  fillDatabase,
  NOW,
  query,
  sampleVote,
  tamper,
  temporaryDirectory,
} from './fixture.ts';

function filled(t: TestContext, votes: number): { path: string; directory: string } {
  const directory = temporaryDirectory(t);
  const path = join(directory, 'box.db');
  fillDatabase(path, votes);
  return { path, directory };
}

/** Who only reads a database leaves an empty log beside it. */
const namesIn = (directory: string) =>
  readdirSync(directory)
    .filter((name) => !/\.db-(wal|shm)$/.test(name))
    .sort();

const ROWS = 'SELECT * FROM votes';

test('a backup is one file that holds what the database held, and says so', async (t) => {
  const { path, directory } = filled(t, 20);
  const target = join(directory, 'copy.db');
  const { digest, bytes, ...backup } = await backUp(path, target, NOW);
  assert.deepEqual(backup, { path: target, kind: 'box', votes: 20, lastSeq: 20 });
  assert.equal(bytes, readFileSync(target).length);
  const last = 'SELECT lower(hex(digest)) AS d FROM votes WHERE seq = 20';
  assert.deepEqual(query(target, last), [{ d: digest }]);
  assert.deepEqual(query(target, ROWS), query(path, ROWS));
  assert.deepEqual(query(target, 'PRAGMA journal_mode'), [{ journal_mode: 'delete' }]);
  assert.deepEqual(namesIn(directory), ['box.db', 'copy.db']);
});

test('votes that come while a backup is made are in the database, and the backup is of one moment', async (t) => {
  const directory = temporaryDirectory(t);
  const path = join(directory, 'box.db');
  const database = openDatabase(databaseOptions(path));
  t.after(() => database.close());
  appendVotes(database, 3000);
  let isOver = false;
  const made = backUp(path, join(directory, 'copy.db'), NOW).finally(() => {
    isOver = true;
  });
  let meanwhile = 0;
  while (!isOver) {
    database.append(sampleVote(meanwhile));
    meanwhile += 1;
    await new Promise((resolve) => setImmediate(resolve));
  }
  const { votes, lastSeq } = await made;
  assert.ok(meanwhile > 3, `${meanwhile} votes meanwhile`);
  assert.deepEqual([votes, lastSeq], [3000, 3000]);
  assert.equal(database.lastSeq(), 3000 + meanwhile);
});

test('votes that are only in the log of a killed box are in the backup', async (t) => {
  const directory = temporaryDirectory(t);
  const path = join(directory, 'box.db');
  const database = openDatabase(databaseOptions(path));
  appendVotes(database, 7);
  const left = join(directory, 'left');
  mkdirSync(left);
  for (const suffix of ['', '-wal']) copyFileSync(path + suffix, join(left, `box.db${suffix}`));
  database.close();
  assert.equal((await backUp(join(left, 'box.db'), join(directory, 'copy.db'), NOW)).votes, 7);
});

test('a log with damage that SQLite keeps to itself is no source of a backup, and stays as it is', async (t) => {
  const directory = temporaryDirectory(t);
  const path = join(directory, 'box.db');
  const database = openDatabase(databaseOptions(path));
  appendVotes(database, 50);
  const left = join(directory, 'left');
  for (const damage of ['log', 'file'] as const) {
    mkdirSync(left);
    const [file, log] = [readFileSync(path), readFileSync(`${path}-wal`)];
    if (damage === 'log') log.writeUInt8(log.readUInt8(40_000) ^ 1, 40_000);
    writeFileSync(join(left, 'box.db'), damage === 'file' ? '' : file);
    writeFileSync(join(left, 'box.db-wal'), log);
    await assert.rejects(backUp(join(left, 'box.db'), join(directory, 'copy.db'), NOW), {
      trouble: 'damaged',
      message: /box\.db is damaged \(its header or its write-ahead log is damaged\)\.$/,
    });
    assert.deepEqual(readFileSync(join(left, 'box.db-wal')), log, damage);
    rmSync(left, { recursive: true });
  }
  database.close();
});

test('in a directory a backup is named after the date, and a second one of that second too', async (t) => {
  const { path, directory } = filled(t, 1);
  const names = [await backUp(path, directory, NOW), await backUp(path, directory, NOW)];
  assert.deepEqual(
    names.map((backup) => basename(backup.path)),
    ['box-20260624T100000Z.db', 'box-20260624T100000Z.db-2'],
  );
});

test('a file that is there already is refused and stays as it is', async (t) => {
  const { path, directory } = filled(t, 1);
  const target = join(directory, 'copy.db');
  writeFileSync(target, 'mine');
  await assert.rejects(backUp(path, target, NOW), {
    trouble: 'taken',
    message: `${target} is there already. Name another file, or a directory.`,
  });
  assert.equal(readFileSync(target, 'utf8'), 'mine');
});

test('what cannot be backed up is refused in words, and nothing is left behind', async (t) => {
  const { path, directory } = filled(t, 3);
  const target = join(directory, 'copy.db');
  const text = join(directory, 'notes.txt');
  writeFileSync(text, 'a shopping list, long enough to be no database at all\n'.repeat(20));
  const other = join(directory, 'other.db');
  tamper(other, 'CREATE TABLE cats (name)');
  const later = join(directory, 'later.db');
  copyFileSync(path, later);
  tamper(later, 'PRAGMA user_version = 99');
  const before = namesIn(directory);
  const cases: readonly [from: string, to: string, trouble: string, message: RegExp][] = [
    [join(directory, 'none.db'), target, 'missing', /^There is no file .*none\.db\.$/],
    [directory, target, 'foreign', / is not a file\.$/],
    [text, target, 'damaged', /notes\.txt is not the database of a LikeBox, or its beginning is damaged\.$/],
    [other, target, 'foreign', /other\.db is not the database of a LikeBox/],
    [later, target, 'newer', /later\.db was written by a newer LikeBox/],
    [path, join(directory, 'none', 'copy.db'), 'missing', /^There is no directory .*none\.$/],
  ];
  for (const [from, to, trouble, message] of cases) {
    await assert.rejects(backUp(from, to, NOW), { trouble, message });
  }
  assert.deepEqual(namesIn(directory), before);
});

test('a database with a changed vote gives no backup, and the refusal says which vote', async (t) => {
  const { path, directory } = filled(t, 5);
  tamper(path, 'UPDATE votes SET value = -value WHERE seq = 3');
  await assert.rejects(backUp(path, join(directory, 'copy.db'), NOW), {
    trouble: 'damaged',
    message: /vote 3 or its digest was changed.*nothing was kept.*likebox votes verify tells which/s,
  });
  assert.deepEqual(namesIn(directory), ['box.db']);
});

test('a copy that reads back otherwise than it was written is no backup', async (t) => {
  const { path, directory } = filled(t, 5);
  const real = fs.fsyncSync;
  // The disk garbles it after the last write: a whole chain, one vote short.
  t.mock.method(fs, 'fsyncSync', (file: number) => {
    real(file);
    tamper(join(directory, 'copy.db.writing'), 'DELETE FROM votes WHERE seq = 5');
  });
  syncBuiltinESMExports();
  t.after(() => {
    t.mock.restoreAll();
    syncBuiltinESMExports();
  });
  const made = backUp(path, join(directory, 'copy.db'), NOW);
  await assert.rejects(made, { trouble: 'damaged', message: /4 votes of 5, or other ones/ });
  assert.deepEqual(namesIn(directory), ['box.db']);
});

test('a full disk says so in words for a backup', async (t) => {
  const { path, directory } = filled(t, 5);
  const full = Object.assign(new Error('no space left'), { code: 'SQLITE_FULL' });
  t.mock.method(Sqlite.prototype, 'backup', () => Promise.reject(full));
  await assert.rejects(backUp(path, join(directory, 'copy.db'), NOW), {
    trouble: 'full',
    message: `The disk that holds ${directory} is full, and nothing was kept. Free some space, or choose another place.`,
  });
  assert.deepEqual(namesIn(directory), ['box.db']);
});

test('what a power cut left of a backup is no obstacle for the next one', async (t) => {
  const { path, directory } = filled(t, 4);
  writeFileSync(join(directory, 'copy.db.writing'), 'half a page');
  writeFileSync(join(directory, 'copy.db.writing-journal'), 'half a journal');
  assert.equal((await backUp(path, join(directory, 'copy.db'), NOW)).votes, 4);
  assert.deepEqual(namesIn(directory), ['box.db', 'copy.db']);
});

test("a hub's database is copied and its structure read back", async (t) => {
  const directory = temporaryDirectory(t);
  const path = join(directory, 'hub.db');
  tamper(path, `PRAGMA application_id = ${HUB_MARK}; CREATE TABLE votes (seq)`);
  tamper(path, 'INSERT INTO votes VALUES (1), (2)');
  const { bytes, ...backup } = await backUp(path, directory, NOW);
  const name = join(directory, 'hub-20260624T100000Z.db');
  assert.deepEqual(backup, { path: name, kind: 'hub', votes: 2, lastSeq: null, digest: null });
  assert.deepEqual(inspect(name), { kind: 'hub', votes: 2, lastSeq: null, digest: null });
  assert.ok(bytes > 0);
});

import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, test } from 'node:test';
import Sqlite from 'better-sqlite3';
import { createClock } from '../../../src/adapters/clock.ts';
import { openHubStore } from '../../../src/adapters/hubstore/open.ts';
import { openSqliteHubStore } from '../../../src/adapters/hubstore/sqlite.ts';
import type { HubStore } from '../../../src/app/hub/ports.ts';
import { checkWallStoreContract } from '../wallstore/contract.ts';
import { testStore } from './contract.ts';
import { batchOf, bySlots, castMany, createLog, wholeOf } from './material.ts';
import { keptPost } from './walling.ts';

const root = mkdtempSync(join(tmpdir(), 'likebox-hubstore-'));
const clock = createClock();
const log = { info() {}, warn() {} };
const SLOTS = bySlots(0, 10_000);
const opened: HubStore[] = [];
let made = 0;

afterEach(async () => {
  for (const store of opened.splice(0)) await store.stop();
});
after(() => rmSync(root, { recursive: true, force: true }));

function freshPath(): string {
  made += 1;
  return join(root, `hub-${made}`, 'data', 'hub.db');
}

async function openAt(path: string, event = 'conf-2026', monoMs = clock.monoMs): Promise<HubStore> {
  const store = openSqliteHubStore({ path, event, clock: { ...clock, monoMs }, log });
  await store.start();
  opened.push(store);
  return store;
}

// The clock of the contract stands still, so that only its rows end a transaction.
testStore('SQLite', () => openAt(freshPath(), 'conf-2026', () => 0));

checkWallStoreContract('SQLite', async () => {
  const path = freshPath();
  const store = await openAt(path);
  return {
    store: store.wall,
    async reopen() {
      await store.stop();
      return (await openAt(path)).wall;
    },
    async pass(ms) {
      const db = new Sqlite(path);
      db.prepare('UPDATE leases SET until_at = until_at - ?').run(ms);
      db.close();
    },
  };
});

test('what was stored is there after the next start, in a file that its group may read', async () => {
  const path = freshPath();
  const store = await openAt(path);
  await store.votes.append([batchOf(castMany(createLog('box-1'), 5), 1, 5, SLOTS)]);
  const before = await wholeOf(store.votes, SLOTS);
  await store.stop();
  assert.equal(statSync(path).mode & 0o777, 0o640);
  assert.deepEqual(await wholeOf((await openAt(path)).votes, SLOTS), before);
  const db = new Sqlite(path);
  const pragmas = ['journal_mode', 'application_id', 'user_version'].map((name) =>
    db.pragma(name, { simple: true }),
  );
  db.close();
  assert.deepEqual(pragmas, ['wal', 0x4c696b48, 2]);
});

test('events in one file know nothing of each other', async () => {
  const path = freshPath();
  const first = await openAt(path, 'conf-2026');
  await first.votes.append([batchOf(castMany(createLog('box-1'), 5), 1, 5, SLOTS)]);
  await first.people.note({ at: 1, who: 'ann', what: 'looked' });
  await first.wall.savePosts([keptPost('a', 1)]);
  await first.wall.savePicture({ digest: 'd', width: 1, height: 1 }, Uint8Array.of(1), []);
  await first.stop();
  const second = await openAt(path, 'conf-2027');
  assert.deepEqual(await wholeOf(second.votes, SLOTS), {
    exported: [],
    heads: [],
    boots: [],
    tally: [],
    recount: [],
  });
  assert.deepEqual(
    [
      await second.people.audit(9),
      await second.wall.posts(),
      await second.wall.picture('d'),
      await second.pulse(),
    ],
    [[], [], null, { basis: 0, changes: 0, votes: 0 }],
  );
});

test('a second hub on the same directory is refused until the first has stopped', async () => {
  const path = freshPath();
  const first = await openAt(path);
  await assert.rejects(openAt(path), /^Error: Another hub is running on .*data_dir of its own/);
  await first.stop();
  await openAt(path);
});

test('the file of a newer LikeBox and one of somebody else are refused and left alone', async () => {
  const path = freshPath();
  await (await openAt(path)).stop();
  const db = new Sqlite(path);
  db.pragma('user_version = 9');
  db.close();
  await assert.rejects(openAt(path), /newer LikeBox \(its format is 9, this one knows up to 2\)/);
  const other = join(root, 'other.db');
  new Sqlite(other).exec('CREATE TABLE recipes (name TEXT)').close();
  const bytes = readFileSync(other);
  await assert.rejects(openAt(other), /other\.db is not the database of a hub/);
  assert.deepEqual(readFileSync(other).subarray(100), bytes.subarray(100));
  const text = join(root, 'text.db');
  writeFileSync(text, 'not a database at all, and long enough to be read as a header of one. '.repeat(20));
  await assert.rejects(openAt(text), /text\.db is damaged \(SQLITE_NOTADB\)\. Restore a backup/);
});

test('a file of the first format gets the tables of the wall, and keeps what it has', async () => {
  const path = freshPath();
  const store = await openAt(path);
  await store.people.note({ at: 1, who: 'ann', what: 'looked' });
  await store.stop();
  const db = new Sqlite(path);
  for (const table of [
    'wall_posts',
    'wall_rulings',
    'wall_rules',
    'wall_pictures',
    'leases',
    'screens',
    'wall_sources',
  ])
    db.exec(`DROP TABLE ${table}`);
  db.pragma('user_version = 1');
  db.close();
  const { wall, people } = await openAt(path);
  await wall.savePosts([keptPost('a', 1)]);
  assert.deepEqual([await wall.posts(), (await people.audit(9)).length], [[keptPost('a', 1)], 1]);
});

test('a refused start leaves the directory to others', async () => {
  const path = freshPath();
  await (await openAt(path)).stop();
  const db = new Sqlite(path);
  db.pragma('user_version = 9');
  await assert.rejects(openAt(path));
  db.pragma('user_version = 2');
  db.close();
  await openAt(path);
});

test('a closed store says so', async () => {
  const store = openSqliteHubStore({ path: freshPath(), event: 'e', clock, log });
  await assert.rejects(store.pulse(), /database is closed/);
  await store.start();
  await store.stop();
  await assert.rejects(store.votes.append([]), /database is closed/);
});

test('a transaction ends when 10 ms were spent writing', async () => {
  let nowMs = 0;
  const store = await openAt(freshPath(), 'conf-2026', () => {
    nowMs += 4;
    return nowMs;
  });
  const boxes = Array.from({ length: 6 }, (_, n) => castMany(createLog(`box-${n}`), 1));
  const answers = await store.votes.append(boxes.map((box) => batchOf(box, 1, 1, SLOTS)));
  assert.deepEqual(answers, ['stored', 'stored', 'stored', 'later', 'later', 'later']);
});

test('a long change lets the loop turn, and appends wait for it', async () => {
  const store = await openAt(freshPath());
  const box = castMany(createLog('box-1'), 9_001);
  await store.votes.append([batchOf(box, 1, 4_500, SLOTS)]);
  await store.votes.append([batchOf(box, 4_501, 9_000, SLOTS)]);
  let turns = 0;
  const stop = clock.every(0, () => {
    turns += 1;
  });
  const next = bySlots(1, 60_000);
  const order = { kind: 'cancel', session: 's' } as const;
  const changed = store.votes.change({ kind: 'order', order, at: 1, who: 'ann' }, SLOTS, next, {});
  const appended = store.votes.append([batchOf(box, 9_001, 9_001, SLOTS)]);
  const answers = await Promise.all([changed, appended]).finally(stop);
  assert.deepEqual(answers, [true, ['moved']]);
  assert.ok(turns >= 2, `${turns} turns`);
  assert.deepEqual(await store.votes.tally(), await store.votes.recount(next));
});

test('the audit line and the change are one: where the one fails the other is not there', async () => {
  const path = freshPath();
  const store = await openAt(path);
  const db = new Sqlite(path);
  db.exec(`CREATE TRIGGER full BEFORE INSERT ON audit BEGIN SELECT raise(ABORT, 'no'); END`);
  const by = { at: 1, who: 'ann', what: 'added' };
  const account = { name: 'bob', role: 'viewer', passwordHash: '', createdAt: 1 } as const;
  await assert.rejects(store.people.addAccount(account, by), /refuses what it was to store/);
  assert.deepEqual([await store.people.accounts(), (await store.pulse()).changes], [[], 0]);
  db.exec('DROP TRIGGER full');
  db.close();
  assert.equal(await store.people.addAccount(account, by), true);
});

test('after a failure of the disk the next call opens the file anew', async () => {
  const path = freshPath();
  const store = await openAt(path);
  const box = castMany(createLog('box-1'), 2);
  const db = new Sqlite(path);
  db.exec('BEGIN IMMEDIATE'); // another program that writes, for longer than the hub waits
  await assert.rejects(store.votes.append([batchOf(box, 1, 1, SLOTS)]), /Another program holds .* locked/);
  db.exec('ROLLBACK');
  db.close();
  assert.deepEqual(await store.votes.append([batchOf(box, 1, 2, SLOTS)]), ['stored']);
});

test('openHubStore makes hub.db in the data directory, and refuses an address that is none', async () => {
  const options = { dataDir: join(root, 'chosen'), event: 'e', clock, log, random: () => 0 };
  const store = openHubStore({ ...options, database: 'sqlite' });
  await store.start();
  await store.stop();
  chmodSync(join(root, 'chosen', 'hub.db'), 0o640);
  for (const database of [
    'mysql://u:hidden@h/db',
    'postgres://',
    'postgres://u:hid/den@h/db#x',
    'postgres://h/',
  ]) {
    assert.throws(
      () => openHubStore({ ...options, database }),
      ({ message, cause }: Error) =>
        message.startsWith('database is not the address of a PostgreSQL') &&
        !message.includes('hid') &&
        cause === undefined,
    );
  }
});

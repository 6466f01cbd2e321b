import assert from 'node:assert/strict';
import { copyFileSync, existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { draftOf, finishedOf } from '../../../src/adapters/store/aside.ts';
import { openDatabase } from '../../../src/adapters/store/database.ts';
import { openReader } from '../../../src/adapters/store/reading.ts';
import {
  adjustmentsOf,
  appendAdjustment,
  appendProgramme,
  newestProgramme,
  undoAdjustment,
} from '../../../src/adapters/store/versions.ts';
import { PAGE_SIZE } from '../../../src/adapters/store/wal.ts';
import { LONG } from '../../long.ts';
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

const ASIDE = `box.db.damaged-${'20260624T100000Z'}`;
const VOTES = 200;
const VOTES_A_PAGE = 35; // at most, of the samples
const FLIP_EVERY = LONG ? 397 : 2_377; // bytes, behind the header

/** A closed database with votes, a boot and a programme. */
function sample(t: TestContext): string {
  const path = join(temporaryDirectory(t), 'box.db');
  const database = openDatabase(databaseOptions(path));
  appendVotes(database, VOTES);
  database.saveBoot({ bootId: 'boot-1', wallOffsetMs: NOW, quality: 'synced' });
  appendProgramme(database.db, {
    programme: sampleProgramme('x'.repeat(20_000)),
    origin: 'a.json',
    at: NOW,
    changes: '1 added',
  });
  appendAdjustment(database.db, { kind: 'cancel', session: 'a' }, NOW, 'ada');
  appendAdjustment(database.db, { kind: 'delay', room: 'A', delayMs: 60_000 }, NOW, 'ada');
  undoAdjustment(database.db, 2, NOW + 1, 'zoe');
  database.close();
  return path;
}

function damage(path: string, change: (bytes: Buffer) => Buffer | undefined): Buffer {
  const bytes = readFileSync(path);
  const damaged = change(bytes) ?? bytes;
  writeFileSync(path, damaged);
  return damaged;
}

/** Opens what is there, stores a vote and says what has become of the rest. */
function reopen(path: string): { votes: number; lost: number[]; next: number; warning: string | null } {
  const database = openDatabase(databaseOptions(path));
  const next = database.append(sampleVote(999)).seq;
  const { warning } = database;
  database.close();
  const reader = openReader(path);
  const { votes, breaks } = reader.verify();
  reader.close();
  assert.deepEqual(breaks, []);
  const lost = query(path, 'SELECT seq FROM lost ORDER BY seq') as { seq: number }[];
  return { votes: votes - 1, lost: lost.map((row) => row.seq), next, warning };
}

function epochsOf(path: string): unknown {
  return query(path, 'SELECT first_seq, why FROM epochs ORDER BY first_seq');
}

/** The nth leaf page of a table that holds a text. */
function leafWith(bytes: Buffer, text: string, nth: number): number {
  const pages = Array.from({ length: bytes.length / PAGE_SIZE }, (_, page) => page).filter((page) => {
    const content = bytes.subarray(page * PAGE_SIZE, (page + 1) * PAGE_SIZE);
    return content[0] === 13 && content.includes(text);
  });
  return pages[nth] ?? assert.fail('no such page');
}

test('a changed vote is declared lost, the others are kept, and the damaged file lies aside', (t) => {
  const path = sample(t);
  tamper(path, 'UPDATE votes SET value = -value WHERE seq = 7; DELETE FROM votes WHERE seq = 40');
  const before = readFileSync(path);
  const { warning, ...found } = reopen(path);
  assert.deepEqual(found, { votes: VOTES - 2, lost: [7, 40], next: VOTES + 1 });
  assert.equal(
    warning,
    `The database was damaged. 198 votes were saved, 2 in between could not be read; the box counts on. The damaged file is kept as ${join(path, '..', ASIDE)}.`,
  );
  assert.deepEqual(readFileSync(join(path, '..', ASIDE)), before);
  assert.deepEqual(epochsOf(path), [
    { first_seq: 1, why: 'new' },
    { first_seq: VOTES + 1, why: 'salvage' },
  ]);
  assert.equal(openDatabase(databaseOptions(path)).warning, null);
});

test('an overwritten page loses its votes only; programme, boots and settings are saved too', (t) => {
  const path = sample(t);
  damage(path, (bytes) => {
    const page = leafWith(bytes, 'talk 3, été', 2);
    bytes.fill(0xa5, page * PAGE_SIZE, (page + 1) * PAGE_SIZE);
    return bytes;
  });
  const { votes, lost, next } = reopen(path);
  assert.ok(lost.length > 10 && lost.length < 60, `${lost.length} lost`);
  assert.deepEqual({ votes, next }, { votes: VOTES - lost.length, next: VOTES + 1 });
  assert.equal((lost.at(-1) ?? 0) - (lost[0] ?? 0), lost.length - 1);
  const database = openDatabase(databaseOptions(path));
  assert.deepEqual(newestProgramme(database.db), sampleProgramme('x'.repeat(20_000)));
  assert.deepEqual(
    adjustmentsOf(database.db).map(({ order, who, undone }) => [order.kind, who, undone]),
    [
      ['cancel', 'ada', null],
      ['delay', 'ada', { at: NOW + 1, who: 'zoe' }],
    ],
  );
  database.close();
  assert.deepEqual(query(path, 'SELECT * FROM boots'), [
    { boot_id: 'boot-1', wall_offset_ms: NOW, quality: 'synced' },
  ]);
});

test('a file whose header or list of tables is gone keeps all its votes', (t) => {
  for (const [from, to] of [
    [0, 16],
    [0, 100],
    [16, 24],
    [100, PAGE_SIZE],
  ] as const) {
    const path = sample(t);
    damage(path, (bytes) => bytes.fill(0x5a, from, to));
    const { warning, ...found } = reopen(path);
    assert.deepEqual(found, { votes: VOTES, lost: [], next: VOTES + 1 }, `bytes ${from} to ${to}`);
    assert.match(String(warning), /200 votes were saved, none in between is missing/);
  }
});

test('of a truncated file the votes in front are kept', (t) => {
  const path = sample(t);
  damage(path, (bytes) => bytes.subarray(0, PAGE_SIZE * 15));
  const { votes, next } = reopen(path);
  assert.ok(votes > 20 && votes < VOTES, `${votes} votes`);
  assert.equal(next > votes, true);
});

test('a file that is no database at all is kept aside, and the box counts from 1', (t) => {
  const path = join(temporaryDirectory(t), 'box.db');
  writeFileSync(path, 'this is a shopping list\n'.repeat(1000));
  const { warning, ...found } = reopen(path);
  assert.deepEqual(found, { votes: 0, lost: [], next: 1 });
  assert.match(String(warning), /^The database was damaged\. 0 votes were saved/);
  assert.match(readFileSync(join(path, '..', ASIDE), 'utf8'), /^this is a shopping list/);
  assert.deepEqual(epochsOf(path), [{ first_seq: 1, why: 'salvage' }]);
});

test('every single flipped byte is noticed or harmless, and costs at most one page', (t) => {
  const directory = temporaryDirectory(t);
  const whole = join(directory, 'whole.db');
  fillDatabase(whole, 60);
  const size = readFileSync(whole).length;
  for (let at = 0; at < size; at += at < 100 ? 1 : FLIP_EVERY) {
    if (at === 63) continue; // the format's number: 17 is a newer LikeBox's
    const path = join(directory, `${at}`, 'box.db');
    openDatabase(databaseOptions(path)).close();
    copyFileSync(whole, path);
    damage(path, (bytes) => {
      bytes.writeUInt8(bytes.readUInt8(at) ^ 0x10, at);
      return bytes;
    });
    const { votes, lost, next } = reopen(path);
    assert.equal(votes + lost.length, next - 1, `byte ${at}`);
    assert.ok(votes >= 60 - VOTES_A_PAGE, `byte ${at} cost ${60 - votes} votes`);
  }
});

/** A crashed box: votes in the file, and more that are only in the log. */
function crashed(t: TestContext): { path: string; logVotes: number } {
  const directory = temporaryDirectory(t);
  const path = join(directory, 'box.db');
  const database = openDatabase(databaseOptions(path));
  appendVotes(database, 100);
  database.checkpoint();
  appendVotes(database, 50);
  for (const suffix of ['', '-wal']) copyFileSync(path + suffix, join(directory, `copy${suffix}`));
  database.close();
  for (const suffix of ['', '-wal']) renameSync(join(directory, `copy${suffix}`), path + suffix);
  return { path, logVotes: 50 };
}

test('the votes of a log that a crash left are there, without any salvage', (t) => {
  const { path } = crashed(t);
  assert.deepEqual(reopen(path), { votes: 150, lost: [], next: 151, warning: null });
});

test('a log damaged in its middle does not take the votes behind it along', (t) => {
  const { path } = crashed(t);
  damage(`${path}-wal`, (bytes) => {
    bytes.writeUInt8(bytes.readUInt8(40_000) ^ 1, 40_000);
    return bytes;
  });
  const { warning, ...found } = reopen(path);
  assert.deepEqual(found, { votes: 150, lost: [], next: 151 });
  assert.match(String(warning), /150 votes were saved, none in between is missing/);
  assert.ok(existsSync(join(path, '..', `${ASIDE}-wal`)));
});

test('a file that was cut to nothing does not make SQLite throw its log away', (t) => {
  const { path } = crashed(t);
  damage(path, () => Buffer.alloc(0));
  const { votes, next } = reopen(path);
  assert.equal(next, 151);
  assert.ok(votes >= 50, `${votes} votes`);
});

test('a salvage cut short at any step is finished or begun again, and the damaged file is never lost', (t) => {
  const finished = join(temporaryDirectory(t), 'finished.db');
  fillDatabase(finished, 3);
  const steps: ((path: string) => void)[] = [
    (path) => writeFileSync(draftOf(path), 'half a draft'),
    (path) => copyFileSync(finished, finishedOf(path)),
    (path) => {
      copyFileSync(finished, finishedOf(path));
      renameSync(path, join(path, '..', ASIDE));
    },
    (path) => {
      copyFileSync(finished, finishedOf(path));
      renameSync(path, join(path, '..', ASIDE));
      writeFileSync(`${path}-wal`, 'an old log');
    },
  ];
  for (const [step, cut] of steps.entries()) {
    const path = join(temporaryDirectory(t), 'box.db');
    writeFileSync(path, 'damaged');
    cut(path);
    const { votes, warning } = reopen(path);
    assert.equal(votes, step === 0 ? 0 : 3, `step ${step}`);
    assert.match(String(warning), /damaged/);
    const names = readdirSync(join(path, '..'));
    assert.equal(readFileSync(join(path, '..', ASIDE), 'utf8'), 'damaged', `step ${step}`);
    assert.deepEqual(
      names.filter((name) => name.includes('salvag')),
      [],
    );
  }
});

test('votes that were thanked for and are gone at a reopening are declared lost, and not numbered again', (t) => {
  const path = sample(t);
  tamper(path, 'DELETE FROM votes WHERE seq > 190');
  const database = openDatabase(databaseOptions(path, { lastSeq: VOTES }));
  assert.equal(database.append(sampleVote(1)).seq, VOTES + 1);
  assert.match(String(database.warning), /190 votes were saved, 10 in between could not be read/);
  database.close();
  assert.deepEqual(query(path, 'SELECT count(*) AS lost, min(seq) AS first FROM lost'), [
    { lost: 10, first: 191 },
  ]);
});

test('a second salvage keeps the holes of the first', (t) => {
  const path = sample(t);
  tamper(path, 'DELETE FROM votes WHERE seq = 9');
  reopen(path);
  tamper(path, 'DELETE FROM votes WHERE seq = 20');
  assert.deepEqual(reopen(path).lost, [9, 20]);
  assert.deepEqual(
    readdirSync(join(path, '..')).filter((name) => name.includes('damaged')),
    [ASIDE, `${ASIDE}-2`],
  );
});

test('a damaged file of a newer LikeBox is refused, not salvaged', (t) => {
  const path = sample(t);
  tamper(path, 'PRAGMA user_version = 4');
  damage(path, (bytes) => bytes.fill(0x5a, PAGE_SIZE, 2 * PAGE_SIZE));
  assert.throws(() => openDatabase(databaseOptions(path)), { trouble: 'newer' });
});

import assert from 'node:assert/strict';
import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { type BoxDatabase, openDatabase } from '../src/adapters/store/database.ts';
import { appendAdjustment, appendProgramme, undoAdjustment } from '../src/adapters/store/versions.ts';
import type { Order } from '../src/core/adjustments.ts';
import type { ExportedVote } from '../src/core/votecsv.ts';
import { exportVotes, verifyVotes } from '../src/votes.ts';
import {
  databaseOptions,
  fillDatabase,
  NOW,
  query,
  sampleProgramme,
  sampleVote,
  tamper,
  temporaryDirectory,
} from './adapters/store/fixture.ts';

interface Run {
  code: number;
  out: string;
  err: string;
}

type Io = Parameters<typeof verifyVotes>[1];

async function run(command: (io: Io) => Promise<number>): Promise<Run> {
  const written = { out: '', err: '' };
  const code = await command({
    out: (text) => {
      written.out += text;
    },
    err: (text) => {
      written.err += text;
    },
  });
  return { code, ...written };
}

function verify(db: string): Promise<Run> {
  return run((io) => verifyVotes({ db, json: false }, io));
}

function filled(t: TestContext, votes: number): string {
  const path = join(temporaryDirectory(t), 'box.db');
  fillDatabase(path, votes);
  return path;
}

function lastDigest(path: string): string {
  const [row] = query(path, 'SELECT lower(hex(digest)) AS digest FROM votes ORDER BY seq DESC LIMIT 1');
  return (row as { digest: string }).digest;
}

test('verify says that a chain is whole and where it ends', async (t) => {
  const db = filled(t, 5);
  const out = `${db} is whole: 5 votes in 1 epochs, 0 declared lost, digest ${lastDigest(db)}.\n`;
  assert.deepEqual(await verify(db), { code: 0, out, err: '' });
});

test('verify exits 3 and says where a chain breaks', async (t) => {
  const cases = [
    [
      'UPDATE votes SET value = -value WHERE seq = 3',
      '  vote 3 or its digest was changed: the two do not fit\n',
    ],
    ['DELETE FROM votes WHERE seq = 2', '  vote 2 is missing and not declared lost\n'],
    ["UPDATE epochs SET epoch = 'x'", '  vote 1 or its digest was changed: the two do not fit\n'],
  ] as const;
  for (const [sql, broken] of cases) {
    const db = filled(t, 5);
    tamper(db, sql);
    const { code, out } = await verify(db);
    assert.equal(code, 3, sql);
    assert.ok(out.startsWith(`${db} is not what was written:\n${broken}`), out);
  }
});

test('a declared hole counts as filled', async (t) => {
  const db = filled(t, 5);
  tamper(db, 'DELETE FROM votes WHERE seq = 2; INSERT INTO lost VALUES (2)');
  const { code, out } = await verify(db);
  assert.equal(code, 0);
  assert.match(out, /is whole: 4 votes in 1 epochs, 1 declared lost/);
});

test('verify --json prints one document with every break', async (t) => {
  const db = filled(t, 5);
  const [epoch] = query(db, 'SELECT first_seq AS firstSeq, epoch, machine, why FROM epochs');
  tamper(db, "UPDATE votes SET room = 'B' WHERE seq = 4");
  const { code, out, err } = await run((io) => verifyVotes({ db, json: true }, io));
  assert.deepEqual([code, err], [3, '']);
  assert.deepEqual(JSON.parse(out), {
    db,
    ok: false,
    structure: 'ok',
    votes: 5,
    lastSeq: 5,
    digest: lastDigest(db),
    lost: 0,
    breaks: [{ seq: 4, kind: 'digest', message: 'vote 4 or its digest was changed: the two do not fit' }],
    moreBreaks: 0,
    epochs: [epoch],
  });
});

test('what cannot be read ends with 1 and a sentence, a damaged file with 3', async (t) => {
  const directory = temporaryDirectory(t);
  const absent = join(directory, 'absent.db');
  assert.deepEqual(await verify(absent), { code: 1, out: '', err: `There is no file ${absent}.\n` });
  const newer = filled(t, 1);
  tamper(newer, 'PRAGMA user_version = 9');
  const refused = await verify(newer);
  assert.equal(refused.code, 1);
  assert.match(refused.err, /was written by a newer LikeBox/);
  const foreign = join(directory, 'foreign.db');
  tamper(foreign, 'CREATE TABLE songs (title TEXT)');
  assert.match((await verify(foreign)).err, /is not the database of a LikeBox/);
  const list = join(directory, 'list.db');
  writeFileSync(list, 'a shopping list\n'.repeat(500));
  assert.deepEqual(await verify(list), { code: 3, out: '', err: `${list} is damaged (SQLITE_NOTADB).\n` });
});

test('verify and export work beside a running box, and on a copy of its files', async (t) => {
  const path = join(temporaryDirectory(t), 'box.db');
  const database = openDatabase(databaseOptions(path));
  t.after(() => database.close());
  for (let n = 1; n <= 3; n += 1) database.append(sampleVote(n));
  assert.equal((await verify(path)).code, 0);
  const copy = join(temporaryDirectory(t), 'box.db');
  for (const suffix of ['', '-wal']) copyFileSync(path + suffix, copy + suffix);
  assert.match((await verify(copy)).out, /is whole: 3 votes/);
  const { out } = await run((io) => exportVotes({ db: path, format: 'csv' }, io));
  assert.equal(out.split('\r\n').length, 5);
  assert.equal(database.append(sampleVote(4)).seq, 4);
});

/** A log with a vote of each kind that is attributed differently. */
function attributed(database: BoxDatabase): void {
  appendProgramme(database.db, {
    programme: sampleProgramme('p'),
    origin: 'p.json',
    at: NOW,
    changes: '1 added',
  });
  database.saveBoot({ bootId: 'boot-1', wallOffsetMs: NOW, quality: 'synced' });
  database.saveBoot({ bootId: 'boot-2', wallOffsetMs: 0, quality: 'unset' });
  const inWindowMs = 600_000;
  database.append(sampleVote(1, { monoMs: inWindowMs, shownSessionId: null }));
  database.append(sampleVote(2, { monoMs: inWindowMs - 1, shownSessionId: 's1' }));
  database.append(sampleVote(3, { monoMs: inWindowMs, source: 'test' }));
  database.append(sampleVote(4, { monoMs: inWindowMs, bootId: 'boot-2' }));
  database.append(sampleVote(5, { monoMs: inWindowMs, room: 'B' }));
  database.append(sampleVote(6, { monoMs: inWindowMs, room: null }));
}

test('export attributes each vote by corrected time, room and the programme of the database', async (t) => {
  const db = join(temporaryDirectory(t), 'box.db');
  const database = openDatabase(databaseOptions(db));
  attributed(database);
  database.close();
  const second = openDatabase(databaseOptions(db, { machine: 'board-2' }));
  const seventh = second.append(sampleVote(7, { monoMs: 600_000 }));
  second.close();
  const epochs = query(db, 'SELECT epoch FROM epochs ORDER BY first_seq') as { epoch: string }[];
  const { code, out, err } = await run((io) => exportVotes({ db, format: 'json' }, io));
  assert.deepEqual([code, err], [0, '']);
  const votes = JSON.parse(out) as ExportedVote[];
  const opensAt = NOW + 600_000;
  assert.deepEqual(
    votes.map((vote) => [vote.seq, vote.correctedAt, vote.sessionId, vote.epoch]),
    [
      [1, opensAt, 's1', epochs[0]?.epoch],
      [2, opensAt - 1, null, epochs[0]?.epoch],
      [3, opensAt, null, epochs[0]?.epoch],
      [4, null, null, epochs[0]?.epoch],
      [5, opensAt, null, epochs[0]?.epoch],
      [6, opensAt, null, epochs[0]?.epoch],
      [7, opensAt, 's1', epochs[1]?.epoch],
    ],
  );
  assert.deepEqual(votes[6], {
    box: 'box-07',
    epoch: epochs[1]?.epoch,
    correctedAt: opensAt,
    sessionId: 's1',
    ...seventh,
  });
});

test('what organisers changed decides what votes count for, and what they took back does not', async (t) => {
  const db = join(temporaryDirectory(t), 'box.db');
  const database = openDatabase(databaseOptions(db));
  attributed(database);
  const orders: readonly (readonly [order: Order, then: (string | null)[]])[] = [
    [{ kind: 'cancel', session: 's1' }, [null, null]],
    [{ kind: 'move', session: 's1', room: 'B' }, [null, 's1']],
    [{ kind: 'move', session: 's1', startsAt: NOW + 60_000 }, [null, null]],
    [{ kind: 'delay', room: 'Amphi A', delayMs: 60_000 }, ['s1', null]],
  ];
  const exported = async () => {
    const { out } = await run((io) => exportVotes({ db, format: 'json' }, io));
    const votes = JSON.parse(out) as ExportedVote[];
    return [votes[0], votes[4]].map((vote) => vote?.sessionId);
  };
  for (const [order, then] of orders) {
    const { number } = appendAdjustment(database.db, order, NOW, 'ada');
    assert.deepEqual(await exported(), then, order.kind);
    undoAdjustment(database.db, number, NOW, 'ada');
    assert.deepEqual(await exported(), ['s1', null]);
  }
  database.close();
});

test('an empty export is a header, or an empty list', async (t) => {
  const db = filled(t, 0);
  const csv = await run((io) => exportVotes({ db, format: 'csv' }, io));
  assert.match(csv.out, /^box,epoch,seq,[^\n]*digest\r\n$/);
  const json = await run((io) => exportVotes({ db, format: 'json' }, io));
  assert.deepEqual(JSON.parse(json.out), []);
});

test('a long export comes in pieces, and waits for its reader', async (t) => {
  const db = filled(t, 2000);
  const pieces: number[] = [];
  let reading = false;
  const code = await exportVotes(
    { db, format: 'csv' },
    {
      async out(text) {
        assert.equal(reading, false);
        reading = true;
        await new Promise((resolve) => setImmediate(resolve));
        reading = false;
        pieces.push(text.length);
      },
      err: assert.fail,
    },
  );
  assert.equal(code, 0);
  assert.ok(pieces.length > 3, `${pieces.length} pieces`);
  assert.ok(Math.max(...pieces) < 70_000);
});

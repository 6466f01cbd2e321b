import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import type Sqlite from 'better-sqlite3';
import type { StoreTotals } from '../../app/ports.ts';
import { type ChainReport, firstDigest, nextDigest, verifyChain } from '../../core/digest.ts';
import type { Boot, StoredVote, Vote, VoteSpan } from '../../core/vote.ts';
import type { WindowRule } from '../../core/window.ts';
import { draftOf, finishSalvage, removeDatabase } from './aside.ts';
import { connect } from './connection.ts';
import { damaged, explain, StoreError } from './errors.ts';
import { finishEvent, type NewEvent, startEvent } from './event.ts';
import { isDamagedUnnoticed } from './pages.ts';
import { countVotes, spansWithVotes } from './queries.ts';
import {
  epochsOf,
  lostOf,
  metaOf,
  newestVotes,
  toStoredVote,
  votesOf,
  voteWriter,
  writeBoot,
  writeEpoch,
  writeMeta,
  writeRule,
} from './rows.ts';
import { finishedWarning, type Salvaged, salvage, salvageWarning } from './salvage.ts';
import { changedTable } from './schema.ts';

export interface DatabaseOptions {
  /** The file, `<data_dir>/box.db`. */
  path: string;
  /** The id of the box, for exports. */
  box: string;
  /** The board that writes; another one than last time begins a new epoch. */
  machine: string;
  /** Kept beside the votes, so that an export attributes them as the box does. */
  rule: WindowRule;
  /** The wall clock now; a salvage names the damaged file after it. */
  at: number;
  /** The last vote somebody was thanked for, when this is a reopening: a later one was refused and goes. */
  lastSeq: number | null;
}

/** The box's database, opened and checked. Everything may throw what SQLite throws. */
export interface BoxDatabase {
  /** One transaction, synced when it returns. After it threw, only `close` makes sense. */
  append(vote: Vote): StoredVote;
  totals(): StoreTotals;
  saveBoot(boot: Boot): Boot;
  /** The connection, for what is no vote. */
  readonly db: Sqlite.Database;
  spansWithVotes(room: string, spans: readonly VoteSpan[]): boolean[];
  /** Begins an empty database in place of this one, which is closed; gives the name under which it is kept. */
  startEvent(event: NewEvent): string;
  /** Copies the log into the file, so that the log begins again at its start. */
  checkpoint(): void;
  close(): void;
  /** The number of the newest vote, or of the last declared hole behind it; 0 for none. */
  lastSeq(): number;
  /** What was salvaged while opening, for people; null as a rule. */
  warning: string | null;
}

const LAST_VOTES = 10;

/**
 * Opens the box's database: created when absent, salvaged when damaged, and proven writable.
 * Throws a StoreError.
 */
export function openDatabase(options: DatabaseOptions): BoxDatabase {
  const { path, at } = options;
  try {
    finishEvent(path);
    const aside = finishSalvage(path, at);
    removeDatabase(draftOf(path));
    const salvaged = isDamagedUnnoticed(path) ? salvage(options) : null;
    const { db, report, again } = openSound(options);
    const saved = salvaged ?? again;
    const warning = saved === null ? finishedWarning(aside, path) : salvageWarning(saved);
    try {
      return serve(db, options, prepare(db, options, report), warning);
    } catch (error) {
      db.close();
      throw error;
    }
  } catch (error) {
    throw explain(error, path);
  }
}

interface Opened {
  db: Sqlite.Database;
  report: ChainReport;
  again: Salvaged | null;
}

function openSound(options: DatabaseOptions): Opened {
  try {
    return { ...openChecked(options), again: null };
  } catch (error) {
    const why = explain(error, options.path);
    if (why.trouble !== 'damaged' || !existsSync(options.path)) throw why;
    const again = salvage(options);
    return { ...openChecked(options), again };
  }
}

/** Reads the whole file once: its structure, then every vote against the chain. */
function openChecked({ path, lastSeq }: DatabaseOptions): Omit<Opened, 'again'> {
  const db = connect(path);
  try {
    const structure = db.pragma('integrity_check(1)', { simple: true });
    if (structure !== 'ok') throw damaged(path, String(structure));
    const changed = changedTable(db);
    if (changed !== null) throw damaged(path, `the definition of ${changed} was changed`);
    if (lastSeq !== null) db.prepare('DELETE FROM votes WHERE seq > ?').run(lastSeq);
    const epochs = epochsOf(db);
    const fresh = epochs.length === 0 && db.prepare('SELECT 1 FROM votes LIMIT 1').get() === undefined;
    const report = verifyChain(votesOf(db), fresh ? [NO_EPOCH] : epochs, lostOf(db));
    const broken = report.breaks[0]?.message;
    if (broken !== undefined) throw damaged(path, broken);
    if (lastSeq !== null && report.lastSeq < lastSeq) {
      throw new StoreError(
        'damaged',
        `${path} is damaged (votes ${report.lastSeq + 1} to ${lastSeq} are gone).`,
      );
    }
    return { db, report };
  } catch (error) {
    db.close();
    throw error;
  }
}

const NO_EPOCH = { firstSeq: 1, epoch: '', machine: '', why: 'new' } as const;

interface Head {
  seq: number;
  digest: Buffer;
}

/** Begins an epoch where one is due, and proves by a commit that the disk takes writes. */
function prepare(db: Sqlite.Database, options: DatabaseOptions, report: ChainReport): Head {
  const { box, machine, rule } = options;
  const run = db.transaction(() => {
    const newest = epochsOf(db).at(-1);
    if (newest?.machine !== machine) {
      const why = newest === undefined ? 'new' : 'board';
      writeEpoch(db, { firstSeq: report.lastSeq + 1, epoch: randomUUID(), machine, why });
    }
    writeMeta(db, 'box', box);
    writeRule(db, rule);
    writeMeta(db, 'openings', String(Number(metaOf(db, 'openings') ?? 0) + 1));
  });
  run.immediate();
  db.pragma('wal_checkpoint(TRUNCATE)');
  const first = epochsOf(db)[0];
  const digest = report.votes > 0 ? Buffer.from(report.digest, 'hex') : firstDigest(first?.epoch ?? '');
  return { seq: report.lastSeq, digest };
}

function serve(
  db: Sqlite.Database,
  options: DatabaseOptions,
  head: Head,
  warning: string | null,
): BoxDatabase {
  const writeVote = voteWriter(db);
  const counts = countVotes(db);
  let last = newestVotes(db, LAST_VOTES);
  let { seq, digest } = head;
  return {
    append(vote) {
      const row = { ...vote, seq: seq + 1, digest: nextDigest(digest, seq + 1, vote) };
      writeVote(row);
      ({ seq, digest } = row);
      const stored = toStoredVote(row);
      last = [stored, ...last.slice(0, LAST_VOTES - 1)];
      if (vote.source !== 'test') counts[vote.value === 1 ? 'plus' : 'minus'] += 1;
      return stored;
    },
    totals: () => ({ ...counts, last }),
    saveBoot: (boot) => writeBoot(db, boot),
    db,
    spansWithVotes: (room, spans) => spansWithVotes(db, room, spans),
    startEvent: (event) => startEvent(db, options.path, options.machine, event),
    checkpoint: () => void db.pragma('wal_checkpoint(PASSIVE)'),
    close: () => void db.close(),
    lastSeq: () => seq,
    warning,
  };
}

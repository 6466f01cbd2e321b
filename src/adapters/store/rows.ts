import type Sqlite from 'better-sqlite3';
import type { ChainRow, Epoch, EpochReason } from '../../core/digest.ts';
import {
  type Boot,
  CLOCK_QUALITIES,
  type StoredVote,
  type VoteSource,
  type VoteValue,
} from '../../core/vote.ts';
import type { WindowRule } from '../../core/window.ts';

const VOTE_COLUMNS = 'seq, boot_id, mono_ms, wall_ms, value, room, shown_session_id, source, digest';

const SELECT_BOOTS = 'SELECT boot_id AS bootId, wall_offset_ms AS wallOffsetMs, quality FROM boots';

interface VoteRow {
  seq: number;
  boot_id: string;
  mono_ms: number;
  wall_ms: number;
  value: VoteValue;
  room: string | null;
  shown_session_id: string | null;
  source: VoteSource;
  digest: Buffer;
}

/** All votes in order, one at a time. Nothing else may use the connection meanwhile. */
export function* votesOf(db: Sqlite.Database): Generator<ChainRow> {
  const select = db.prepare<[], VoteRow>(`SELECT ${VOTE_COLUMNS} FROM votes ORDER BY seq`);
  for (const row of select.iterate()) yield toChainRow(row);
}

/** The newest votes, newest first. */
export function newestVotes(db: Sqlite.Database, count: number): StoredVote[] {
  const select = db.prepare<[number], VoteRow>(`SELECT ${VOTE_COLUMNS} FROM votes ORDER BY seq DESC LIMIT ?`);
  return select.all(count).map((row) => toStoredVote(toChainRow(row)));
}

/** Votes from `fromSeq` to `toSeq`, ascending, at most `count`. */
export function votesBetween(
  db: Sqlite.Database,
  fromSeq: number,
  toSeq: number,
  count: number,
): StoredVote[] {
  const select = db.prepare<[number, number, number], VoteRow>(
    `SELECT ${VOTE_COLUMNS} FROM votes WHERE seq BETWEEN ? AND ? ORDER BY seq LIMIT ?`,
  );
  return select.all(fromSeq, toSeq, count).map((row) => toStoredVote(toChainRow(row)));
}

export function toStoredVote(row: ChainRow): StoredVote {
  return { ...row, digest: Buffer.from(row.digest).toString('hex') };
}

export function epochsOf(db: Sqlite.Database): Epoch[] {
  const select = db.prepare<[], { first_seq: number; epoch: string; machine: string; why: EpochReason }>(
    'SELECT first_seq, epoch, machine, why FROM epochs ORDER BY first_seq',
  );
  return select.all().map(({ first_seq, ...epoch }) => ({ firstSeq: first_seq, ...epoch }));
}

/** The declared holes, ascending. */
export function lostOf(db: Sqlite.Database): number[] {
  return db.prepare<[], number>('SELECT seq FROM lost ORDER BY seq').pluck().all();
}

export function bootsOf(db: Sqlite.Database): Boot[] {
  return db.prepare<[], Boot>(`${SELECT_BOOTS} ORDER BY boot_id`).all();
}

/** The boot that was written last; undefined when there is none. */
export function newestBootOf(db: Sqlite.Database): Boot | undefined {
  return db.prepare<[], Boot>(`${SELECT_BOOTS} ORDER BY rowid DESC LIMIT 1`).get();
}

export function metaOf(db: Sqlite.Database, key: string): string | null {
  return db.prepare<[string], string>('SELECT value FROM meta WHERE key = ?').pluck().get(key) ?? null;
}

/** The newest programme as it was saved, JSON; null when there is none. */
export function programmeJsonOf(db: Sqlite.Database): string | null {
  const select = db.prepare<[], string>('SELECT json FROM programmes ORDER BY version DESC LIMIT 1');
  return select.pluck().get() ?? null;
}

export type VoteWriter = (row: ChainRow) => void;

/** A prepared insert; outside a transaction each call is one, synced before it returns. */
export function voteWriter(db: Sqlite.Database): VoteWriter {
  const insert = db.prepare(`INSERT INTO votes (${VOTE_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  return (row) => {
    const { seq, bootId, monoMs, wallMs, value, room, shownSessionId, source, digest } = row;
    insert.run(seq, bootId, monoMs, wallMs, value, room, shownSessionId, source, digest);
  };
}

/** Adds an epoch, in place of one that begins at the same number. */
export function writeEpoch(db: Sqlite.Database, { firstSeq, epoch, machine, why }: Epoch): void {
  db.prepare('INSERT OR REPLACE INTO epochs (first_seq, epoch, machine, why) VALUES (?, ?, ?, ?)').run(
    firstSeq,
    epoch,
    machine,
    why,
  );
}

/**
 * Writes a boot, or what is known better of it, and gives what is stored then; a worse quality than the one stored
 * changes nothing.
 */
export function writeBoot(db: Sqlite.Database, boot: Boot): Boot {
  const known = db.prepare<[string], Boot>(`${SELECT_BOOTS} WHERE boot_id = ?`).get(boot.bootId);
  const { bootId, quality } = boot;
  if (known !== undefined && CLOCK_QUALITIES.indexOf(known.quality) < CLOCK_QUALITIES.indexOf(quality)) {
    return known;
  }
  const written = { bootId, wallOffsetMs: Math.round(boot.wallOffsetMs), quality };
  db.prepare('INSERT OR REPLACE INTO boots (boot_id, wall_offset_ms, quality) VALUES (?, ?, ?)').run(
    bootId,
    written.wallOffsetMs,
    quality,
  );
  return written;
}

/** Writes a value of `meta`, but only when it is new. */
export function writeMeta(db: Sqlite.Database, key: string, value: string): void {
  if (metaOf(db, key) === value) return;
  db.prepare('INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)').run(key, value);
}

/** Kept beside the votes, so that an export attributes them as the box does. */
export function writeRule(db: Sqlite.Database, { openAfterMs, closeAfterMs }: WindowRule): void {
  writeMeta(db, 'open_after_ms', String(openAfterMs));
  writeMeta(db, 'close_after_ms', String(closeAfterMs));
}

function toChainRow(row: VoteRow): ChainRow {
  return {
    seq: row.seq,
    bootId: row.boot_id,
    monoMs: row.mono_ms,
    wallMs: row.wall_ms,
    value: row.value,
    room: row.room,
    shownSessionId: row.shown_session_id,
    source: row.source,
    digest: row.digest,
  };
}

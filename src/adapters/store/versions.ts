import type Sqlite from 'better-sqlite3';
import type { Adjustment, Order } from '../../core/adjustments.ts';
import type { Programme, ProgrammeVersion } from '../../core/programme.ts';
import { programmeJsonOf } from './rows.ts';

/** A feed that flaps between two states must not fill the disk. */
const VERSIONS_KEPT = 200;
const BYTES_KEPT = 32 * 1024 * 1024;

/** A programme to keep. */
export interface NewVersion {
  programme: Programme;
  origin: string;
  /** Epoch milliseconds. */
  at: number;
  /** Against the version before, for people. */
  changes: string;
}

/** Adds a version unless it is the newest already, and drops the oldest beyond what is kept. */
export function appendProgramme(db: Sqlite.Database, { programme, origin, at, changes }: NewVersion): void {
  const json = JSON.stringify(programme);
  if (programmeJsonOf(db) === json) return;
  const run = db.transaction(() => {
    db.prepare('INSERT INTO programmes (at, origin, json, sessions, changes) VALUES (?, ?, ?, ?, ?)').run(
      Math.round(at),
      origin,
      json,
      programme.sessions.length,
      changes,
    );
    db.prepare('DELETE FROM programmes WHERE version < ?').run(oldestKept(db));
  });
  run.immediate();
}

/** The newest version is kept whatever its size. */
function oldestKept(db: Sqlite.Database): number {
  const sizes = db.prepare<[], { version: number; bytes: number }>(
    'SELECT version, octet_length(json) AS bytes FROM programmes ORDER BY version DESC',
  );
  let [kept, bytes, oldest] = [0, 0, 0];
  for (const row of sizes.iterate()) {
    kept += 1;
    bytes += row.bytes;
    if (kept > 1 && (kept > VERSIONS_KEPT || bytes > BYTES_KEPT)) break;
    oldest = row.version;
  }
  return oldest;
}

/** The newest programme; null when there is none. */
export function newestProgramme(db: Sqlite.Database): Programme | null {
  const json = programmeJsonOf(db);
  return json === null ? null : JSON.parse(json);
}

/** The newest versions, newest first. */
export function versionsOf(db: Sqlite.Database, count: number): ProgrammeVersion[] {
  const select = db.prepare<[number], ProgrammeVersion>(
    `SELECT version, at, origin, coalesce(sessions, 0) AS sessions, coalesce(changes, '') AS changes
     FROM programmes ORDER BY version DESC LIMIT ?`,
  );
  return select.all(count);
}

export function versionOf(db: Sqlite.Database, number: number): Programme | null {
  const select = db.prepare<[number], string>('SELECT json FROM programmes WHERE version = ?');
  const json = select.pluck().get(number);
  return json === undefined ? null : JSON.parse(json);
}

/** A row of `programmes`. */
export interface ProgrammeRow {
  version: number;
  at: number;
  origin: string;
  json: string;
  sessions: number | null;
  changes: string | null;
}

/** Takes a row as it is, into a database that does not have it yet. */
export function copyProgramme(db: Sqlite.Database, row: ProgrammeRow): void {
  const insert = db.prepare(
    'INSERT INTO programmes (version, at, origin, json, sessions, changes) VALUES (?, ?, ?, ?, ?, ?)',
  );
  insert.run(row.version, row.at, row.origin, row.json, row.sessions, row.changes);
}

/** A row of `adjustments`. */
export interface AdjustmentRow {
  number: number;
  at: number;
  who: string;
  json: string;
  undone_at: number | null;
  undone_by: string | null;
}

/** What organisers changed, in the order in which they did. */
export function adjustmentsOf(db: Sqlite.Database): Adjustment[] {
  return adjustmentRowsOf(db).map(({ number, at, who, json, undone_at, undone_by }) => ({
    number,
    at,
    who,
    order: JSON.parse(json),
    undone: undone_at === null ? null : { at: undone_at, who: undone_by ?? '' },
  }));
}

export function adjustmentRowsOf(db: Sqlite.Database): AdjustmentRow[] {
  const select = db.prepare<[], AdjustmentRow>(
    'SELECT number, at, who, json, undone_at, undone_by FROM adjustments ORDER BY number',
  );
  return select.all();
}

/** Keeps an order; durable when it returns. */
export function appendAdjustment(db: Sqlite.Database, order: Order, at: number, who: string): Adjustment {
  const insert = db.prepare('INSERT INTO adjustments (at, who, json) VALUES (?, ?, ?)');
  const { lastInsertRowid } = insert.run(Math.round(at), who, JSON.stringify(order));
  return { number: Number(lastInsertRowid), at: Math.round(at), who, order, undone: null };
}

/** Marks an order as undone; one that is already stays as it is. */
export function undoAdjustment(db: Sqlite.Database, number: number, at: number, who: string): void {
  const update = db.prepare(
    'UPDATE adjustments SET undone_at = ?, undone_by = ? WHERE number = ? AND undone_at IS NULL',
  );
  update.run(Math.round(at), who, number);
}

/** Takes a row as it is, into a database that does not have it yet. */
export function copyAdjustment(db: Sqlite.Database, row: AdjustmentRow): void {
  const insert = db.prepare(
    'INSERT INTO adjustments (number, at, who, json, undone_at, undone_by) VALUES (?, ?, ?, ?, ?, ?)',
  );
  insert.run(row.number, row.at, row.who, row.json, row.undone_at, row.undone_by);
}

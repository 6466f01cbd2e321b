import type Sqlite from 'better-sqlite3';
import type { Adjustment, Order } from '../../core/adjustments.ts';
import type { Programme, ProgrammeVersion } from '../../core/programme.ts';
import { programmeJsonOf } from './rows.ts';

const VERSIONS_KEPT = 200; // a feed that flaps between two states must not fill the disk

/** Adds a version unless it is the newest already, and drops the oldest beyond what is kept. */
export function appendProgramme(db: Sqlite.Database, json: string, origin: string, at: number): void {
  if (programmeJsonOf(db) === json) return;
  const run = db.transaction(() => {
    db.prepare('INSERT INTO programmes (at, origin, json) VALUES (?, ?, ?)').run(
      Math.round(at),
      origin,
      json,
    );
    db.prepare('DELETE FROM programmes WHERE version <= (SELECT max(version) FROM programmes) - ?').run(
      VERSIONS_KEPT,
    );
  });
  run.immediate();
}

interface VersionRow {
  version: number;
  at: number;
  origin: string;
  json: string;
}

/** The newest programme; null when there is none. */
export function newestProgramme(db: Sqlite.Database): Programme | null {
  const json = programmeJsonOf(db);
  return json === null ? null : JSON.parse(json);
}

/** The newest versions, newest first. */
export function versionsOf(db: Sqlite.Database, count: number): ProgrammeVersion[] {
  const select = db.prepare<[number], VersionRow>(
    'SELECT version, at, origin, json FROM programmes ORDER BY version DESC LIMIT ?',
  );
  return select.all(count).map(toVersion);
}

export function versionOf(db: Sqlite.Database, number: number): ProgrammeVersion | null {
  const select = db.prepare<[number], VersionRow>(
    'SELECT version, at, origin, json FROM programmes WHERE version = ?',
  );
  const row = select.get(number);
  return row === undefined ? null : toVersion(row);
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

function toVersion({ version, at, origin, json }: VersionRow): ProgrammeVersion {
  return { version, at, origin, programme: JSON.parse(json) };
}

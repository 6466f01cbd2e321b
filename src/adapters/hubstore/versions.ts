import type { Adjustment } from '../../core/adjustments.ts';
import type { KeptCorrection } from '../../core/hub/orders.ts';
import type { Change } from '../../core/hub/records.ts';
import type { Programme, ProgrammeVersion } from '../../core/programme.ts';
import { nextNumber } from './ledger.ts';
import type { Query } from './sql.ts';

/** A feed that flaps between two states must not fill the disk. */
const VERSIONS_KEPT = 200;
const BYTES_KEPT = 32 * 1024 * 1024;

type NewProgramme = Extract<Change, { kind: 'programme' }>;

/** Adds a version unless it is the newest already, and drops the oldest beyond what is kept. */
export async function appendProgramme(query: Query, event: string, change: NewProgramme): Promise<void> {
  const { programme, origin, at, changes } = change;
  const json = JSON.stringify(programme);
  const newest = await newestOf(query, event);
  if (newest?.json === json) return;
  const version = (newest?.version ?? 0) + 1;
  await query.run(
    `INSERT INTO programmes (event, version, at, origin, json, sessions, changes)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [event, version, Math.round(at), origin, json, programme.sessions.length, changes],
  );
  const oldest = await oldestKept(query, event);
  await query.run('DELETE FROM programmes WHERE event = $1 AND version < $2', [event, oldest]);
}

/** The newest version is kept whatever its size. */
async function oldestKept(query: Query, event: string): Promise<number> {
  const sizes = await query.all<{ version: number; bytes: number }>(
    'SELECT version, octet_length(json) AS bytes FROM programmes WHERE event = $1 ORDER BY version DESC',
    [event],
  );
  let [kept, bytes, oldest] = [0, 0, 0];
  for (const row of sizes) {
    kept += 1;
    bytes += row.bytes;
    if (kept > 1 && (kept > VERSIONS_KEPT || bytes > BYTES_KEPT)) break;
    oldest = row.version;
  }
  return oldest;
}

async function newestOf(query: Query, event: string): Promise<{ version: number; json: string } | undefined> {
  const [newest] = await query.all<{ version: number; json: string }>(
    'SELECT version, json FROM programmes WHERE event = $1 ORDER BY version DESC LIMIT 1',
    [event],
  );
  return newest;
}

/** The newest programme; null when there is none. */
export async function newestProgramme(query: Query, event: string): Promise<Programme | null> {
  const newest = await newestOf(query, event);
  return newest === undefined ? null : JSON.parse(newest.json);
}

/** The newest versions, newest first. */
export function versionsOf(query: Query, event: string, count: number): Promise<ProgrammeVersion[]> {
  return query.all<ProgrammeVersion>(
    `SELECT version, at, origin, sessions, changes FROM programmes WHERE event = $1
     ORDER BY version DESC LIMIT $2`,
    [event, count],
  );
}

export async function versionOf(query: Query, event: string, number: number): Promise<Programme | null> {
  const [found] = await query.all<{ json: string }>(
    'SELECT json FROM programmes WHERE event = $1 AND version = $2',
    [event, number],
  );
  return found === undefined ? null : JSON.parse(found.json);
}

/** What is only ever added and undone: orders about the programme, corrections of where votes were cast, rulings. */
type Kept = 'adjustments' | 'corrections' | 'wall_rulings';

interface KeptRow {
  number: number;
  at: number;
  who: string;
  json: string;
  undoneAt: number | null;
  undoneBy: string | null;
}

/** Within a transaction that holds the row of counters; gives the number. */
export async function keep(
  query: Query,
  event: string,
  table: Kept,
  { at, who, what }: { at: number; who: string; what: object },
): Promise<number> {
  const number = await nextNumber(query, event, table);
  await query.run(`INSERT INTO ${table} (event, number, at, who, json) VALUES ($1, $2, $3, $4, $5)`, [
    event,
    number,
    Math.round(at),
    who,
    JSON.stringify(what),
  ]);
  return number;
}

/** One that is undone already stays as it is; gives how many were undone. */
export async function undo(
  query: Query,
  event: string,
  table: Kept,
  { number, at, who }: { number: number; at: number; who: string },
): Promise<number> {
  return query.run(
    `UPDATE ${table} SET undone_at = $3, undone_by = $4 WHERE event = $1 AND number = $2 AND undone_at IS NULL`,
    [event, number, Math.round(at), who],
  );
}

/** In the order in which they were given. */
export async function adjustmentsOf(query: Query, event: string): Promise<Adjustment[]> {
  const rows = await keptOf(query, event, 'adjustments');
  return rows.map(({ json, ...row }) => ({ ...ruledOf(row), order: JSON.parse(json) }));
}

/** In the order in which they were given. */
export async function correctionsOf(query: Query, event: string): Promise<KeptCorrection[]> {
  const rows = await keptOf(query, event, 'corrections');
  return rows.map(({ json, ...row }) => ({ ...ruledOf(row), correction: JSON.parse(json) }));
}

/** In the order in which they were given. */
export function keptOf(query: Query, event: string, table: Kept): Promise<KeptRow[]> {
  return query.all<KeptRow>(
    `SELECT number, at, who, json, undone_at AS "undoneAt", undone_by AS "undoneBy"
     FROM ${table} WHERE event = $1 ORDER BY number`,
    [event],
  );
}

export function ruledOf({ number, at, who, undoneAt, undoneBy }: Omit<KeptRow, 'json'>) {
  return { number, at, who, undone: undoneAt === null ? null : { at: undoneAt, who: undoneBy ?? '' } };
}

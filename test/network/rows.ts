import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import Sqlite from 'better-sqlite3';
import type { ResultsView } from '../../src/core/hub/view.ts';
import type { NetworkBox } from './box.ts';

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

/** One vote, as a box and a hub must both have it. */
export interface Row {
  box: string;
  epoch: string;
  seq: number;
  boot_id: string;
  mono_ms: number;
  wall_ms: number;
  value: number;
  room: string | null;
  shown_session_id: string | null;
  source: string;
  digest: string;
}

const OF_BOX = `SELECT ? AS box,
  (SELECT epoch FROM epochs WHERE first_seq <= seq ORDER BY first_seq DESC LIMIT 1) AS epoch,
  seq, boot_id, mono_ms, wall_ms, value, room, shown_session_id, source, lower(hex(digest)) AS digest
  FROM votes`;
const OF_HUB = `SELECT box, epoch, seq, boot_id, mono_ms, wall_ms, value, room, shown_session_id, source,
  lower(hex(digest)) AS digest FROM votes`;

/** Every vote that a box holds. */
export function rowsOf({ id, database }: Pick<NetworkBox, 'id' | 'database'>): Row[] {
  return read(database, OF_BOX, id);
}

/** Every vote in the `hub.db` of a hub. */
export function hubRows(database: string): Row[] {
  return read(database, OF_HUB);
}

/** How many rows a table of that database has. */
export function count(database: string, table: 'votes' | 'boots' | 'pairings' | 'heads'): number {
  const [row] = read(database, `SELECT count(*) AS n FROM ${table}`) as unknown as { n: number }[];
  return row?.n ?? 0;
}

/** Fails unless both hold the same votes, each once. */
export function assertSame(hub: readonly Row[], boxes: readonly Row[]): void {
  const texts = (rows: readonly Row[]) => rows.map((row) => JSON.stringify(row)).sort();
  const [ofHub, ofBoxes] = [texts(hub), texts(boxes)];
  const [inHub, inBoxes] = [new Set(ofHub), new Set(ofBoxes)];
  const found = {
    rows: hub.length,
    missing: ofBoxes.filter((text) => !inHub.has(text)).slice(0, 5),
    foreign: ofHub.filter((text) => !inBoxes.has(text)).slice(0, 5),
    double: ofHub.filter((text, index) => text === ofHub[index - 1]).slice(0, 5),
  };
  assert.deepEqual(found, { rows: boxes.length, missing: [], foreign: [], double: [] });
}

/** Fails unless `likebox votes verify` finds every vote of these boxes in its chain. */
export async function assertWhole(boxes: readonly NetworkBox[]): Promise<void> {
  const left = [...boxes];
  const worker = async () => {
    for (let box = left.pop(); box !== undefined; box = left.pop()) await verify(box);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
}

async function verify({ id, database }: NetworkBox): Promise<void> {
  const words = [MAIN, 'votes', 'verify', '--json', '--db', database];
  await new Promise<void>((resolve, reject) => {
    execFile(process.execPath, words, (error, stdout) =>
      error === null ? resolve() : reject(new Error(`the votes of ${id} are not whole: ${stdout}`)),
    );
  });
}

/** Fails unless the results count each of these rows, and every one of them once. */
export function assertReconciled({ sessions, totals }: ResultsView, rows: readonly Row[]): void {
  const none = { unassigned: 0, test: 0, before: 0, leftOut: 0 };
  assert.deepEqual(totals, { stored: rows.length, counted: rows.length, ...none });
  const sum = (key: 'plus' | 'minus') => sessions.reduce((total, session) => total + session[key], 0);
  const plus = rows.filter(({ value }) => value === 1).length;
  assert.deepEqual([sum('plus'), sum('minus')], [plus, rows.length - plus]);
}

function read(database: string, sql: string, ...values: string[]): Row[] {
  const db = new Sqlite(database, { readonly: true });
  try {
    return db.prepare<string[], Row>(sql).all(...values);
  } finally {
    db.close();
  }
}

import { closeSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import { HUB_MARK } from '../../core/marks.ts';
import { damaged, explain, StoreError } from './errors.ts';
import { openUnchanged, refuseUnwritten, unnoticedDamage } from './reading.ts';
import { newestVotes } from './rows.ts';
import { refuseStrangers } from './schema.ts';

/** What a database holds, told from its end. */
export interface Head {
  kind: 'box' | 'hub';
  votes: number;
  /** Of a box's last vote, lower-case hex; null without votes, and of a hub. */
  digest: string | null;
}

/**
 * Copies a database as it is at one moment, also while others write it, into one file without a log, which is not synced;
 * gives what the copy has to hold. Throws a StoreError, in words for what is to lie at `target`.
 */
export async function copyDatabase(from: string, draft: string, target: string): Promise<Head> {
  const { db, close } = openSource(from);
  try {
    db.exec('BEGIN'); // one moment for the head and for every page, or each vote meanwhile would begin the copy anew
    const head = headOf(db, from);
    await transfer(db, draft, target);
    return head;
  } finally {
    close();
  }
}

/** Throws a StoreError for what is damaged, what is no database of ours, and what a newer LikeBox wrote. */
export function openSource(path: string): ReturnType<typeof openUnchanged> {
  try {
    const source = openUnchanged(path);
    try {
      // A copy would lack the votes of a damaged log, and nothing in it would say so.
      const unnoticed = unnoticedDamage(path);
      if (unnoticed !== null) throw damaged(path, unnoticed);
      refuseOthers(source.db, path);
      return source;
    } catch (error) {
      source.close();
      throw error;
    }
  } catch (error) {
    if (!(error instanceof Sqlite.SqliteError) || error.code !== 'SQLITE_NOTADB') throw explain(error, path);
    const words = `${path} is not the database of a LikeBox, or its beginning is damaged.`;
    throw new StoreError('damaged', words, error);
  }
}

export function kindOf(db: Sqlite.Database): Head['kind'] {
  return db.pragma('application_id', { simple: true }) === HUB_MARK ? 'hub' : 'box';
}

function refuseOthers(db: Sqlite.Database, path: string): void {
  if (kindOf(db) === 'hub') return;
  refuseStrangers(db, path);
  refuseUnwritten(db, path);
}

function headOf(db: Sqlite.Database, path: string): Head {
  try {
    const votes = db.prepare<[], number>('SELECT count(*) FROM votes').pluck().get() ?? 0;
    const kind = kindOf(db);
    return { kind, votes, digest: kind === 'hub' ? null : (newestVotes(db, 1)[0]?.digest ?? null) };
  } catch (error) {
    throw explain(error, path);
  }
}

async function transfer(db: Sqlite.Database, draft: string, target: string): Promise<void> {
  try {
    closeSync(openSync(draft, 'a', 0o640)); // readable by the group, as the database itself
    await db.backup(draft);
    leaveLog(draft);
  } catch (error) {
    throw refusalOf(error, target);
  }
}

/** The copy says of itself that it has a log, as its source does: a stick that is read-only could not be read so. */
function leaveLog(path: string): void {
  const db = new Sqlite(path);
  try {
    db.pragma('locking_mode = EXCLUSIVE'); // some file systems of sticks have no shared memory
    db.pragma('journal_mode = DELETE');
  } finally {
    db.close();
  }
}

/** In words for somebody who wants a file at `target`. */
export function refusalOf(error: unknown, target: string): StoreError {
  const why = explain(error, target);
  if (why.trouble !== 'full') return why;
  const words = `The disk that holds ${dirname(target)} is full, and nothing was kept. Free some space, or choose another place.`;
  return new StoreError('full', words, error);
}

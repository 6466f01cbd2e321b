import { randomUUID } from 'node:crypto';
import { chownSync, existsSync, realpathSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { finishSalvage, freeName, removeDatabase, removeQuietly, stamp } from './aside.ts';
import { type Content, inspect, readBack } from './backup.ts';
import { connect, syncDirectory, syncFile } from './connection.ts';
import { copyDatabase, kindOf, refusalOf } from './copying.ts';
import { StoreError } from './errors.ts';
import { announce, draftOf, finishEvent } from './event.ts';
import { holdDirectory, type Lock } from './lock.ts';
import { openUnchanged } from './reading.ts';
import { writeEpoch } from './rows.ts';

export interface RestoreOptions {
  /** The file, `<data_dir>/box.db`. */
  path: string;
  backup: string;
  /** The board that goes on with it. */
  machine: string;
  /** Now, epoch milliseconds; what was there before is named after it. */
  at: number;
}

/** A backup is in its place. */
export interface Restored extends Content {
  /** Where the database that was there is kept; null where there was none. */
  aside: string | null;
  /** The epoch that the box goes on with, behind the last vote of the backup. */
  epoch: string;
}

/**
 * Puts a backup, which is read from one end to the other first, in the place of a box's database, and that one aside.
 * Cut short anywhere, the next start of the box, or the next restore, finds everything as before or finishes it.
 * Throws a StoreError.
 */
export async function restore(options: RestoreOptions): Promise<Restored> {
  const { path, backup, at } = options;
  refuseMistakes(path, backup);
  const content = inspect(backup);
  if (content.kind === 'hub') throw new StoreError('foreign', hubWords(backup));
  const lock = holdIdle(path);
  const draft = draftOf(path);
  try {
    adopt(join(dirname(path), 'box.lock'));
    finishEvent(path);
    finishSalvage(path, at);
    const epoch = await write(draft, options);
    const aside = freeName(join(dirname(path), `box-${stamp(at)}.db`));
    const wasThere = existsSync(path);
    announce(path, draft, aside);
    syncDirectory(dirname(path));
    finishEvent(path);
    return { ...content, aside: wasThere ? aside : null, epoch };
  } catch (error) {
    removeQuietly(draft);
    throw refusalOf(error, path);
  } finally {
    lock.release();
  }
}

function refuseMistakes(path: string, backup: string): void {
  if (!existsSync(dirname(path))) {
    throw new StoreError('missing', `There is no directory ${dirname(path)}. Name the data_dir of the box.`);
  }
  if (!existsSync(path)) return;
  if (isHub(path)) throw new StoreError('foreign', hubWords(path));
  if (!existsSync(backup) || realpathSync(path) !== realpathSync(backup)) return;
  throw new StoreError('taken', `${backup} is the database itself, not a backup of it.`);
}

/** What cannot be read may still make room for a backup. */
function isHub(path: string): boolean {
  try {
    const { db, close } = openUnchanged(path);
    try {
      return kindOf(db) === 'hub';
    } finally {
      close();
    }
  } catch {
    return false;
  }
}

function hubWords(path: string): string {
  return (
    `${path} is the database of a hub, which is put back by hand: stop the hub, move its hub.db, hub.db-wal and ` +
    'hub.db-shm away together, and copy the backup to hub.db.'
  );
}

function holdIdle(path: string): Lock {
  try {
    return holdDirectory(path);
  } catch (error) {
    if (!(error instanceof StoreError) || error.trouble !== 'held') throw error;
    throw new StoreError('held', `A box is running on ${dirname(path)}. Stop it, then restore.`, error);
  }
}

/** Gives the epoch in which the box goes on. */
async function write(draft: string, { path, backup, machine }: RestoreOptions): Promise<string> {
  removeDatabase(draft);
  const head = await copyDatabase(backup, draft, path);
  const { lastSeq } = readBack(draft, head, backup, path);
  const epoch = randomUUID();
  const db = connect(draft);
  try {
    writeEpoch(db, { firstSeq: (lastSeq ?? 0) + 1, epoch, machine, why: 'restore' });
  } finally {
    db.close();
  }
  adopt(draft);
  syncFile(draft);
  return epoch;
}

/** What root makes here belongs to the box, which could not write it otherwise. */
function adopt(file: string): void {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = statSync(dirname(file));
  chownSync(file, uid, gid);
}

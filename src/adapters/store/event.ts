import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type Sqlite from 'better-sqlite3';
import { freeName, removeDatabase, stamp } from './aside.ts';
import { connect, syncDirectory, syncFile } from './connection.ts';
import { StoreError } from './errors.ts';
import { copyKept } from './kept.ts';
import { newestBootOf, writeBoot, writeEpoch, writeMeta } from './rows.ts';
import {
  adjustmentRowsOf,
  appendProgramme,
  copyAdjustment,
  newestProgramme,
  versionsOf,
} from './versions.ts';

/** A database that is whole and has yet to take the place of the one before; then follows that one's new name. */
const BEGUN = '.begun-';
/** The file itself last: it says that the move is not over. */
const OF_A_DATABASE = ['-wal', '-shm', ''];

export interface NewEvent {
  /** What it is called, for people. */
  name: string;
  /** Now, epoch milliseconds; the database that is kept aside is named after it. */
  at: number;
}

/**
 * Begins an empty database at `path` and keeps `db`, which is the one there now, aside; gives the name of the latter.
 * The newest programme, what organisers changed in it and what is known of this boot go along, so that the box can start without a network. Cut short
 * anywhere, the next start finishes it, or finds everything as before. After it threw, `path` is the database it was,
 * to be opened again.
 */
export function startEvent(
  db: Sqlite.Database,
  path: string,
  machine: string,
  { name, at }: NewEvent,
): string {
  bringHome(db, path);
  const aside = freeName(join(dirname(path), `box-${stamp(at)}.db`));
  const draft = draftOf(path);
  write(draft, db, machine, name);
  const begun = announce(path, draft, aside);
  try {
    syncDirectory(dirname(path));
    db.close();
    finishEvent(path);
  } catch (error) {
    try {
      undo(path, aside, begun);
    } catch {} // the next opening finishes what was begun
    throw error;
  }
  return aside;
}

/**
 * Says that `draft`, which is whole, takes the place of what lies at `path`, and that this is kept as `aside`: from here
 * on `finishEvent` does so. Gives the name of the draft until then.
 */
export function announce(path: string, draft: string, aside: string): string {
  const begun = `${path}${BEGUN}${basename(aside)}`;
  renameSync(draft, begun);
  return begun;
}

/** Under this name a database is written that takes the place of another; what is found there at start is worthless. */
export function draftOf(path: string): string {
  return `${path}.beginning`;
}

/** Finishes what a stop cut short: as long as the new database has its own name, nobody opens what lies at `path`. */
export function finishEvent(path: string): void {
  const directory = dirname(path);
  removeDatabase(draftOf(path));
  const begun = begunBeside(path);
  if (begun === undefined) return;
  const aside = join(directory, begun.slice(begun.indexOf(BEGUN) + BEGUN.length));
  // A log of the old file must be gone before the new one comes, or SQLite would apply the one to the other.
  for (const suffix of OF_A_DATABASE) {
    if (!existsSync(path + suffix)) continue;
    // Moved before the stop: who looked into the file since has left an empty log, which must not replace the real one.
    if (existsSync(aside + suffix)) rmSync(path + suffix);
    else renameSync(path + suffix, aside + suffix);
  }
  syncDirectory(directory);
  renameSync(join(directory, begun), path);
  syncDirectory(directory);
}

/** What lies at `path`, and will by the next opening: the same answer means the same database. */
export function identityOf(path: string): string {
  return begunBeside(path) ?? String(statSync(path, { throwIfNoEntry: false })?.ino);
}

function begunBeside(path: string): string | undefined {
  const prefix = `${basename(path)}${BEGUN}`;
  if (!existsSync(dirname(path))) return undefined;
  return readdirSync(dirname(path)).find((name) => name.startsWith(prefix));
}

/** The old file has to hold every vote by itself: it is about to lose its log. */
function bringHome(db: Sqlite.Database, path: string): void {
  const [done] = db.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
  if (done?.busy === 0) return;
  throw new StoreError('locked', `Another program is reading ${path}. Close it, then begin the new event.`);
}

function write(draft: string, from: Sqlite.Database, machine: string, name: string): void {
  removeDatabase(draft);
  const db = connect(draft);
  try {
    writeEpoch(db, { firstSeq: 1, epoch: randomUUID(), machine, why: 'new' });
    writeMeta(db, 'event', name);
    const boot = newestBootOf(from);
    if (boot !== undefined) writeBoot(db, boot);
    const programme = newestProgramme(from);
    const [version] = versionsOf(from, 1);
    if (programme !== null && version !== undefined) appendProgramme(db, { ...version, programme });
    for (const row of adjustmentRowsOf(from)) copyAdjustment(db, row);
    copyKept(db, from);
  } finally {
    db.close();
  }
  syncFile(draft);
}

/** The old files get their names back, in place of the new one if that has its own already. */
function undo(path: string, aside: string, begun: string): void {
  for (const suffix of OF_A_DATABASE) {
    if (existsSync(aside + suffix)) renameSync(aside + suffix, path + suffix);
  }
  removeDatabase(begun);
  syncDirectory(dirname(path));
}

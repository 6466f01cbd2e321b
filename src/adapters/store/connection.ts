import { closeSync, fsyncSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import { makeDirectory } from './directory.ts';
import { StoreError } from './errors.ts';
import { migrate, refuseStrangers } from './schema.ts';
import { PAGE_SIZE } from './wal.ts';

const BUSY_MS = 1000; // a vote waits so long for another program's write lock; the reopening then as long again

/**
 * A commit never runs a checkpoint of its own before the WAL holds this many pages (16 MB): copying pages
 * home costs two syncs and random writes, and would come on top of some voter's commit. The client asks
 * for one when nobody votes; this bound is for a day without any pause.
 */
const CHECKPOINT_PAGES = 4000;

/** Opens the database for writing, creates it when absent, and brings it to the current schema. */
export function connect(path: string): Sqlite.Database {
  createFile(path);
  const db = new Sqlite(path, { timeout: BUSY_MS });
  try {
    setPragmas(db);
    refuseStrangers(db, path);
    migrate(db);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Makes what was created, renamed or deleted in a directory survive a power cut. */
export function syncDirectory(directory: string): void {
  const handle = openSync(directory, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Makes a file that was written whole survive a power cut. */
export function syncFile(path: string): void {
  const handle = openSync(path, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Readable by the group (backups, organisers), by nobody else; SQLite gives its other files the same mode. */
function createFile(path: string): void {
  makeDirectory(dirname(path));
  closeSync(openSync(path, 'a', 0o640));
  syncDirectory(dirname(path));
}

/**
 * A vote may only be thanked for when its commit is synced, so both settings are read back: better-sqlite3
 * opens an existing WAL file with `synchronous=NORMAL`, and a file system without shared memory refuses WAL.
 */
function setPragmas(db: Sqlite.Database): void {
  db.pragma('synchronous = FULL');
  db.pragma(`page_size = ${PAGE_SIZE}`);
  const journal = db.pragma('journal_mode = WAL', { simple: true });
  const synchronous = db.pragma('synchronous', { simple: true });
  db.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
  if (journal !== 'wal' || synchronous !== 2) {
    const found = `journal_mode ${String(journal)}, synchronous ${String(synchronous)}`;
    throw new StoreError(
      'failing',
      `SQLite does not keep votes safe on this disk (${found}; wal, 2 needed).`,
    );
  }
}

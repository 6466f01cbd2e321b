import { closeSync, existsSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { HUB_MARK } from '../../core/marks.ts';
import { type Dialect, MIGRATIONS } from './schema.ts';

const BUSY_MS = 1000; // a vote waits so long for a program that looks into the file
const PATIENCE_MS = 500; // a hub that was just killed may still be ending

/** Pages of the log before a commit copies them home (16 MB), so that few commits pay for that. */
const CHECKPOINT_PAGES = 4000;

const DIALECT: Dialect = {
  text: 'TEXT',
  integer: 'INTEGER',
  real: 'REAL',
  bytes: 'BLOB',
  clustered: ' WITHOUT ROWID',
};

/** Opens the database for writing, creates it when absent, and brings it to the current schema. */
export function connect(path: string): Sqlite.Database {
  const directory = dirname(path);
  makeDirectory(directory);
  // Readable by the group (backups), by nobody else; SQLite gives its other files the same mode.
  closeSync(openSync(path, 'a', 0o640));
  syncDirectory(directory);
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

/**
 * Makes this process the only hub on a data directory, as long as it lives. It is a lock of the kernel on a small file,
 * so that nothing is left behind by SIGKILL or a power cut. Throws a sentence when another hub has it.
 */
export function holdDirectory(path: string): { release(): void } {
  const directory = dirname(path);
  makeDirectory(directory);
  const file = join(directory, 'hub.lock');
  closeSync(openSync(file, 'a', 0o640));
  const db = new Sqlite(file, { timeout: PATIENCE_MS });
  try {
    db.pragma('journal_mode = MEMORY'); // nothing is ever written to it
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    if (!(error instanceof Sqlite.SqliteError) || !error.code.startsWith('SQLITE_BUSY')) throw error;
    throw new Error(
      `Another hub is running on ${directory}. Stop it first, or give this one a data_dir of its own; ` +
        'several hubs side by side need database = "postgres://…".',
      { cause: error },
    );
  }
  return { release: () => db.close() };
}

/**
 * A box may only be told of a vote when its commit is synced, so both settings are read back: better-sqlite3 opens an
 * existing WAL file with `synchronous=NORMAL`, and a file system without shared memory refuses WAL.
 */
function setPragmas(db: Sqlite.Database): void {
  db.pragma('synchronous = FULL');
  const journal = db.pragma('journal_mode = WAL', { simple: true });
  const synchronous = db.pragma('synchronous', { simple: true });
  db.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
  if (journal === 'wal' && synchronous === 2) return;
  const found = `journal_mode ${String(journal)}, synchronous ${String(synchronous)}`;
  throw new Error(
    `SQLite does not keep votes safe on this disk (${found}; wal, 2 needed). Choose a data_dir on a local disk.`,
  );
}

function refuseStrangers(db: Sqlite.Database, path: string): void {
  const version = Number(db.pragma('user_version', { simple: true }));
  const isOurs = db.pragma('application_id', { simple: true }) === HUB_MARK;
  if (isOurs && version <= MIGRATIONS.length) return;
  if (isOurs) {
    throw new Error(
      `${path} was written by a newer LikeBox (its format is ${version}, this one knows up to ${MIGRATIONS.length}). ` +
        'Install that version again, or choose another data_dir.',
    );
  }
  const isEmpty = db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() === 0;
  if (version === 0 && isEmpty) return;
  throw new Error(`${path} is not the database of a hub. Choose another data_dir, or move that file away.`);
}

function migrate(db: Sqlite.Database): void {
  const from = Number(db.pragma('user_version', { simple: true }));
  for (const [step, sql] of MIGRATIONS.entries()) {
    if (step < from) continue;
    const run = db.transaction(() => {
      db.exec(sql(DIALECT));
      db.pragma(`application_id = ${HUB_MARK}`);
      db.pragma(`user_version = ${step + 1}`);
    });
    run.immediate();
  }
}

/** Node's own recursive mkdir never ends where a file system refuses new directories with ENOENT, as /proc does. */
function makeDirectory(directory: string): void {
  if (existsSync(directory)) return;
  makeDirectory(dirname(directory));
  mkdirSync(directory, { mode: 0o750 });
}

/** Makes a file that was created survive a power cut. */
function syncDirectory(directory: string): void {
  const handle = openSync(directory, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

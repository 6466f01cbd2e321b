import { closeSync, openSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { makeDirectory } from './directory.ts';
import { explain, StoreError } from './errors.ts';

export interface Lock {
  release(): void;
}

const PATIENCE_MS = 500; // a box that was just killed may still be ending

/**
 * Makes this process the only box on a data directory, as long as it lives; the directory is created when absent.
 * It is a lock of the kernel on a small file, so that nothing is left behind by SIGKILL or a power cut.
 * Throws a StoreError, `held` when another box has it.
 */
export function holdDirectory(path: string): Lock {
  const directory = dirname(path);
  const file = join(directory, 'box.lock');
  let db: Sqlite.Database | undefined;
  try {
    makeDirectory(directory);
    closeSync(openSync(file, 'a', 0o640));
    db = new Sqlite(file, { timeout: PATIENCE_MS });
    db.pragma('journal_mode = MEMORY'); // nothing is ever written to it
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db?.close();
    const why = explain(error, file);
    if (why.trouble !== 'locked') throw why;
    throw new StoreError(
      'held',
      `Another LikeBox is running on ${directory}. Stop it first, or give this one a data_dir of its own.`,
      error,
    );
  }
  const held = db;
  return { release: () => held.close() };
}

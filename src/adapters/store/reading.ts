import { copyFileSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { adjust } from '../../core/adjustments.ts';
import { type ChainReport, type ChainRow, type Epoch, verifyChain } from '../../core/digest.ts';
import type { Programme } from '../../core/programme.ts';
import type { Boot } from '../../core/vote.ts';
import type { WindowRule } from '../../core/window.ts';
import { explain, StoreError } from './errors.ts';
import { isDamagedUnnoticed } from './pages.ts';
import { bootsOf, epochsOf, lostOf, metaOf, votesOf } from './rows.ts';
import { refuseStrangers } from './schema.ts';
import { adjustmentsOf, newestProgramme } from './versions.ts';

/** A box's database opened for reading only; the box may go on with it meanwhile. */
export interface VoteReader {
  box: string;
  epochs: readonly Epoch[];
  boots: readonly Boot[];
  /** With what organisers changed in it. */
  programme: Programme | null;
  rule: WindowRule;
  /** In order, one at a time; nothing else may be asked meanwhile. */
  votes(): Iterable<ChainRow>;
  /** What is wrong with the file itself, for people; null for nothing. */
  structure(): string | null;
  verify(): ChainReport;
  close(): void;
}

/** Opens `path` without changing it. Throws a StoreError. */
export function openReader(path: string): VoteReader {
  try {
    const { db, close } = openUnchanged(path);
    try {
      refuseStrangers(db, path);
      return serve(db, path, close);
    } catch (error) {
      close();
      throw error;
    }
  } catch (error) {
    throw explain(error, path);
  }
}

/** A connection that changes nothing of what it reads. */
export interface Unchanged {
  db: Sqlite.Database;
  close(): void;
}

/** Opens any database for reading. Throws a StoreError, or what SQLite throws. */
export function openUnchanged(path: string): Unchanged {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) throw new StoreError('missing', `There is no file ${path}.`);
  if (!found.isFile()) throw new StoreError('foreign', `${path} is not a file.`);
  if (found.size === 0) return openCopy(path); // SQLite deletes the log of an empty file, and what can be salvaged with it
  return openInPlace(path) ?? openCopy(path);
}

/** What is wrong with a file and its log that SQLite keeps to itself, for people; null for nothing. */
export function unnoticedDamage(path: string): string | null {
  // Asked twice: the log may have begun anew while it was being read.
  const isDamaged = isDamagedUnnoticed(path) && isDamagedUnnoticed(path);
  return isDamaged ? 'its header or its write-ahead log is damaged' : null;
}

/** Null where SQLite cannot read a log in place because it may not write beside it. */
function openInPlace(path: string): Unchanged | null {
  const db = new Sqlite(path, { readonly: true });
  try {
    db.prepare('SELECT count(*) FROM sqlite_schema').get();
    return { db, close: () => void db.close() };
  } catch (error) {
    db.close();
    const { trouble } = explain(error, path);
    if (trouble === 'missing' || trouble === 'read-only') return null;
    throw error;
  }
}

function openCopy(path: string): Unchanged {
  const directory = mkdtempSync(join(tmpdir(), 'likebox-'));
  const remove = (): void => rmSync(directory, { recursive: true, force: true });
  try {
    const copy = join(directory, 'box.db');
    copyFileSync(path, copy);
    if (existsSync(`${path}-wal`)) copyFileSync(`${path}-wal`, `${copy}-wal`);
    const db = new Sqlite(copy);
    const close = (): void => {
      db.close();
      remove();
    };
    return { db, close };
  } catch (error) {
    remove();
    throw error;
  }
}

function serve(db: Sqlite.Database, path: string, close: () => void): VoteReader {
  refuseUnwritten(db, path);
  const programme = newestProgramme(db);
  const adjustments = hasTable(db, 'adjustments') ? adjustmentsOf(db) : [];
  return {
    box: metaOf(db, 'box') ?? '',
    epochs: epochsOf(db),
    boots: bootsOf(db),
    programme: programme === null ? null : adjust(programme, adjustments),
    rule: {
      openAfterMs: Number(metaOf(db, 'open_after_ms') ?? 0),
      closeAfterMs: Number(metaOf(db, 'close_after_ms') ?? 0),
    },
    votes: () => votesOf(db),
    structure() {
      const unnoticed = unnoticedDamage(path);
      if (unnoticed !== null) return unnoticed;
      const found = String(db.pragma('integrity_check(1)', { simple: true }));
      return found === 'ok' ? null : found;
    },
    // In one transaction, or a vote stored meanwhile would seem to have no epoch.
    verify: db.transaction(() => verifyChain(votesOf(db), epochsOf(db), lostOf(db))),
    close,
  };
}

/** Throws a StoreError for an empty database. */
export function refuseUnwritten(db: Sqlite.Database, path: string): void {
  if (Number(db.pragma('user_version', { simple: true })) > 0) return;
  throw new StoreError('foreign', `${path} holds no votes: no LikeBox has written it.`);
}

/** A file that an earlier version wrote, and that no box has opened since, lacks some. */
function hasTable(db: Sqlite.Database, name: string): boolean {
  const select = db.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?");
  return select.get(name) !== undefined;
}

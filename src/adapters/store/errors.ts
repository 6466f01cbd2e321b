import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * What is wrong with the store. `held` (another box uses the directory), `newer` (written by a newer LikeBox),
 * `foreign` (not a box's database) and `taken` (the name of a backup) need a person; the others may pass by
 * themselves, and `damaged` is salvaged.
 */
export type StoreTrouble =
  | 'full'
  | 'read-only'
  | 'locked'
  | 'damaged'
  | 'newer'
  | 'foreign'
  | 'held'
  | 'missing'
  | 'taken'
  | 'failing'
  | 'closed';

/** A sentence for people, and what kind of trouble it is. */
export class StoreError extends Error {
  readonly trouble: StoreTrouble;

  constructor(trouble: StoreTrouble, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'StoreError';
    this.trouble = trouble;
  }
}

/** @param how what was found, behind the path in brackets */
export function damaged(path: string, how: string): StoreError {
  return new StoreError('damaged', `${path} is damaged (${how}).`);
}

/** By result code of SQLite (https://sqlite.org/rescode.html) or error of the system, longest match first. */
const TROUBLES: readonly (readonly [prefix: string, trouble: StoreTrouble])[] = [
  ['SQLITE_FULL', 'full'],
  ['ENOSPC', 'full'],
  ['EDQUOT', 'full'],
  ['SQLITE_READONLY', 'read-only'],
  ['EROFS', 'read-only'],
  ['EACCES', 'read-only'],
  ['EPERM', 'read-only'],
  ['SQLITE_BUSY', 'locked'],
  ['SQLITE_LOCKED', 'locked'],
  ['SQLITE_CORRUPT', 'damaged'],
  ['SQLITE_NOTADB', 'damaged'],
  ['SQLITE_ERROR', 'damaged'], // our statements are right, so the file's schema or header is not
  ['ENOENT', 'missing'],
  ['ENOTDIR', 'missing'],
  ['SQLITE_CANTOPEN', 'missing'],
];

/** Makes a StoreError of whatever SQLite or the file system threw about the database at `path`. */
export function explain(error: unknown, path: string): StoreError {
  if (error instanceof StoreError) return error;
  const code = codeOf(error);
  const trouble = TROUBLES.find(([prefix]) => code.startsWith(prefix))?.[1] ?? 'failing';
  // A full disk shows as an I/O error too: the shared memory file cannot grow.
  const seen = trouble === 'failing' && isFull(path) ? 'full' : trouble;
  return new StoreError(seen, code === '' ? unexpected(error) : sentence(seen, path, code), error);
}

function unexpected(error: unknown): string {
  return `The store failed unexpectedly: ${error instanceof Error ? error.message : String(error)}.`;
}

function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  return typeof code === 'string' ? code : '';
}

function isFull(path: string): boolean {
  try {
    const { bavail } = statfsSync(dirname(path));
    return bavail < 16; // blocks: less than a WAL and its index need to begin
  } catch {
    return false;
  }
}

function sentence(trouble: StoreTrouble, path: string, code: string): string {
  const directory = dirname(path);
  switch (trouble) {
    case 'full':
      return `The disk that holds ${directory} is full. Free some space; the box goes on by itself.`;
    case 'read-only':
      return `${directory} cannot be written (${code}). Check its owner and that its disk is mounted for writing.`;
    case 'locked':
      return `Another program holds ${path} locked. Close whatever has it open for writing.`;
    case 'damaged':
      return damaged(path, code).message;
    case 'missing':
      return `Cannot open ${path} (${code}). Check that its directory exists and that this user may read and write it.`;
    default:
      return `The disk fails under ${path} (${code}). Check the card or disk, and replace it when this goes on.`;
  }
}

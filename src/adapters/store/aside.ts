import { existsSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { syncDirectory } from './connection.ts';

/** Where a salvage writes; what is found there at start is half done and worthless. */
export function draftOf(path: string): string {
  return `${path}.salvaging`;
}

/** A finished salvage that has yet to take the place of the damaged file. */
export function finishedOf(path: string): string {
  return `${path}.salvaged`;
}

/** Removes a database file and its log. */
export function removeDatabase(path: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(path + suffix, { force: true });
}

/** The same of a draft that is worth nothing: what cannot be removed now goes before the next one. */
export function removeQuietly(draft: string): void {
  try {
    removeDatabase(draft);
  } catch {}
}

/**
 * Puts a finished salvage in place and the damaged file aside; gives the name of the latter.
 * Cut short anywhere, it is finished by the next start: as long as the salvage has its own name, nobody
 * opens what lies at `path`. The old log goes before the new file comes, or SQLite would apply the one
 * to the other.
 */
export function finishSalvage(path: string, at: number): string | null {
  const finished = finishedOf(path);
  if (!existsSync(finished)) return null;
  const aside = freeName(`${path}.damaged-${stamp(at)}`);
  for (const suffix of ['', '-wal', '-shm']) {
    if (existsSync(path + suffix)) renameSync(path + suffix, aside + suffix);
  }
  syncDirectory(dirname(path));
  renameSync(finished, path);
  syncDirectory(dirname(path));
  return aside;
}

/** This name, or the first with a number behind it that no database has. */
export function freeName(name: string): string {
  let free = name;
  for (let n = 2; existsSync(free) || existsSync(`${free}-wal`); n += 1) free = `${name}-${n}`;
  return free;
}

/** `20261120T183000Z` */
export function stamp(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}

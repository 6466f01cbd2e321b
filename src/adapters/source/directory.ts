import { constants } from 'node:fs';
import { type FileHandle, lstat, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Fetched, SourceTag } from '../../app/ports.ts';
import { collect, type Limits } from './collect.ts';
import { codeOf, SourceError } from './errors.ts';

const UNFINISHED = /^\.|~$|\.(part|tmp|crdownload)$/i;

/** A regular file of a directory, and when it was last written: nanoseconds since the epoch. */
export interface Candidate {
  path: string;
  writtenNs: bigint;
}

/** Whether the name is one of a file that somebody means: neither hidden, nor a copy under way, nor a backup. */
export function isMeant(name: string): boolean {
  return !UNFINISHED.test(name);
}

/** Reads the newest regular file of a directory; the answer names it. */
export async function readDirectory(
  source: string,
  directory: string,
  known: SourceTag | null,
  limits: Limits,
): Promise<Fetched> {
  const newest = newestOf(await candidatesIn(directory));
  if (newest === null) {
    throw new SourceError(source, 'there is no file in this directory: put the programme there');
  }
  return readCandidate(source, newest, known, limits);
}

/** The files of a directory that may be a programme: empty ones are still being written. */
export async function candidatesIn(directory: string): Promise<Candidate[]> {
  const names = await readdir(directory);
  const candidates: Candidate[] = [];
  for (const name of names.filter(isMeant)) {
    const candidate = await candidateAt(join(directory, name));
    if (candidate !== null) candidates.push(candidate);
  }
  return candidates;
}

/** Null when there is no such regular file, or nothing in it. */
export async function candidateAt(path: string): Promise<Candidate | null> {
  try {
    const found = await lstat(path, { bigint: true });
    return found.isFile() && found.size > 0n ? { path, writtenNs: found.mtimeNs } : null;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/** Of files that are as new, the last by name. */
export function newestOf(candidates: readonly Candidate[]): Candidate | null {
  const isNewer = (a: Candidate, b: Candidate) =>
    a.writtenNs === b.writtenNs ? a.path > b.path : a.writtenNs > b.writtenNs;
  return candidates.reduce<Candidate | null>(
    (newest, candidate) => (newest === null || isNewer(candidate, newest) ? candidate : newest),
    null,
  );
}

/** Reads a file that was chosen among others; not again when it is the known one. */
export async function readCandidate(
  source: string,
  { path }: Candidate,
  known: SourceTag | null,
  limits: Limits,
): Promise<Fetched> {
  // What stands there now may be no file any more: a link is not followed, and a pipe keeps nobody waiting.
  const handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const etag = await etagOf(path, handle);
    if (known !== null && known.etag === etag) return { modified: false };
    const stream = handle.createReadStream({ signal: limits.signal, autoClose: false });
    const bytes = await collect(source, stream, limits);
    return { modified: true, bytes, tag: { etag, lastModified: null }, name: path };
  } finally {
    await handle.close();
  }
}

/** What changes when another file is meant, or this one was written. */
async function etagOf(path: string, handle: FileHandle): Promise<string> {
  const { size, mtimeNs, ctimeNs, ino } = await handle.stat({ bigint: true });
  return `${path} ${size} ${mtimeNs} ${ctimeNs} ${ino}`;
}

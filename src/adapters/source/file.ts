import { createReadStream } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Fetched } from '../../app/ports.ts';
import { collect, type Limits } from './collect.ts';
import { SourceError } from './errors.ts';

/** The path that a source names, by itself or as a file address. Throws a SourceError for another scheme. */
export function pathOf(source: string): string {
  const scheme = /^([a-z][a-z\d+.-]+):\/\//i.exec(source)?.[1]?.toLowerCase();
  if (scheme === undefined) return source;
  if (scheme !== 'file') {
    throw new SourceError(source, `${scheme} is not supported: name a file, or an http or https address`);
  }
  return fileURLToPath(source);
}

/** Reads one file, a pipe included. It has no tag: a file that is written in place can keep its size and time. */
export async function readFile(source: string, path: string, limits: Limits): Promise<Fetched> {
  const stream = createReadStream(path, { signal: limits.signal });
  return { modified: true, bytes: await collect(source, stream, limits), tag: null };
}

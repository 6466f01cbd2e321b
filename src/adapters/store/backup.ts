import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { draftOf, placeDraft } from '../durable.ts';
import { freeName, removeDatabase, removeQuietly, stamp } from './aside.ts';
import { syncFile } from './connection.ts';
import { copyDatabase, type Head, kindOf, openSource, refusalOf } from './copying.ts';
import { damaged, StoreError } from './errors.ts';
import { openReader } from './reading.ts';

/** A copy that was read back. */
export interface Backup extends Content {
  /** Where it is. */
  path: string;
  bytes: number;
}

/** What was found in a database when it was read from one end to the other. */
export interface Content extends Head {
  /** The number of a box's newest vote, or of the last declared hole behind it; null of a hub. */
  lastSeq: number | null;
}

/**
 * Makes a copy of a database, reads it back and only then gives it its name. `at`, epoch milliseconds, names the copy
 * where `target` is a directory. Throws a StoreError, and leaves nothing at `target` then.
 */
export async function backUp(from: string, target: string, at: number): Promise<Backup> {
  const path = nameFor(from, target, at);
  const draft = draftOf(path);
  try {
    removeDatabase(draft);
    const head = await copyDatabase(from, draft, path);
    syncFile(draft);
    const content = readBack(draft, head, from, path);
    await placeDraft(path);
    return { path, bytes: statSync(path).size, ...content };
  } catch (error) {
    removeQuietly(draft);
    throw refusalOf(error, path);
  }
}

/** Reads a database from one end to the other. Throws a StoreError, `damaged` where it is not what was written. */
export function inspect(path: string): Content {
  const { db, close } = openSource(path);
  try {
    if (kindOf(db) === 'box') return inspectBox(path);
    const structure = String(db.pragma('integrity_check(1)', { simple: true }));
    if (structure !== 'ok') throw damaged(path, structure);
    const votes = db.prepare<[], number>('SELECT count(*) FROM votes').pluck().get() ?? 0;
    return { kind: 'hub', votes, lastSeq: null, digest: null };
  } catch (error) {
    throw refusalOf(error, path);
  } finally {
    close();
  }
}

function inspectBox(path: string): Content {
  const reader = openReader(path);
  try {
    const structure = reader.structure();
    if (structure !== null) throw damaged(path, structure);
    const { votes, lastSeq, digest, breaks } = reader.verify();
    const [broken] = breaks;
    if (broken !== undefined) throw damaged(path, broken.message);
    return { kind: 'box', votes, lastSeq, digest: votes === 0 ? null : digest };
  } finally {
    reader.close();
  }
}

function nameFor(from: string, target: string, at: number): string {
  const found = statSync(target, { throwIfNoEntry: false });
  if (found?.isDirectory()) return freeName(join(target, `${basename(from, '.db')}-${stamp(at)}.db`));
  if (found !== undefined) {
    throw new StoreError('taken', `${target} is there already. Name another file, or a directory.`);
  }
  if (existsSync(dirname(target))) return target;
  throw new StoreError('missing', `There is no directory ${dirname(target)}.`);
}

/** Compares a copy with what its source held. */
export function readBack(draft: string, head: Head, from: string, target: string): Content {
  const content = contentOf(draft, from, target);
  if (content.votes === head.votes && content.digest === head.digest) return content;
  throw unlike(`${content.votes} votes of ${head.votes}, or other ones`, from, target);
}

function contentOf(draft: string, from: string, target: string): Content {
  try {
    return inspect(draft);
  } catch (error) {
    if (error instanceof StoreError && error.trouble === 'damaged') throw unlike(error.message, from, target);
    throw error;
  }
}

function unlike(how: string, from: string, target: string): StoreError {
  const words =
    `What was read back is not what was written (${how.replace(/\.$/, '')}), and nothing was kept. ` +
    `Either ${from} is damaged or the disk that holds ${dirname(target)}: likebox votes verify tells which.`;
  return new StoreError('damaged', words);
}

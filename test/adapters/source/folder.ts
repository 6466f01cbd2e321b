import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import { SourceError } from '../../../src/adapters/source/errors.ts';
import { createSource, type SourceOptions } from '../../../src/adapters/source/source.ts';
import type { SourceTag } from '../../../src/app/ports.ts';

/** A directory of its own for a test. */
export function temporaryFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'likebox-source-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes a file, and what leads to it, as if `seconds` after a moment of 2026. */
export function put(folder: string, name: string, text: string, seconds = 0): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  utimesSync(path, 1_782_295_200 + seconds, 1_782_295_200 + seconds);
  return path;
}

const still = { after: () => () => {} };

/** What is read: the text, the path that was named, the tag. */
export async function fetchFrom(
  source: string,
  known: SourceTag | null = null,
  options: Partial<SourceOptions> = {},
) {
  const fetched = await createSource({ clock: still, ...options })(source, known);
  if (!fetched.modified) return { text: 'not modified', name: undefined, tag: known };
  return { text: new TextDecoder().decode(fetched.bytes), name: fetched.name, tag: fetched.tag };
}

/** The error with which a source is refused. */
export async function errorOf(source: string, options: Partial<SourceOptions> = {}): Promise<SourceError> {
  try {
    await createSource({ clock: still, ...options })(source, null);
  } catch (error) {
    assert.ok(error instanceof SourceError);
    return error;
  }
  return assert.fail('it was read');
}

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Why tests of the built program are skipped; false when it is there. */
export const notBuilt = existsSync(`${ROOT}dist/main.js`)
  ? false
  : 'dist/main.js is missing: run npm run build first';

/** Why tests that trace are skipped; false when the tracer is there. */
export const noStrace = spawnSync('strace', ['-V']).status === 0 ? false : 'strace is not installed';

export interface Ran {
  status: number | null;
  found: Record<string, number | boolean>;
}

/** Runs a script of scripts/ to its end; its last line says what was found. */
export function findingsOf(script: string, ...words: string[]): Ran {
  const { status, stdout, stderr } = spawnSync(`${ROOT}scripts/${script}`, words, { encoding: 'utf8' });
  const last = stdout.trim().split('\n').at(-1) ?? '';
  assert.match(last, /^\{/, `${stdout}\n${stderr}`);
  return { status, found: JSON.parse(last) as Ran['found'] };
}

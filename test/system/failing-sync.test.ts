import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { openDatabase } from '../../src/adapters/store/database.ts';
import { databaseOptions, fillDatabase, query, temporaryDirectory } from '../adapters/store/fixture.ts';
import { noStrace } from './findings.ts';

const run = promisify(execFile);
const PROGRAM = fileURLToPath(new URL('program.ts', import.meta.url));
const VOTES_BEFORE = 5;
const SYNCS_OF_A_START = 6; // of a file that exists: the first that belongs to a vote comes after

interface Outcome {
  acknowledged: number[];
  refused: number[];
  /** What is stored when the box has started again. */
  stored: number[];
}

/** Lets a store vote while the disk fails some of its syncs, as strace counts them. */
async function voteWithFailures(t: TestContext, when: string, flags: readonly string[]): Promise<Outcome> {
  const directory = temporaryDirectory(t);
  const path = join(directory, 'box.db');
  fillDatabase(path, VOTES_BEFORE);
  const failure = `inject=fsync,fdatasync:error=EIO:when=${when}`;
  const words = [
    '-f',
    '--seccomp-bpf',
    '-qq',
    '-e',
    'trace=fsync,fdatasync',
    '-e',
    failure,
    '-o',
    join(directory, 'trace'),
  ];
  const program = [process.execPath, '--import', 'tsx', PROGRAM, '--data', directory, '--pause', '20'];
  // Some die when they are told to: what they said counts.
  const { stdout } = await run('strace', [...words, ...program, ...flags]).catch((ended) => ended);
  const said = (word: string, at: number): number[] =>
    String(stdout)
      .split('\n')
      .filter((line) => line.startsWith(`${word} `))
      .map((line) => Number(line.split(' ')[at]));
  openDatabase(databaseOptions(path)).close();
  const rows = query(path, `SELECT wall_ms FROM votes WHERE seq > ${VOTES_BEFORE} ORDER BY seq`);
  return {
    acknowledged: said('ack', 2),
    refused: said('refused', 1),
    stored: (rows as { wall_ms: number }[]).map((row) => row.wall_ms),
  };
}

test('whichever single sync fails, what was acknowledged is stored and what was refused never is', {
  skip: noStrace,
}, async (t) => {
  let refusals = 0;
  const syncs = Array.from({ length: SYNCS_OF_A_START + 4 }, (_, i) => `${i + 1}`);
  const outcomes = await Promise.all(syncs.map((nth) => voteWithFailures(t, nth, ['--votes', '40'])));
  for (const [i, { acknowledged, refused, stored }] of outcomes.entries()) {
    const nth = i + 1;
    assert.deepEqual(stored, acknowledged, `sync ${nth}`);
    assert.equal(acknowledged.length + refused.length, 40, `sync ${nth}`);
    assert.ok(acknowledged.length > 0, `sync ${nth}: it goes on by itself`);
    refusals += refused.length;
  }
  assert.ok(refusals > 0, 'some failures hit a vote');
});

test('a vote refused for a failed sync does not come back when the box is killed at once', {
  skip: noStrace,
}, async (t) => {
  const flags = ['--votes', '50', '--die-when-refused'];
  const syncs = ['7', '8', '9', '7+', '8+', '9+'];
  const outcomes = await Promise.all(syncs.map((when) => voteWithFailures(t, when, flags)));
  for (const [i, { acknowledged, refused, stored }] of outcomes.entries()) {
    const when = syncs[i];
    assert.deepEqual(stored, acknowledged, `sync ${when}`);
    assert.equal(refused.length, 1, `sync ${when}`);
  }
});

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { openDatabase } from '../../src/adapters/store/database.ts';
import { databaseOptions, fillDatabase, query, temporaryDirectory } from '../adapters/store/fixture.ts';
import { noStrace } from './findings.ts';

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
function voteWithFailures(t: TestContext, when: string, flags: readonly string[]): Outcome {
  const directory = temporaryDirectory(t);
  const path = join(directory, 'box.db');
  fillDatabase(path, VOTES_BEFORE);
  const failure = `inject=fsync,fdatasync:error=EIO:when=${when}`;
  const words = ['-f', '-qq', '-e', 'trace=fsync,fdatasync', '-e', failure, '-o', join(directory, 'trace')];
  const program = [process.execPath, '--import', 'tsx', PROGRAM, '--data', directory, '--pause', '20'];
  const { stdout } = spawnSync('strace', [...words, ...program, ...flags], { encoding: 'utf8' });
  const said = (word: string, at: number): number[] =>
    stdout
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
}, (t) => {
  let refusals = 0;
  for (let nth = 1; nth <= SYNCS_OF_A_START + 4; nth += 1) {
    const { acknowledged, refused, stored } = voteWithFailures(t, `${nth}`, ['--votes', '40']);
    assert.deepEqual(stored, acknowledged, `sync ${nth}`);
    assert.equal(acknowledged.length + refused.length, 40, `sync ${nth}`);
    assert.ok(acknowledged.length > 0, `sync ${nth}: it goes on by itself`);
    refusals += refused.length;
  }
  assert.ok(refusals > 0, 'some failures hit a vote');
});

test('a vote refused for a failed sync does not come back when the box is killed at once', {
  skip: noStrace,
}, (t) => {
  for (const when of ['7', '8', '9', '7+', '8+', '9+']) {
    const { acknowledged, refused, stored } = voteWithFailures(t, when, [
      '--votes',
      '50',
      '--die-when-refused',
    ]);
    assert.deepEqual(stored, acknowledged, `sync ${when}`);
    assert.equal(refused.length, 1, `sync ${when}`);
  }
});

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import Sqlite from 'better-sqlite3';
import { openDatabase } from '../../src/adapters/store/database.ts';
import { createRandom } from '../../src/core/random.ts';
import { databaseOptions } from '../adapters/store/fixture.ts';
import { LONG } from '../long.ts';
import { makeDirectory } from './process.ts';

const PROGRAM = fileURLToPath(new URL('./eventful.ts', import.meta.url));
const KILLS = LONG ? 60 : 8;
const LONGEST_LIFE_VOTES = 50; // ten events
const LONGEST_DELAY_MS = 30; // an event takes as long

interface Life {
  votes: number;
  delayMs: number;
}

/** Runs the program until it is killed, `delayMs` after so many votes; gives those it said were stored. */
async function runAndKill(directory: string, { votes, delayMs }: Life): Promise<string[]> {
  const child = spawn(process.execPath, ['--import', 'tsx', PROGRAM, directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const acknowledged: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    if (line !== 'open') acknowledged.push(line.replace(/^ack /, ''));
    if (acknowledged.length === votes) setTimeout(() => child.kill('SIGKILL'), delayMs);
  }
  if (child.signalCode === null) await once(child, 'exit');
  assert.equal(child.signalCode, 'SIGKILL');
  return acknowledged;
}

function votesIn(path: string): string[] {
  const db = new Sqlite(path, { readonly: true });
  try {
    return db.prepare<[], string>("SELECT boot_id || ' ' || mono_ms FROM votes").pluck().all();
  } finally {
    db.close();
  }
}

test('killed again and again while it begins events, a box has every vote once, in a whole database', async (t) => {
  const directory = makeDirectory(t);
  const random = createRandom(20260624);
  const acknowledged: string[] = [];
  for (let kill = 0; kill < KILLS; kill += 1) {
    const votes = Math.floor(random() * LONGEST_LIFE_VOTES);
    const delayMs = random() * LONGEST_DELAY_MS;
    acknowledged.push(...(await runAndKill(directory, { votes, delayMs })));
    const database = openDatabase(databaseOptions(join(directory, 'box.db')));
    assert.equal(database.warning, null);
    database.close();
  }
  const databases = readdirSync(directory).filter((name) => /^box.*\.db(-\d+)?$/.test(name));
  for (const name of databases) {
    const aside = openDatabase(databaseOptions(join(directory, name)));
    assert.equal(aside.warning, null, name);
    aside.close();
  }
  const kept = databases.flatMap((name) => votesIn(join(directory, name)));
  assert.equal(new Set(kept).size, kept.length, 'no vote is in two');
  const found = new Set(kept);
  assert.deepEqual(
    acknowledged.filter((vote) => !found.has(vote)),
    [],
  );
  assert.ok(databases.length > KILLS, `${databases.length} databases, ${acknowledged.length} votes`);
});

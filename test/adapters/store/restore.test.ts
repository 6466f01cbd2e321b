import assert from 'node:assert/strict';
import fs from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { backUp } from '../../../src/adapters/store/backup.ts';
import { openDatabase } from '../../../src/adapters/store/database.ts';
import { holdDirectory } from '../../../src/adapters/store/lock.ts';
import { openReader } from '../../../src/adapters/store/reading.ts';
import { type Restored, restore } from '../../../src/adapters/store/restore.ts';
import { HUB_MARK } from '../../../src/core/marks.ts';
import {
  appendVotes,
  databaseOptions,
  fillDatabase,
  NOW,
  query,
  sampleVote,
  tamper,
  temporaryDirectory,
} from './fixture.ts';
import { watchSteps } from './steps.ts';

const ASIDE = 'box-20260624T100000Z.db';
const [BACKED_UP, THERE] = [20, 30];
const EPOCHS = 'SELECT first_seq, machine, why FROM epochs ORDER BY first_seq';

/** A box that was killed with 30 votes, and a backup of another one with 20. */
async function sample(t: TestContext) {
  const directory = temporaryDirectory(t);
  const other = temporaryDirectory(t);
  fillDatabase(join(other, 'box.db'), BACKED_UP);
  const backup = join(other, 'backup.db');
  await backUp(join(other, 'box.db'), backup, NOW);
  const path = join(directory, 'box.db');
  const killed = openDatabase(databaseOptions(join(other, 'killed.db')));
  appendVotes(killed, THERE);
  for (const suffix of ['', '-wal']) fs.copyFileSync(join(other, `killed.db${suffix}`), path + suffix);
  killed.close();
  return { directory, path, backup, options: { path, backup, machine: 'board-1', at: NOW } };
}

/** How many votes, and whether the chain is whole, as `votes verify` finds it. */
function verify(path: string): { votes: number; breaks: number } {
  const reader = openReader(path);
  try {
    assert.equal(reader.structure(), null);
    const { votes, breaks } = reader.verify();
    return { votes, breaks: breaks.length };
  } finally {
    reader.close();
  }
}

const databasesIn = (directory: string) =>
  fs
    .readdirSync(directory)
    .filter((name) => !/lock$|-wal$|-shm$/.test(name))
    .sort();

test('a restored box goes on behind the last vote of the backup, in a new epoch', async (t) => {
  const { directory, path, options } = await sample(t);
  const { epoch, digest, ...restored } = await restore(options);
  const aside = join(directory, ASIDE);
  assert.deepEqual(restored, { kind: 'box', votes: BACKED_UP, lastSeq: BACKED_UP, aside });
  assert.deepEqual(query(path, 'SELECT lower(hex(digest)) AS d FROM votes WHERE seq = 20'), [{ d: digest }]);
  const database = openDatabase(databaseOptions(path));
  assert.equal(database.warning, null);
  assert.equal(database.append(sampleVote(1)).seq, BACKED_UP + 1);
  database.close();
  assert.deepEqual(query(path, EPOCHS), [
    { first_seq: 1, machine: 'board-1', why: 'new' },
    { first_seq: BACKED_UP + 1, machine: 'board-1', why: 'restore' },
  ]);
  assert.deepEqual(query(path, 'SELECT epoch FROM epochs WHERE first_seq > 1'), [{ epoch }]);
  assert.deepEqual(
    [verify(path), verify(aside)],
    [
      { votes: BACKED_UP + 1, breaks: 0 },
      { votes: THERE, breaks: 0 },
    ],
  );
  assert.deepEqual(databasesIn(directory), [ASIDE, 'box.db']);
});

test('a box that never ran takes a backup, and the backup stays what it is', async (t) => {
  const { backup } = await sample(t);
  const path = join(temporaryDirectory(t), 'box.db');
  const bytes = fs.readFileSync(backup);
  const { aside } = await restore({ path, backup, machine: 'board-2', at: NOW });
  assert.equal(aside, null);
  assert.deepEqual(verify(path), { votes: BACKED_UP, breaks: 0 });
  assert.deepEqual(fs.readFileSync(backup), bytes);
});

test('a damaged database is kept as it was found, its log too', async (t) => {
  const { directory, path, options } = await sample(t);
  const log = fs.readFileSync(`${path}-wal`);
  fs.writeFileSync(path, '');
  const { aside } = await restore(options);
  assert.equal(aside, join(directory, ASIDE));
  assert.deepEqual(fs.readFileSync(`${aside}-wal`), log);
  assert.deepEqual(verify(path), { votes: BACKED_UP, breaks: 0 });
});

test('two restores keep both databases that were there', async (t) => {
  const { directory, options } = await sample(t);
  await restore(options);
  const { aside } = await restore(options);
  assert.equal(aside, join(directory, `${ASIDE}-2`));
  assert.deepEqual(databasesIn(directory), [ASIDE, `${ASIDE}-2`, 'box.db']);
});

test('what stands against a restore is said in words, and nothing is touched', async (t) => {
  const { directory, path, backup, options } = await sample(t);
  const torn = `${backup}.torn`;
  fs.copyFileSync(backup, torn);
  tamper(torn, 'DELETE FROM votes WHERE seq = 9');
  const hub = `${backup}.hub`;
  tamper(hub, `PRAGMA application_id = ${HUB_MARK}; PRAGMA user_version = 1; CREATE TABLE votes (seq)`);
  const later = `${backup}.later`;
  fs.copyFileSync(backup, later);
  tamper(later, 'PRAGMA user_version = 99');
  const cases: readonly [change: Partial<typeof options>, trouble: string, message: RegExp][] = [
    [{ backup: `${backup}.none` }, 'missing', /^There is no file /],
    [{ backup: torn }, 'damaged', /torn is damaged \(vote 9 is missing and not declared lost\)\.$/],
    [{ backup: hub }, 'foreign', /is the database of a hub, which is put back by hand/],
    [{ path: hub }, 'foreign', /is the database of a hub, which is put back by hand/],
    [{ backup: later }, 'newer', /was written by a newer LikeBox/],
    [{ backup: path }, 'taken', /is the database itself, not a backup of it\.$/],
    [{ path: join(directory, 'none', 'box.db') }, 'missing', /^There is no directory .*none\./],
  ];
  for (const [change, trouble, message] of cases) {
    await assert.rejects(restore({ ...options, ...change }), { trouble, message });
  }
  assert.deepEqual(databasesIn(directory), ['box.db']);
  assert.deepEqual(verify(path), { votes: THERE, breaks: 0 });
});

test('while a box runs on the data directory, a restore is refused', async (t) => {
  const { directory, path, options } = await sample(t);
  const lock = holdDirectory(path);
  t.after(() => lock.release());
  await assert.rejects(restore(options), {
    trouble: 'held',
    message: `A box is running on ${directory}. Stop it, then restore.`,
  });
  assert.deepEqual(databasesIn(directory), ['box.db']);
});

/** Restores, and calls `before` ahead of every rename and sync; gives what it threw, or what it gave. */
async function restoreStepwise(
  t: TestContext,
  options: Parameters<typeof restore>[0],
  before: (step: number) => void,
): Promise<Restored | Error> {
  const end = watchSteps(t, before);
  try {
    return await restore(options);
  } catch (error) {
    assert.ok(error instanceof Error);
    return error;
  } finally {
    end();
  }
}

/** What a start of the box finds: `aside 20` or `30`, for the votes of each database that is there. */
function afterStart(directory: string): string {
  const database = openDatabase(databaseOptions(join(directory, 'box.db')));
  const counted = database.lastSeq();
  assert.equal(database.warning, null);
  assert.equal(database.append(sampleVote(1)).seq, counted + 1);
  database.close();
  const names = databasesIn(directory);
  const isRestored = names.includes(ASIDE);
  assert.deepEqual(names, isRestored ? [ASIDE, 'box.db'] : ['box.db']);
  assert.deepEqual(verify(join(directory, 'box.db')), { votes: counted + 1, breaks: 0 });
  return isRestored ? `${verify(join(directory, ASIDE)).votes} aside, ${counted}` : String(counted);
}

const [AS_BEFORE, RESTORED] = [`${THERE}`, `${THERE} aside, ${BACKED_UP}`];

test('killed between any two steps, the box has the old database or the restored one, and nothing is lost', async (t) => {
  const { directory, options } = await sample(t);
  const left: string[] = [];
  await restoreStepwise(t, options, () => {
    const copy = join(temporaryDirectory(t), 'left');
    fs.cpSync(directory, copy, { recursive: true });
    left.push(copy);
  });
  const found = left.map(afterStart);
  assert.deepEqual([...new Set(found)], [AS_BEFORE, RESTORED]);
  assert.ok(found.length >= 8, `${found.length} steps`);
});

test('whatever step fails, the next start has one of the two whole, and a second restore ends', async (t) => {
  let steps = 0;
  await restoreStepwise(t, (await sample(t)).options, (step) => {
    steps = step;
  });
  for (let failing = 1; failing <= steps; failing += 1) {
    for (const next of ['start', 'restore'] as const) {
      const { directory, options } = await sample(t);
      const outcome = await restoreStepwise(t, options, (step) => {
        if (step === failing) throw Object.assign(new Error('i/o error'), { code: 'EIO' });
      });
      assert.ok(outcome instanceof Error, `step ${failing}`);
      if (next === 'start') {
        assert.ok([AS_BEFORE, RESTORED].includes(afterStart(directory)), `step ${failing}`);
      } else {
        await restore(options);
        const votes = databasesIn(directory).map((name) => verify(join(directory, name)).votes);
        assert.ok(votes.includes(THERE) && votes.includes(BACKED_UP), `step ${failing}: ${votes}`);
      }
    }
  }
});

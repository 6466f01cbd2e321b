import assert from 'node:assert/strict';
import fs, { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { inspect } from '../../../src/adapters/store/backup.ts';
import { openStore } from '../../../src/adapters/store/client.ts';
import { keepBackup } from '../../../src/adapters/store/keeping.ts';
import { createBackupThread } from '../../../src/adapters/store/nightly.ts';
import { createFakeClock } from '../../fakes/clock.ts';
import { databaseOptions, fillDatabase, NOW, sampleVote, temporaryDirectory } from './fixture.ts';

const DAY = 86_400_000;

function sample(t: TestContext, votes: number) {
  const directory = temporaryDirectory(t);
  const path = join(directory, 'box.db');
  fillDatabase(path, votes);
  const kept = join(directory, 'backup');
  const keep = (at: number, box = 'box-07') => keepBackup({ path, directory: kept, box, at });
  return { path, kept, keep };
}

const nameOf = (day: number, box = 'box-07') => `${box}-202606${day}T100000Z.db`;

test('the newest seven backups of a box are kept, and all that is not its own', async (t) => {
  const { kept, keep } = sample(t, 3);
  mkdirSync(kept);
  const others = [
    'box-07-notes.txt',
    'box-07x-20200101T000000Z.db',
    'box-08-20200101T000000Z.db',
    'photo.jpg',
  ];
  for (const name of others) writeFileSync(join(kept, name), '');
  for (let night = 0; night < 6; night += 1) await keep(NOW - (5 - night) * DAY);
  for (const name of ['box-07-20250101T000000Z.db', 'box-07-20250102T000000Z.db-2']) {
    writeFileSync(join(kept, name), '');
  }
  await keep(NOW + DAY);
  const own = [19, 20, 21, 22, 23, 24, 25].map((day) => nameOf(day));
  assert.deepEqual(readdirSync(kept).sort(), [...own, ...others].sort());
});

test('a backup stays that a wrong clock dated before all others', async (t) => {
  const { kept, keep } = sample(t, 3);
  for (let night = 0; night < 7; night += 1) await keep(NOW + night * DAY);
  await keep(0);
  const own = [25, 26, 27, 28, 29, 30].map((day) => nameOf(day));
  assert.deepEqual(readdirSync(kept).sort(), ['box-07-19700101T000000Z.db', ...own]);
});

test('what a power cut left half written goes, of this box only', async (t) => {
  const { kept, keep } = sample(t, 3);
  mkdirSync(kept);
  const [ours, theirs] = [`${nameOf(20)}.writing`, `${nameOf(20, 'box-08')}.writing`];
  for (const name of [ours, `${ours}-journal`, theirs]) writeFileSync(join(kept, name), 'half');
  await keep(NOW);
  assert.deepEqual(readdirSync(kept).sort(), [nameOf(24), theirs]);
});

test('a disk that would have less than a tenth free gets no backup, and keeps the older ones', async (t) => {
  const { kept, keep } = sample(t, 3);
  await keep(NOW);
  t.mock.method(fs, 'statfsSync', () => ({ bavail: 109, blocks: 1000, bsize: 4096 }));
  syncBuiltinESMExports();
  t.after(() => {
    t.mock.restoreAll();
    syncBuiltinESMExports();
  });
  await assert.rejects(keep(NOW + DAY), {
    trouble: 'full',
    message: `The disk that holds ${kept} has no room for a backup: 10 % of it stay free. Remove what is not needed.`,
  });
  assert.deepEqual(readdirSync(kept), [nameOf(24)]);
});

test('a stick that was pulled gets no folder in its place', async (t) => {
  const { path, kept } = sample(t, 3);
  const directory = join(kept, 'likebox', 'backup');
  await assert.rejects(keepBackup({ path, directory, box: 'box-07', at: NOW }), { trouble: 'missing' });
  assert.equal(existsSync(kept), false);
});

test('in its thread a backup is made while votes are stored, and the store goes on', async (t) => {
  const directory = temporaryDirectory(t);
  const path = join(directory, 'box.db');
  const { box, machine, rule } = databaseOptions(path);
  const clock = createFakeClock({ wallAt: NOW });
  const store = openStore({ path, box, machine, rule, clock, log: { info() {}, warn() {}, error() {} } });
  await store.start();
  t.after(() => store.stop());
  for (let n = 1; n <= 50; n += 1) await store.append(sampleVote(n));
  const thread = createBackupThread({ clock, path, box });
  let isOver = false;
  const made = thread.keep(join(directory, 'backup')).finally(() => {
    isOver = true;
  });
  let meanwhile = 0;
  for (; !isOver; meanwhile += 1) assert.ok((await store.append(sampleVote(meanwhile))).stored);
  const backup = await made;
  assert.ok(backup.votes >= 50 && backup.votes <= 50 + meanwhile, `${backup.votes} votes`);
  assert.equal(inspect(backup.path).votes, backup.votes);
  assert.deepEqual(await store.startEvent('next', NOW), join(directory, 'box-20260624T100000Z.db'));
});

test('a thread says in words what failed, ends at a stop, and is given up when a stick answers no more', async (t) => {
  const directory = temporaryDirectory(t);
  const path = join(directory, 'box.db');
  const clock = createFakeClock({ wallAt: NOW });
  const thread = createBackupThread({ clock, path, box: 'box-07' });
  const kept = join(directory, 'backup');
  await assert.rejects(thread.keep(kept), { message: /^There is no file .*box\.db\.$/ });
  fillDatabase(path, 3000);
  const stopped = assert.rejects(thread.keep(kept), { message: `The backup in ${kept} was given up.` });
  await thread.stop();
  await stopped;
  const slow = assert.rejects(thread.keep(kept), { message: `The backup in ${kept} took too long.` });
  clock.advance(15 * 60_000);
  await slow;
  assert.equal(clock.openTimers(), 0);
});

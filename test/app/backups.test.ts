import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createBackups } from '../../src/app/backups.ts';
import { createFaults } from '../../src/app/faults.ts';

const silent = { info() {}, warn() {} };

/** Backups in places that a test lets fail. */
function sample() {
  const [made, failing]: [string[], Map<string, string>] = [[], new Map()];
  let sticks: readonly string[] = [];
  let release: (() => void) | null = null;
  let waits = false;
  const faults = createFaults({ now: () => 0, onChange() {}, log: silent });
  const backups = createBackups({
    async keep(directory) {
      made.push(directory);
      if (waits) {
        await new Promise<void>((resolve) => {
          release = resolve;
        });
      }
      const why = failing.get(directory);
      if (why !== undefined) throw new Error(why);
      return { path: `${directory}/a.db`, votes: 1 };
    },
    end: async () => release?.(),
    directory: '/data/backup',
    onSticks: async () => sticks,
    faults,
    log: silent,
  });
  return {
    ...{ backups, made, failing },
    faults: () => faults.list().map(({ id, severity, message }) => [id, severity, message]),
    plug: (...places: string[]) => {
      sticks = places;
    },
    wait: () => {
      waits = true;
    },
  };
}

test('a backup is made beside the database, and on each stick', async () => {
  const { backups, made, faults, plug } = sample();
  await backups.run();
  plug('/media/a', '/media/b');
  await backups.run();
  assert.deepEqual(made, ['/data/backup', '/data/backup', '/media/a', '/media/b']);
  assert.deepEqual(faults(), []);
});

test('what fails is a fault in words until it succeeds, and keeps no other place from its backup', async () => {
  const { backups, made, faults, failing, plug } = sample();
  plug('/media/a', '/media/b');
  failing.set('/data/backup', 'The disk is full.').set('/media/a', 'The stick is worn.');
  await backups.run();
  assert.deepEqual(made, ['/data/backup', '/media/a', '/media/b']);
  assert.deepEqual(faults(), [
    ['backup', 'warning', 'No backup last night. The disk is full.'],
    ['backup-usb', 'warning', 'No backup last night. The stick is worn.'],
  ]);
  failing.clear();
  await backups.run();
  assert.deepEqual(faults(), []);
});

test('a stick that failed and is gone is no fault any more', async () => {
  const { backups, faults, failing, plug } = sample();
  plug('/media/a');
  failing.set('/media/a', 'The stick is worn.');
  await backups.run();
  assert.equal(faults().length, 1);
  plug();
  await backups.run();
  assert.deepEqual(faults(), []);
});

test('one at a time; a stop ends it, says nothing and lets nothing follow', async () => {
  const { backups, made, faults, failing, plug, wait } = sample();
  plug('/media/a');
  failing.set('/data/backup', 'It was given up.');
  wait();
  const running = backups.run();
  await backups.run();
  await backups.stop();
  await running;
  await backups.run();
  assert.deepEqual([made, faults()], [['/data/backup'], []]);
});

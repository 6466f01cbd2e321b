import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFaults } from '../../src/app/faults.ts';

function createWorld() {
  const world = { at: 1_000.4, changes: 0, logged: [] as string[] };
  const note = (level: string) => (fields: object, message: string) =>
    world.logged.push(`${level} ${JSON.stringify(fields)} ${message}`);
  const faults = createFaults({
    now: () => world.at,
    onChange: () => {
      world.changes += 1;
    },
    log: { warn: note('warn'), info: note('info') },
  });
  return { world, faults };
}

test('a fault is listed from when it began, and logged when it begins and ends', () => {
  const { world, faults } = createWorld();
  faults.set('store', 'error', 'The disk is full.');
  assert.deepEqual(faults.list(), [
    { id: 'store', severity: 'error', message: 'The disk is full.', sinceAt: 1_000 },
  ]);
  faults.clear('store');
  assert.deepEqual(faults.list(), []);
  assert.deepEqual(
    [world.changes, world.logged],
    [2, ['warn {"fault":"store"} The disk is full.', 'info {"fault":"store"} fault is over']],
  );
});

test('the same fault again, or the end of none, is no news', () => {
  const { world, faults } = createWorld();
  faults.set('store', 'error', 'The disk is full.');
  faults.set('store', 'error', 'The disk is full.');
  faults.clear('web');
  assert.deepEqual([world.changes, world.logged.length, faults.list().length], [1, 1, 1]);
});

test('a fault in other words, or of another weight, is news of a fault that began before', () => {
  const { world, faults } = createWorld();
  faults.set('store', 'warning', 'Almost full.');
  world.at = 2_000;
  faults.set('store', 'warning', 'Full.');
  faults.set('store', 'error', 'Full.');
  assert.deepEqual(faults.list(), [{ id: 'store', severity: 'error', message: 'Full.', sinceAt: 1_000 }]);
  assert.deepEqual([world.changes, world.logged.length], [3, 3]);
});

test('faults are listed in the order in which they began', () => {
  const { world, faults } = createWorld();
  for (const [at, id] of [
    [3_000, 'c'],
    [1_000, 'a'],
    [2_000, 'b'],
  ] as const) {
    world.at = at;
    faults.set(id, 'warning', id);
  }
  world.at = 9_000;
  faults.set('a', 'warning', 'reworded');
  assert.deepEqual(
    faults.list().map(({ id }) => id),
    ['a', 'b', 'c'],
  );
});

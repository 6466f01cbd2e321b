import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createCollector } from '../../../src/app/hub/collector.ts';
import type { Batch } from '../../../src/core/hub/records.ts';
import { createFakeClock } from '../../fakes/clock.ts';

const batch = (box: string, acked = 0): Batch => ({
  ...{ box, epoch: 'e', firstSeq: 1, machine: box, onto: { acked, digest: '' } },
  ...{ votes: [], tally: [], basis: 0, boots: [] },
});

/** A store that refuses what these boxes send, and notes what it is given. */
function createRig(refused: readonly string[]) {
  const clock = createFakeClock({ wallAt: 0 });
  const groups: string[] = [];
  const logged: unknown[] = [];
  const collector = createCollector({
    clock,
    log: { error: ({ boxes }: { boxes?: unknown }) => void logged.push(boxes) },
    votes: {
      async append(batches) {
        groups.push(batches.map(({ box, onto }) => `${box} ${onto.acked}`).join(', '));
        if (batches.some(({ box }) => refused.includes(box))) throw new Error('The database refuses this.');
        return batches.map(() => 'stored');
      },
    },
  });
  return { clock, collector, groups, logged };
}

test('a batch that the database refuses takes down what follows it in its own log, and nobody else', async () => {
  const { clock, collector, groups, logged } = createRig(['b']);
  const batches = [batch('a'), batch('b'), batch('b', 1), batch('c'), batch('a', 1)];
  const answers = Promise.all(batches.map(collector.add));
  clock.advance(0);
  assert.deepEqual(await answers, ['stored', 'failed', 'failed', 'stored', 'stored']);
  assert.deepEqual(groups, ['a 0, b 0, b 1, c 0, a 1', 'a 0', 'b 0', 'c 0', 'a 1']);
  assert.deepEqual(logged, [['a', 'b', 'c'], ['b']]);
});

test('a store that takes nothing is not asked for every batch of a group', async () => {
  const boxes = Array.from({ length: 40 }, (_, index) => `box-${index}`);
  const { clock, collector, groups, logged } = createRig(boxes);
  const answers = Promise.all(boxes.map((box) => collector.add(batch(box))));
  clock.advance(0);
  assert.deepEqual(
    await answers,
    boxes.map(() => 'failed'),
  );
  assert.deepEqual(groups.slice(1), ['box-0 0', 'box-1 0', 'box-2 0']);
  assert.deepEqual(logged[0], boxes.slice(0, 10));
  await collector.idle();
});

test('a batch that came alone is not tried twice', async () => {
  const { clock, collector, groups } = createRig(['a']);
  const answer = collector.add(batch('a'));
  clock.advance(0);
  assert.deepEqual([await answer, groups], ['failed', ['a 0']]);
});

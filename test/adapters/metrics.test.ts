import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMetrics } from '../../src/adapters/metrics.ts';
import type { BoxState, Fault } from '../../src/core/state.ts';
import { parseMetrics } from '../fakes/prometheus.ts';
import { stateWith } from '../fakes/state.ts';

function createWorld() {
  const world = { state: stateWith({}) };
  const metrics = createMetrics(() => world.state);
  const own = async () => {
    const { samples } = parseMetrics((await metrics.render()).text);
    return Object.fromEntries([...samples].filter(([name]) => name.startsWith('likebox_')));
  };
  return { world, metrics, own };
}

const button = (counts: Partial<BoxState['buttons']['plus']>) => ({
  ...stateWith({}).buttons.plus,
  ...counts,
});

const QUIET = {
  'likebox_presses_total{button="plus"}': 0,
  'likebox_presses_total{button="minus"}': 0,
  'likebox_noise_total{button="plus"}': 0,
  'likebox_noise_total{button="minus"}': 0,
  'likebox_repeats_total{button="plus"}': 0,
  'likebox_repeats_total{button="minus"}': 0,
  'likebox_votes_total{button="plus"}': 0,
  'likebox_votes_total{button="minus"}': 0,
  likebox_failed_votes_total: 0,
};

const counters = (samples: Record<string, number>) =>
  Object.fromEntries(Object.entries(samples).filter(([name]) => !name.startsWith('likebox_commit_seconds')));

test('a quiet box counts nothing, and says so', async () => {
  const { metrics, own } = createWorld();
  assert.deepEqual(counters(await own()), QUIET);
  assert.match((await metrics.render()).type, /^text\/plain; version=0\.0\.4/);
});

test('every number is the one of the state now, however often it is asked', async () => {
  const { world, own } = createWorld();
  await own();
  const faults: Fault[] = [{ id: 'web', severity: 'warning', message: 'in use', sinceAt: 0 }];
  world.state = stateWith({
    buttons: {
      plus: button({ presses: 5, noise: 3, repeats: 2 }),
      minus: button({ presses: 4, noise: 1 }),
    },
    votes: { plus: 105, minus: 54, total: 159 },
    failed: 7,
    faults,
  });
  await own();
  assert.deepEqual(counters(await own()), {
    ...QUIET,
    'likebox_presses_total{button="plus"}': 5,
    'likebox_presses_total{button="minus"}': 4,
    'likebox_noise_total{button="plus"}': 3,
    'likebox_noise_total{button="minus"}': 1,
    'likebox_repeats_total{button="plus"}': 2,
    'likebox_votes_total{button="plus"}': 105,
    'likebox_votes_total{button="minus"}': 54,
    likebox_failed_votes_total: 7,
    'likebox_faults{id="web",severity="warning"}': 1,
  });
  world.state = stateWith({});
  assert.deepEqual(counters(await own()), QUIET);
});

test('commits are counted by how long they took, in seconds', async () => {
  const { metrics, own } = createWorld();
  for (const ms of [1.5, 4, 40, 400]) metrics.commit(ms);
  const samples = await own();
  const bucket = (le: string) => samples[`likebox_commit_seconds_bucket{le="${le}"}`];
  assert.deepEqual(
    ['0.001', '0.002', '0.005', '0.05', '0.3', '1', '+Inf'].map(bucket),
    [0, 1, 2, 3, 3, 4, 4],
  );
  assert.equal(samples.likebox_commit_seconds_count, 4);
  assert.ok(Math.abs((samples.likebox_commit_seconds_sum ?? 0) - 0.4455) < 1e-9);
});

test('every metric has a type and a sentence, and the process is measured too', async () => {
  const { metrics } = createWorld();
  const { samples, types, helps } = parseMetrics((await metrics.render()).text);
  assert.deepEqual(
    [...types].filter(([name]) => name.startsWith('likebox_')),
    [
      ['likebox_commit_seconds', 'histogram'],
      ['likebox_presses_total', 'counter'],
      ['likebox_noise_total', 'counter'],
      ['likebox_repeats_total', 'counter'],
      ['likebox_votes_total', 'counter'],
      ['likebox_failed_votes_total', 'counter'],
      ['likebox_faults', 'gauge'],
    ],
  );
  assert.deepEqual([...types.keys()], [...helps.keys()]);
  assert.ok((samples.get('process_resident_memory_bytes') ?? 0) > 1_000_000);
});

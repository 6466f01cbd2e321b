import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMetrics } from '../../../src/adapters/metrics/box.ts';
import type { HealthFrame } from '../../../src/core/link/frames.ts';
import type { BoxState, Fault } from '../../../src/core/state.ts';
import { parseMetrics } from '../../fakes/prometheus.ts';
import { stateWith } from '../../fakes/state.ts';

function createWorld() {
  const world: { state: BoxState; vitals: Pick<HealthFrame, 'disk' | 'temperature'> } = {
    state: stateWith({}),
    vitals: { disk: null, temperature: null },
  };
  const metrics = createMetrics(
    () => world.state,
    async () => world.vitals,
  );
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

const clock = (quality: string) =>
  Object.fromEntries(
    ['synced', 'hub', 'manual', 'rtc', 'unset'].map((each) => [
      `likebox_clock_quality{quality="${each}"}`,
      each === quality ? 1 : 0,
    ]),
  );

const QUIET = {
  'likebox_info{box="box-07",room="Amphi A",version="0.1.0"}': 1,
  'likebox_button_stuck{button="plus"}': 0,
  'likebox_button_stuck{button="minus"}': 0,
  likebox_clock_timestamp_seconds: 0,
  ...clock('synced'),
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
      ['likebox_info', 'gauge'],
      ['likebox_presses_total', 'counter'],
      ['likebox_noise_total', 'counter'],
      ['likebox_repeats_total', 'counter'],
      ['likebox_button_stuck', 'gauge'],
      ['likebox_votes_total', 'counter'],
      ['likebox_failed_votes_total', 'counter'],
      ['likebox_faults', 'gauge'],
      ['likebox_clock_quality', 'gauge'],
      ['likebox_clock_timestamp_seconds', 'gauge'],
      ['likebox_link_state', 'gauge'],
      ['likebox_queued_votes', 'gauge'],
      ['likebox_disk_free_bytes', 'gauge'],
      ['likebox_disk_size_bytes', 'gauge'],
      ['likebox_temperature_celsius', 'gauge'],
    ],
  );
  assert.deepEqual([...types.keys()], [...helps.keys()]);
  assert.ok((samples.get('process_resident_memory_bytes') ?? 0) > 1_000_000);
});

test('clock, link, queue, disk and temperature are told, and what is not known is not told', async () => {
  const { world, own } = createWorld();
  const at = 1_782_291_600_500;
  const hub = { code: null, url: null, why: null, lastAckAt: null };
  world.state = stateWith({
    clock: { at, quality: 'unset', timezone: 'Europe/Paris' },
    hub: { ...hub, state: 'away', queued: 12 },
  });
  world.vitals = { disk: { freeBytes: 2e9, totalBytes: 8e9 }, temperature: -3.5 };
  const link = (state: string) =>
    Object.fromEntries(
      ['pairing', 'refused', 'unreachable', 'changed-key', 'linked', 'away'].map((each) => [
        `likebox_link_state{state="${each}"}`,
        each === state ? 1 : 0,
      ]),
    );
  assert.deepEqual(counters(await own()), {
    ...QUIET,
    ...clock('unset'),
    ...link('away'),
    likebox_clock_timestamp_seconds: 1_782_291_600.5,
    likebox_queued_votes: 12,
    likebox_disk_free_bytes: 2e9,
    likebox_disk_size_bytes: 8e9,
    likebox_temperature_celsius: -3.5,
  });
  world.state = stateWith({});
  world.vitals = { disk: null, temperature: null };
  assert.deepEqual(counters(await own()), QUIET);
});

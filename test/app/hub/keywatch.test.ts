import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFaults } from '../../../src/app/faults.ts';
import { createKeyWatch } from '../../../src/app/hub/keywatch.ts';
import type { BoxRecord, LastHealth } from '../../../src/core/hub/records.ts';
import { createFakeClock } from '../../fakes/clock.ts';

const DAY_MS = 86_400_000;
const NOW = 100 * DAY_MS;

function createWorld() {
  const clock = createFakeClock({ wallAt: NOW });
  const faults = createFaults({ now: clock.wallAt, onChange() {}, log: { info() {}, warn() {} } });
  const world = {
    clock,
    faults,
    shown: { spkiSha256: 'aa', endsAt: NOW + 1_000 * DAY_MS },
    secrets: new Map<string, string>(),
    boxes: [] as BoxRecord[],
    healths: [] as LastHealth[],
    linked: new Set<string>(),
    isDown: false,
    said: () => faults.list().map(({ id, message }) => [id, message]),
  };
  const watch = createKeyWatch({
    clock,
    faults,
    identity: async () => world.shown,
    linked: () => world.linked,
    store: {
      async secret(key, make) {
        if (world.isDown) throw new Error('down');
        const kept = world.secrets.get(key) ?? (await make());
        world.secrets.set(key, kept);
        return kept;
      },
      fleet: { boxes: async () => world.boxes, healths: async () => world.healths } as never,
    },
  });
  return { ...world, world, watch };
}

function pairedAt(box: string, at: number, revokedAt: number | null = null): BoxRecord {
  return { box, pairedAt: at, revokedAt } as BoxRecord;
}

const REFUSED = (boxes: string) => [
  'hub-key',
  `The hub shows another key than the one these boxes were paired with, so they refuse it: ${boxes}. Give it the old certificate again (tls in hub.toml), or pair them anew.`,
];

test('boxes that stay away since the hub shows another key are a fault, until they are back', async () => {
  const { world, watch, clock, said } = createWorld();
  watch.start();
  await clock.pass(30_000);
  world.boxes = [
    pairedAt('box-01', NOW + 60_000),
    pairedAt('box-02', NOW + 60_000),
    pairedAt('box-03', 0, 5),
  ];
  await clock.pass(3_600_000);
  assert.deepEqual(said(), [], 'with the key that they were paired with');

  world.shown = { ...world.shown, spkiSha256: 'bb' };
  await clock.pass(30_000);
  assert.deepEqual(said(), [REFUSED('box-01, box-02')]);
  world.linked.add('box-01');
  await clock.pass(30_000);
  assert.deepEqual(said(), [REFUSED('box-02')]);
  world.boxes = [pairedAt('box-01', NOW), pairedAt('box-02', clock.wallAt())];
  await clock.pass(30_000);
  assert.deepEqual(said(), []);
  watch.stop();
  assert.equal(clock.openTimers(), 0);
});

test('a box that has been here with the new key may be away for other reasons', async () => {
  const { world, watch, clock, said } = createWorld();
  world.boxes = [pairedAt('box-01', NOW - DAY_MS), pairedAt('box-02', NOW - DAY_MS)];
  world.healths = [
    { box: 'box-01', at: NOW + DAY_MS } as LastHealth,
    { box: 'box-02', at: NOW - 1 } as LastHealth,
  ];
  watch.start();
  await clock.pass(30_000);
  assert.deepEqual(said(), [REFUSED('box-02')]);
  watch.stop();
});

test('a long list of boxes is cut', async () => {
  const { world, watch, clock, said } = createWorld();
  world.boxes = Array.from({ length: 40 }, (_, i) => pairedAt(`b${i}`, 0));
  watch.start();
  await clock.pass(30_000);
  assert.deepEqual(said(), [REFUSED('b0, b1, b2, b3, b4 and 35 more')]);
  watch.stop();
});

test('a certificate that ends within two weeks is a fault', async () => {
  const { world, watch, clock, said } = createWorld();
  world.shown = { ...world.shown, endsAt: NOW + 14 * DAY_MS + 60_000 };
  watch.start();
  await clock.pass(30_000);
  assert.deepEqual(said(), []);
  await clock.pass(30_000);
  assert.deepEqual(said(), [
    [
      'hub-certificate',
      'The certificate of the hub ends on 1970-04-25: browsers refuse it from then on. Put a new one in its place and start the hub again.',
    ],
  ]);
  watch.stop();
});

test('while the store does not answer nothing is said, and it is asked again', async () => {
  const { world, watch, clock, said } = createWorld();
  world.boxes = [pairedAt('box-01', 0)];
  world.isDown = true;
  watch.start();
  await clock.pass(60_000);
  assert.deepEqual(said(), []);
  world.isDown = false;
  await clock.pass(30_000);
  assert.deepEqual(said(), [REFUSED('box-01')]);
  watch.stop();
});

test('a box that is paired right after the start, and leaves, is not accused', async () => {
  const { world, watch, clock, said } = createWorld();
  watch.start();
  await clock.pass(5_000);
  world.boxes = [pairedAt('box-01', NOW + 5_000)];
  await clock.pass(120_000);
  assert.deepEqual(said(), []);
  watch.stop();
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClockWatch } from '../../src/app/clockwatch.ts';
import type { Boot } from '../../src/core/vote.ts';
import { createFakeClock } from '../fakes/clock.ts';

const NOW = Date.parse('2026-06-24T10:00:00Z');
const BUILT = Date.parse('2026-06-01T00:00:00Z');

function createWorld() {
  const clock = createFakeClock({ wallAt: NOW, monoMs: 5_000 });
  const sources = { synced: false, rtcAt: null as number | null, asked: 0 };
  const found: Pick<Boot, 'wallOffsetMs' | 'quality'>[] = [];
  const watch = createClockWatch({
    clock,
    readSources: async () => {
      sources.asked += 1;
      return { synced: sources.synced, rtcAt: sources.rtcAt };
    },
    builtAt: BUILT,
    improve: (better) => found.push(better),
  });
  return { clock, sources, found, watch };
}

test('a clock that nobody has set is looked at again, and taken when a time server has set it', async () => {
  const { clock, sources, found, watch } = createWorld();
  watch.start();
  await clock.pass(25_000);
  assert.deepEqual([sources.asked, found], [3, []]);
  clock.stepWall(3_600_000);
  sources.synced = true;
  await clock.pass(10_000);
  assert.deepEqual(found, [{ wallOffsetMs: NOW - 5_000 + 3_600_000, quality: 'synced' }]);
  await clock.pass(60_000);
  assert.deepEqual([sources.asked, clock.openTimers()], [4, 0]);
});

test('a clock from the chip is taken, and a time server is still waited for', async () => {
  const { clock, sources, found, watch } = createWorld();
  sources.rtcAt = NOW;
  watch.start();
  await clock.pass(0);
  sources.synced = true;
  await clock.pass(10_000);
  assert.deepEqual(
    found.map(({ quality }) => quality),
    ['rtc', 'synced'],
  );
});

test('without a network for long, it is asked less often', async () => {
  const { clock, sources, watch } = createWorld();
  watch.start();
  await clock.pass(300_000);
  assert.equal(sources.asked, 30);
  await clock.pass(600_000);
  assert.equal(sources.asked, 40);
  watch.stop();
});

test('stopped, also while it asks, it takes nothing and leaves no timer', async () => {
  const { clock, sources, found, watch } = createWorld();
  sources.synced = true;
  watch.start();
  watch.stop();
  await clock.pass(60_000);
  assert.deepEqual([found, clock.openTimers()], [[], 0]);
});

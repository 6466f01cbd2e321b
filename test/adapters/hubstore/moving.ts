import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Attribution, HubVotes } from '../../../src/app/hub/ports.ts';
import type { Change } from '../../../src/core/hub/records.ts';
import { createRandom } from '../../../src/core/random.ts';
import { type Boot, CLOCK_QUALITIES } from '../../../src/core/vote.ts';
import type { OpenVotes } from './appending.ts';
import { BOOT, batchOf, bootsById, bySlots, cast, castMany, createLog, type TestLog } from './material.ts';

const SLOTS = bySlots(0, 10_000);
const WIDER = bySlots(1, 60_000);
const ORDER: Change = {
  kind: 'order',
  order: { kind: 'delay', room: 'Amphi A', delayMs: 60_000 },
  at: 1,
  who: 'ann',
};

/** What every store of votes does with changes of what they count for. */
export function testMoving(name: string, open: OpenVotes): void {
  test(`${name}: a change moves the tally of the votes in its scope, and becomes the basis`, async () => {
    const votes = await open();
    const [first, second] = [castMany(createLog('box-1'), 70), castMany(createLog('box-2'), 70)];
    await votes.append([batchOf(first, 1, 70, SLOTS), batchOf(second, 1, 70, SLOTS)]);
    assert.equal(await votes.change(ORDER, SLOTS, WIDER, {}), true);
    const tally = await votes.tally();
    assert.deepEqual(tally, await votes.recount(WIDER));
    assert.deepEqual(
      tally.map(({ sessionId }) => sessionId),
      ['Amphi A 16', 'Amphi A 17', 'Amphi A 16', 'Amphi A 17'],
    );
    assert.equal(await votes.change(ORDER, SLOTS, bySlots(9, 1), {}), false);
    assert.deepEqual(await votes.tally(), tally);
    const more = castMany(createLog('box-3'), 1);
    assert.deepEqual(await votes.append([batchOf(more, 1, 1, SLOTS), batchOf(more, 1, 1, WIDER)]), [
      'moved',
      'stored',
    ]);
  });

  test(`${name}: votes outside of the scope stay where they are counted`, async () => {
    const votes = await open();
    const [first, second] = [castMany(createLog('box-1'), 70), castMany(createLog('box-2'), 70)];
    cast(first, { bootId: 'boot-2' });
    const boots = bootsById(BOOT, { bootId: 'boot-2', wallOffsetMs: 0, quality: 'unset' });
    await votes.append([batchOf(first, 1, 71, SLOTS, boots), batchOf(second, 1, 70, SLOTS)]);
    const moved = bySlots(1, 10_000, { 'box-1': 'Amphi B', 'box-2': 'Amphi B' });
    const span = { fromAt: 1_020_000, toAt: 1_040_000 };
    assert.equal(await votes.change(ORDER, SLOTS, moved, { box: 'box-1', span }), true);
    const there = (await votes.tally()).filter(({ sessionId }) => sessionId.startsWith('Amphi B'));
    assert.deepEqual(
      there.map(({ box, sessionId, plus, minus }) => [box, sessionId, plus + minus]),
      [
        ['box-1', 'Amphi B 102', 10],
        ['box-1', 'Amphi B 103', 10],
      ],
    );
  });

  test(`${name}: the better time of a boot moves its votes, and a worse one changes nothing`, async () => {
    const votes = await open();
    const log = castMany(createLog('box-1'), 20);
    castMany(log, 20, { bootId: 'boot-2' });
    const unset: Boot = { bootId: 'boot-2', wallOffsetMs: 0, quality: 'unset' };
    await votes.append([batchOf(log, 1, 40, SLOTS, bootsById(BOOT, unset))]);
    const improve = (...boots: Boot[]) =>
      votes.change({ kind: 'boots', box: 'box-1', boots }, SLOTS, SLOTS, {
        box: 'box-1',
        bootIds: boots.map(({ bootId }) => bootId),
      });
    const steps: { found: Boot; stored: Boot }[] = [
      {
        found: { ...unset, wallOffsetMs: 2e6, quality: 'manual' },
        stored: { ...unset, wallOffsetMs: 2e6, quality: 'manual' },
      },
      {
        found: { ...unset, wallOffsetMs: 3e6, quality: 'rtc' },
        stored: { ...unset, wallOffsetMs: 2e6, quality: 'manual' },
      },
      {
        found: { ...unset, wallOffsetMs: 4e6, quality: 'manual' },
        stored: { ...unset, wallOffsetMs: 4e6, quality: 'manual' },
      },
      {
        found: { ...unset, wallOffsetMs: 5e6, quality: 'synced' },
        stored: { ...unset, wallOffsetMs: 5e6, quality: 'synced' },
      },
      {
        found: { ...unset, wallOffsetMs: 6e6, quality: 'hub' },
        stored: { ...unset, wallOffsetMs: 5e6, quality: 'synced' },
      },
    ];
    for (const { found, stored } of steps) {
      assert.equal(await improve(found), true);
      assert.deepEqual(await votes.boots(), [
        { box: 'box-1', ...BOOT },
        { box: 'box-1', ...stored },
      ]);
      assert.deepEqual(await votes.tally(), await votes.recount(SLOTS));
    }
    assert.equal(await improve({ ...BOOT, bootId: 'boot-3' }), true);
    assert.equal((await votes.boots()).length, 3);
    const stale = bySlots(5, 10_000);
    assert.equal(
      await votes.change({ kind: 'boots', box: 'box-1', boots: [BOOT] }, stale, stale, { box: 'box-1' }),
      false,
    );
    cast(log, { bootId: 'boot-2' });
    assert.deepEqual(await votes.append([batchOf(log, 41, 41, SLOTS, bootsById(BOOT, unset))]), ['moved']);
  });

  test(`${name}: a marked log is left out of scans, and its digests and head stay`, async () => {
    const votes = await open();
    const [first, second] = [castMany(createLog('box-1'), 3), castMany(createLog('box-2'), 3)];
    cast(second, { bootId: 'boot-2' });
    const boots = bootsById(BOOT, { bootId: 'boot-2', wallOffsetMs: 0, quality: 'unset' });
    await votes.append([batchOf(first, 1, 3, SLOTS), batchOf(second, 1, 4, SLOTS, boots)]);
    const scan = async (timeless: boolean) => {
      const found: string[] = [];
      await votes.scan({ fromAt: 1_002_000, toAt: 1_003_000, timeless }, (rows) => {
        for (const { box, seq, correctedAt } of rows) found.push(`${box} ${seq} ${correctedAt}`);
      });
      return found;
    };
    assert.deepEqual(await scan(false), ['box-1 2 1002000', 'box-2 2 1002000']);
    assert.deepEqual(await scan(true), ['box-1 2 1002000', 'box-2 2 1002000', 'box-2 4 null']);
    await votes.mark('box-1', 'epoch-1', { forkedAt: 77 });
    await votes.mark('box-1', 'epoch-1', { leftOut: true });
    assert.deepEqual(await scan(true), ['box-2 2 1002000', 'box-2 4 null']);
    const [head] = await votes.heads('box-1');
    assert.deepEqual([head?.acked, head?.forkedAt, head?.leftOut], [3, 77, true]);
    assert.deepEqual(await votes.tally(), await votes.recount(SLOTS));
    await votes.mark('box-1', 'epoch-1', { leftOut: false });
    assert.equal((await scan(false)).length, 2);
  });

  for (const seed of [1, 2, 3, 4]) {
    test(`${name}: after whatever order of appends and changes the tally is a recount (seed ${seed})`, async () => {
      await runRandom(await open(), seed);
    });
  }
}

interface World {
  votes: HubVotes;
  logs: TestLog[];
  boots: Map<string, Map<string, Boot>>;
  attribution: Attribution;
  random: () => number;
}

async function runRandom(votes: HubVotes, seed: number): Promise<void> {
  const random = createRandom(seed);
  const logs = ['box-1', 'box-1', 'box-2', 'box-3'].map((box, index) => createLog(box, `epoch-${index}`));
  const world: World = { votes, logs, boots: new Map(), attribution: bySlots(0, 10_000), random };
  for (let step = 0; step < 60; step += 1) {
    const dice = random();
    if (dice < 0.6) await appendSome(world);
    else if (dice < 0.85) await improveSome(world);
    else await changeSome(world);
    assert.deepEqual(await votes.tally(), await votes.recount(world.attribution), `step ${step}`);
  }
  const acked = (await votes.heads()).reduce((sum, head) => sum + head.acked, 0);
  let exported = 0;
  await votes.export((rows) => {
    exported += rows.length;
  });
  assert.equal(exported, acked);
}

/** Some of the batches are good, some repeat, some leave a gap. */
async function appendSome({ votes, logs, boots, attribution, random }: World): Promise<void> {
  const group = logs.map((log) => {
    const bootId = `boot-${Math.floor(random() * 3)}`;
    castMany(log, 1 + Math.floor(random() * 8), { bootId, source: random() < 0.1 ? 'test' : 'button' });
    const known = boots.get(log.box) ?? new Map<string, Boot>();
    boots.set(log.box, known);
    for (const vote of log.votes) {
      if (!known.has(vote.bootId)) {
        known.set(vote.bootId, { bootId: vote.bootId, wallOffsetMs: 0, quality: 'unset' });
      }
    }
    const from = 1 + Math.floor(random() * log.votes.length);
    return batchOf(log, random() < 0.5 ? 1 : from, log.votes.length, attribution, known);
  });
  const heads = await votes.heads();
  const whole = logs.map((log) => {
    const acked = heads.find(({ epoch }) => epoch === log.epoch)?.acked ?? 0;
    return batchOf(log, acked + 1, log.votes.length, attribution, boots.get(log.box));
  });
  await votes.append(random() < 0.5 ? group : whole);
}

async function improveSome({ votes, logs, boots, attribution, random }: World): Promise<void> {
  const log = logs[Math.floor(random() * logs.length)];
  const box = log?.box ?? '';
  const found = [0, 1, 2].map((n) => ({
    bootId: `boot-${n}`,
    wallOffsetMs: Math.floor(random() * 1_000_000),
    quality: CLOCK_QUALITIES[Math.floor(random() * CLOCK_QUALITIES.length)] ?? 'unset',
  }));
  const scope = { box, bootIds: found.map(({ bootId }) => bootId) };
  assert.equal(
    await votes.change({ kind: 'boots', box, boots: found }, attribution, attribution, scope),
    true,
  );
  boots.set(box, bootsById(...(await votes.boots(box)).map(({ box: _, ...boot }) => boot)));
}

async function changeSome(world: World): Promise<void> {
  const { votes, attribution, random } = world;
  const rooms = random() < 0.5 ? { 'box-2': `Amphi ${Math.floor(random() * 3)}` } : {};
  const next = bySlots(attribution.basis + 1, 5_000 * (1 + Math.floor(random() * 5)), rooms);
  assert.equal(await votes.change(ORDER, attribution, next, {}), true);
  world.attribution = next;
}

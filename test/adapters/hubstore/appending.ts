import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HubVotes } from '../../../src/app/hub/ports.ts';
import { BOOT, batchOf, bootsById, bySlots, cast, castMany, createLog, wholeOf } from './material.ts';

/** Opens votes of an event of their own, empty. */
export type OpenVotes = () => Promise<HubVotes>;

const SLOTS = bySlots(0, 10_000);

/** What every store of votes does with batches, the one in memory included. */
export function testAppending(name: string, open: OpenVotes): void {
  test(`${name}: an appended batch is there with its head, boot and tally`, async () => {
    const votes = await open();
    const log = castMany(createLog('box-1'), 12);
    assert.deepEqual(await votes.append([batchOf(log, 1, 12, SLOTS)]), ['stored']);
    const last = log.votes.at(-1);
    const head = { box: 'box-1', epoch: 'epoch-1', firstSeq: 1, acked: 12, digest: last?.digest };
    assert.deepEqual(await votes.heads(), [
      { ...head, machine: 'board of box-1', forkedAt: null, leftOut: false },
    ]);
    assert.deepEqual(await votes.boots(), [{ box: 'box-1', ...BOOT }]);
    const whole = await wholeOf(votes, SLOTS);
    const kept = { box: 'box-1', epoch: 'epoch-1', leftOut: false };
    assert.deepEqual(
      whole.exported,
      log.votes.map((vote) => ({ ...vote, ...kept, correctedAt: 1_000_000 + vote.monoMs })),
    );
    assert.deepEqual(whole.tally, [
      { box: 'box-1', epoch: 'epoch-1', kind: 'session', sessionId: 'Amphi A 100', plus: 6, minus: 3 },
      { box: 'box-1', epoch: 'epoch-1', kind: 'session', sessionId: 'Amphi A 101', plus: 2, minus: 1 },
    ]);
    assert.deepEqual(whole.recount, whole.tally);
  });

  test(`${name}: batches of one log follow each other within one group`, async () => {
    const votes = await open();
    const log = castMany(createLog('box-1'), 6);
    const group = [batchOf(log, 1, 2, SLOTS), batchOf(log, 3, 5, SLOTS), batchOf(log, 6, 6, SLOTS)];
    assert.deepEqual(await votes.append(group), ['stored', 'stored', 'stored']);
    assert.equal((await votes.heads('box-1'))[0]?.acked, 6);
  });

  test(`${name}: a gap, a repetition and another history write nothing, and take nobody down`, async () => {
    const votes = await open();
    const log = castMany(createLog('box-1'), 9);
    const other = castMany(createLog('box-2'), 2);
    await votes.append([batchOf(log, 1, 3, SLOTS)]);
    const fork = batchOf(log, 4, 6, SLOTS);
    const group = [
      batchOf(log, 5, 6, SLOTS),
      batchOf(log, 1, 3, SLOTS),
      batchOf(log, 2, 6, SLOTS),
      { ...fork, onto: { ...fork.onto, digest: 'f'.repeat(64) } },
      batchOf(other, 1, 2, SLOTS),
      batchOf(log, 4, 6, SLOTS),
      batchOf(log, 9, 9, SLOTS),
    ];
    const answers = await votes.append(group);
    assert.deepEqual(answers, ['moved', 'moved', 'moved', 'moved', 'stored', 'stored', 'moved']);
    const { exported, heads, tally, recount } = await wholeOf(votes, SLOTS);
    assert.deepEqual(
      heads.map(({ box, acked }) => [box, acked]),
      [
        ['box-1', 6],
        ['box-2', 2],
      ],
    );
    assert.equal(exported.length, 8);
    assert.deepEqual(tally, recount);
  });

  test(`${name}: a log whose history was found to differ takes no more votes, and others do`, async () => {
    const votes = await open();
    const log = castMany(createLog('box-1'), 4);
    const other = castMany(createLog('box-2'), 2);
    await votes.append([batchOf(log, 1, 2, SLOTS)]);
    await votes.mark('box-1', 'epoch-1', { forkedAt: 77 });
    const group = [batchOf(log, 3, 4, SLOTS), batchOf(other, 1, 2, SLOTS)];
    assert.deepEqual(await votes.append(group), ['moved', 'stored']);
    assert.equal((await votes.heads('box-1'))[0]?.acked, 2);
  });

  test(`${name}: a new log that does not begin at its beginning is refused, and leaves no trace`, async () => {
    const votes = await open();
    const log = castMany(createLog('box-1', 'epoch-2', 100), 3);
    const batch = batchOf(log, 102, 102, SLOTS);
    const trusted = { ...batch, onto: { acked: 101, digest: '' } };
    assert.deepEqual(await votes.append([batch, trusted]), ['moved', 'moved']);
    const whole = await wholeOf(votes, SLOTS);
    assert.deepEqual(whole, { exported: [], heads: [], boots: [], tally: [], recount: [] });
    assert.deepEqual(await votes.append([batchOf(log, 100, 102, SLOTS)]), ['stored']);
  });

  test(`${name}: a declared hole is stepped over`, async () => {
    const votes = await open();
    const log = castMany(createLog('box-1'), 6);
    log.votes = log.votes.filter(({ seq }) => seq !== 1 && seq !== 4);
    assert.deepEqual(await votes.append([batchOf(log, 1, 3, SLOTS), batchOf(log, 5, 6, SLOTS)]), [
      'stored',
      'stored',
    ]);
    assert.equal((await votes.heads())[0]?.acked, 6);
    assert.deepEqual(await votes.digests('box-1', 'epoch-1', null, 10), [
      { seq: 6, digest: log.votes[3]?.digest },
      { seq: 5, digest: log.votes[2]?.digest },
      { seq: 3, digest: log.votes[1]?.digest },
      { seq: 2, digest: log.votes[0]?.digest },
    ]);
    assert.deepEqual(await votes.digests('box-1', 'epoch-1', 5, 1), [
      { seq: 3, digest: log.votes[1]?.digest },
    ]);
    assert.deepEqual(await votes.digests('box-1', 'epoch-9', null, 10), []);
  });

  test(`${name}: a batch that was counted by another basis or other boots is refused`, async () => {
    const votes = await open();
    const log = castMany(createLog('box-1'), 9);
    await votes.append([batchOf(log, 1, 1, SLOTS)]);
    const later = bySlots(7, 10_000);
    const refused = [
      batchOf(log, 2, 2, later),
      batchOf(log, 2, 2, SLOTS, bootsById({ ...BOOT, wallOffsetMs: 1_000_001 })),
      batchOf(log, 2, 2, SLOTS, bootsById({ ...BOOT, quality: 'synced' })),
      batchOf(log, 2, 2, SLOTS, bootsById()),
    ];
    for (const batch of refused) assert.deepEqual(await votes.append([batch]), ['moved']);
    assert.equal((await votes.heads())[0]?.acked, 1);
    assert.deepEqual(await votes.boots(), [{ box: 'box-1', ...BOOT }]);
    assert.deepEqual(await votes.append([batchOf(log, 2, 9, SLOTS)]), ['stored']);
  });

  test(`${name}: when one of a group breaks the transaction, nothing of the group is there`, async () => {
    const votes = await open();
    const log = castMany(createLog('box-1'), 4);
    await votes.append([batchOf(log, 1, 1, SLOTS)]);
    const before = await wholeOf(votes, SLOTS);
    const other = createLog('box-2');
    castMany(other, 3);
    cast(other, { value: 0 as 1 });
    await assert.rejects(votes.append([batchOf(log, 2, 3, SLOTS), batchOf(other, 1, 4, SLOTS)]));
    assert.deepEqual(await wholeOf(votes, SLOTS), before);
    assert.deepEqual(await votes.append([batchOf(log, 2, 4, SLOTS)]), ['stored']);
    const after = await wholeOf(votes, SLOTS);
    assert.deepEqual([after.exported.length, after.heads[0]?.acked], [4, 4]);
    assert.deepEqual(after.tally, after.recount);
  });

  test(`${name}: a transaction ends after 5,000 rows, and what is left keeps its order`, async () => {
    const votes = await open();
    const log = castMany(createLog('box-1'), 5_600);
    const group = [
      batchOf(log, 1, 4_900, SLOTS),
      batchOf(log, 4_901, 5_500, SLOTS),
      batchOf(log, 5_501, 5_501, SLOTS),
    ];
    const answers = await votes.append(group);
    assert.deepEqual(answers, ['stored', 'later', 'later']);
    const [head] = await votes.heads();
    assert.equal(head?.acked, 4_900);
    assert.deepEqual(await votes.append(group.slice(1)), ['stored', 'stored']);
    const { exported, tally, recount } = await wholeOf(votes, SLOTS);
    assert.equal(exported.length, 5_501);
    assert.deepEqual(tally, recount);
  });

  test(`${name}: one batch is taken however large it is`, async () => {
    const votes = await open();
    const log = castMany(createLog('box-1'), 5_200);
    assert.deepEqual(await votes.append([batchOf(log, 1, 5_200, SLOTS)]), ['stored']);
  });

  test(`${name}: looks are those of one box where one is named, and in the order of the keys`, async () => {
    const votes = await open();
    for (const [box, epoch] of [
      ['box-2', 'b'],
      ['box-10', 'a'],
      ['box-2', 'a'],
      ['Box-2', 'a'],
    ] as const) {
      await votes.append([batchOf(castMany(createLog(box, epoch), 1), 1, 1, SLOTS)]);
    }
    const names = (await votes.heads()).map(({ box, epoch }) => `${box} ${epoch}`);
    assert.deepEqual(names, ['Box-2 a', 'box-10 a', 'box-2 a', 'box-2 b']);
    assert.deepEqual(
      (await votes.heads('box-2')).map(({ epoch }) => epoch),
      ['a', 'b'],
    );
    assert.deepEqual(await votes.boots('box-10'), [{ box: 'box-10', ...BOOT }]);
    assert.deepEqual(
      (await votes.tally()).map(({ box, epoch }) => `${box} ${epoch}`),
      names,
    );
  });
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createBasis, type Movement } from '../../../src/app/hub/basis.ts';
import { createHubProgrammes } from '../../../src/app/hub/programmes.ts';
import type { Change } from '../../../src/core/hub/records.ts';
import { MINUTE, NINE, openDesktop, RULE, TALKS } from './desktop.ts';

const at = (minutes: number) => NINE + minutes * MINUTE;

const instant = fc.integer({ min: 0, max: 120 }).map(at);
const room = fc.constantFrom('Amphi A', 'Amphi B', 'Cellar');
const box = fc.constantFrom('box-01', 'box-02');
const said = { at: at(30), who: 'ada' };

const change: fc.Arbitrary<Change> = fc.oneof(
  fc
    .record({ open: fc.integer({ min: 0, max: 30 }), close: fc.integer({ min: 0, max: 30 }) })
    .map(({ open, close }) => ({
      kind: 'rule' as const,
      rule: { openAfterMs: open * MINUTE, closeAfterMs: close * MINUTE },
    })),
  fc.record({ box, room, fromAt: instant, toAt: instant }).map((stood) => ({
    ...{ kind: 'correction' as const, ...said },
    correction: { kind: 'stood' as const, ...stood },
  })),
  fc.record({ alias: room, room }).map((alias) => ({
    ...{ kind: 'correction' as const, ...said },
    correction: { kind: 'alias' as const, ...alias },
  })),
  fc.nat(3).map((number) => ({ kind: 'undo-correction' as const, number, ...said })),
  fc.nat(3).map((number) => ({ kind: 'undo-order' as const, number, ...said })),
  fc.record({ room, delayMs: fc.integer({ min: 1, max: 60 }).map((one) => one * MINUTE) }).map((delay) => ({
    ...{ kind: 'order' as const, ...said },
    order: { kind: 'delay' as const, ...delay },
  })),
  fc.record({ session: fc.constantFrom('a', 'b', 'c'), room, startsAt: instant }).map((move) => ({
    ...{ kind: 'order' as const, ...said },
    order: { kind: 'move' as const, ...move },
  })),
  fc.record({ box, sinceAt: fc.option(instant) }).map((since) => ({ kind: 'take-since' as const, ...since })),
  fc.subarray(TALKS).map((sessions) => ({
    ...{ kind: 'programme' as const, origin: 'file', at: at(30), changes: '' },
    programme: { name: 'Conf', timezone: 'UTC', sessions },
  })),
);

test('after any changes the tally is what counting every vote anew gives', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(change, { maxLength: 6 }), async (changes) => {
      const { basis, store, cast, pair } = await openDesktop();
      for (const name of ['box-01', 'box-02']) {
        await pair(name);
        for (const place of ['Amphi A', 'Amphi B', 'Cellar']) {
          await cast(
            name,
            place,
            1,
            Array.from({ length: 25 }, (_, index) => at(index * 5)),
          );
        }
      }
      for (const one of changes) {
        await basis.change(one);
        assert.deepEqual(await store.votes.tally(), await store.votes.recount(basis.attribution()));
      }
    }),
    { numRuns: 60 },
  );
});

test('a change that another process was quicker than is worked out anew', async () => {
  const { store, basis, cast, pair } = await openDesktop();
  await pair('box-01');
  await cast('box-01', 'Amphi A', 1, [at(20), at(40)]);
  const other = createBasis({ store, rule: RULE });
  await other.reload();
  const stood = { kind: 'stood', box: 'box-01', room: 'Amphi B', fromAt: at(0), toAt: at(30) } as const;
  await basis.change({ kind: 'correction', correction: stood, ...said });
  await other.change({ kind: 'correction', correction: { ...stood, fromAt: at(30), toAt: at(60) }, ...said });
  await basis.reload();
  assert.equal(other.attribution().basis, basis.attribution().basis);
  assert.deepEqual(
    (await store.votes.tally()).map(({ sessionId, plus }) => [sessionId, plus]),
    [['b', 2]],
  );
});

test('what others have changed is told once, and a reading without news changes nothing', async () => {
  const { store, basis } = await openDesktop();
  const other = createBasis({ store, rule: RULE });
  await other.reload();
  const told: Movement[] = [];
  other.onChange((movement) => told.push(movement));
  await other.reload();
  const before = other.attribution();
  await basis.change({
    kind: 'order',
    order: { kind: 'delay', room: 'Amphi B', delayMs: 5 * MINUTE },
    ...said,
  });
  await Promise.all([other.reload(), other.reload()]);
  assert.notEqual(other.attribution(), before);
  assert.deepEqual(told, [{ kind: 'grounds', moved: { span: { fromAt: at(65), toAt: at(70) } } }]);
});

test('a change that others are always quicker than is given up with a sentence', async () => {
  const { store, basis } = await openDesktop();
  store.votes.change = async () => false;
  await assert.rejects(
    basis.change({ kind: 'undo-order', number: 1, ...said }),
    /^Error: Others change the same at the same time: try again\.$/,
  );
});

test('a change that is written is done, though the store does not answer afterwards', async () => {
  const { store, basis, cast, pair } = await openDesktop();
  await pair('box-01');
  await cast('box-01', 'Amphi A', 1, [at(20)]);
  const { pulse } = store;
  store.pulse = async () => {
    throw new Error('The database is gone.');
  };
  await basis.change({ kind: 'take-since', box: 'box-01', sinceAt: at(25) });
  store.pulse = pulse;
  await basis.reload();
  assert.deepEqual(basis.known().takenSince, new Map([['box-01', at(25)]]));
  assert.deepEqual(await store.votes.tally(), await store.votes.recount(basis.attribution()));
});

test('spans hold votes by the room that they count in, and one without a time may be in each', async () => {
  const { store, basis, cast, pair } = await openDesktop();
  await pair('box-01');
  const programmes = createHubProgrammes({ basis, store });
  await cast('box-01', 'Amphi A', 1, [at(20), at(40)]);
  const stood = { kind: 'stood', box: 'box-01', room: 'Amphi B', fromAt: at(0), toAt: at(30) } as const;
  await basis.change({ kind: 'correction', correction: stood, ...said });
  const spans = [
    { fromAt: at(10), toAt: at(30) },
    { fromAt: at(30), toAt: at(65) },
    { fromAt: at(65), toAt: at(99) },
  ];
  assert.deepEqual(
    [
      await programmes.spansWithVotes('Amphi A', spans),
      await programmes.spansWithVotes('Amphi B', spans),
      await programmes.spansWithVotes('Amphi A', []),
    ],
    [[false, true, false], [true, false, false], []],
  );
  store.votes.scan = async (_asked, onVotes) =>
    onVotes([
      {
        ...{ box: 'box-02', epoch: 'e', seq: 1, bootId: 'x', monoMs: 1, value: 1, room: 'Amphi A' },
        ...{ source: 'button', correctedAt: null },
      },
    ]);
  assert.deepEqual(await programmes.spansWithVotes('Amphi A', spans), [true, true, true]);
});

test('an order is kept with its number and noted with its words', async () => {
  const { store, basis } = await openDesktop();
  const { programmes } = createHubProgrammes({ basis, store });
  const order = { kind: 'cancel', session: 'a' } as const;
  assert.deepEqual(await programmes.adjust(order, at(30), 'ada'), {
    ...{ number: 1, at: at(30), who: 'ada', order, undone: null },
  });
  await programmes.undo(1, at(31), 'bob');
  assert.deepEqual(
    store.log.map(({ who, what }) => `${who}: ${what}`),
    ['ada: "Talk a" cancelled', 'bob: took back: "Talk a" cancelled'],
  );
  assert.deepEqual(basis.known().adjustments[0]?.undone, { at: at(31), who: 'bob' });
});

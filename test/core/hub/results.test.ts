import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createCounts } from '../../../src/core/hub/counts.ts';
import { createLedger, type Figures, NO_FIGURES } from '../../../src/core/hub/ledger.ts';
import { resultsOf, type SessionVotes } from '../../../src/core/hub/results.ts';
import type { TallyRow } from '../../../src/core/hub/tally.ts';
import { shareOf } from '../../../src/core/hub/wilson.ts';
import type { KnownSession } from '../../../src/core/programme.ts';
import { sessionWith } from '../../fakes/session.ts';
import { MINUTE } from './world.ts';

const TOTALS = { stored: 0, counted: 0, unassigned: 0, test: 0, before: 0, leftOut: 0 };
const round = (value: number) => Math.round(value * 1_000) / 1_000;

function talk(id: string, changed: Partial<KnownSession> = {}) {
  return sessionWith({ id, startsAt: 0, endsAt: 50 * MINUTE, ...changed });
}

function programmeOf(...sessions: KnownSession[]) {
  return { name: 'Conf', timezone: 'UTC', sessions };
}

function votesOf(votes: Record<string, [plus: number, minus: number, figures?: Partial<Figures>]>) {
  return ({ id }: KnownSession): SessionVotes => {
    const [plus, minus, figures] = votes[id] ?? [0, 0];
    return { plus, minus, figures: { ...NO_FIGURES, folded: { plus, minus }, ...figures } };
  };
}

test('199 of 200 is a share of .995, and at least .972', () => {
  const { value, low, high } = shareOf(199, 200);
  assert.deepEqual([value, round(low), round(high)], [0.995, 0.972, 0.999]);
});

test('the interval holds its share, inside of 0 and 1, and shrinks with more votes', () => {
  assert.deepEqual(
    [shareOf(0, 10), shareOf(10, 10), shareOf(5, 10)].map(({ low, high }) => [round(low), round(high)]),
    [
      [0, 0.278],
      [0.722, 1],
      [0.237, 0.763],
    ],
  );
  fc.assert(
    fc.property(fc.nat(5_000), fc.integer({ min: 1, max: 5_000 }), (plus, total) => {
      fc.pre(plus <= total);
      const [few, more] = [shareOf(plus, total), shareOf(plus * 10, total * 10)];
      for (const { low, value, high } of [few, more]) {
        assert.ok(low >= 0 && low <= value + 1e-12 && value <= high + 1e-12 && high <= 1);
      }
      assert.ok(more.high - more.low <= few.high - few.low);
    }),
  );
});

test('sessions come by their lower bound, and those with too few votes last, by their start', () => {
  const programme = programmeOf(
    talk('few', { startsAt: 5 * MINUTE }),
    talk('none'),
    talk('sure'),
    talk('lucky'),
    talk('even'),
  );
  const { sessions } = resultsOf(
    programme,
    votesOf({ few: [9, 0], sure: [199, 1], lucky: [10, 0], even: [100, 100] }),
    TOTALS,
  );
  assert.deepEqual(
    sessions.map(({ id, tooFew, share }) => [id, tooFew, share?.value ?? null]),
    [
      ['sure', false, 0.995],
      ['lucky', false, 1],
      ['even', false, 0.5],
      ['none', true, null],
      ['few', true, null],
    ],
  );
});

test('the votes of a relay are those of its talk, and a relay of nothing stands alone', () => {
  const programme = programmeOf(
    talk('main'),
    talk('overflow', { room: 'Amphi B', relayOf: 'main' }),
    talk('lost', { room: 'Amphi C', relayOf: 'gone' }),
  );
  const early = { early: 3, bursts: { count: 1, votes: 6 }, folded: { plus: 5, minus: 5 } };
  const { sessions } = resultsOf(programme, votesOf({ main: [20, 5], overflow: [10, 5, early] }), TOTALS);
  const [first, second, ...others] = sessions.map(({ share: _, ...rest }) => rest);
  const shown = { title: 'Talk main', speakers: [], room: 'Amphi A', startsAt: 0, endsAt: 50 * MINUTE };
  assert.deepEqual(first, {
    id: 'main',
    ...shown,
    cancelled: false,
    withdrawn: false,
    counted: 40,
    plus: 30,
    minus: 10,
    tooFew: false,
    bursts: { count: 1, votes: 6 },
    foldedShare: 25 / 35,
    early: 3,
  });
  assert.deepEqual([second?.id, others], ['lost', []]);
});

test('what was cancelled, withdrawn or takes no votes is listed only when it has some', () => {
  const programme = programmeOf(
    talk('a', { cancelled: true }),
    talk('b', { cancelled: true }),
    talk('c', { withdrawn: true }),
    talk('d', { withdrawn: true }),
    talk('e', { votable: false, kind: 'break' }),
    talk('f', { votable: false }),
  );
  const { sessions } = resultsOf(programme, votesOf({ a: [1, 0], c: [1, 0], f: [0, 1] }), TOTALS);
  assert.deepEqual(
    sessions.map(({ id }) => id),
    ['a', 'c', 'f'],
  );
});

const row: fc.Arbitrary<TallyRow> = fc
  .record({
    box: fc.constantFrom('box-01', 'box-02'),
    epoch: fc.constantFrom('e1', 'e2'),
    kind: fc.constantFrom('session' as const, 'unassigned' as const, 'test' as const, 'before' as const),
    sessionId: fc.constantFrom('a', 'b', 'relay'),
    plus: fc.nat(50),
    minus: fc.nat(50),
  })
  .map((one) => ({ ...one, sessionId: one.kind === 'session' ? one.sessionId : '' }));

test('the totals reconcile, also while votes come in, and the sessions have all that is counted', () => {
  const programme = programmeOf(talk('a'), talk('b'), talk('relay', { relayOf: 'a', room: 'Amphi B' }));
  fc.assert(
    fc.property(fc.array(row), fc.array(row), fc.boolean(), (stored, later, leavesOut) => {
      const counts = createCounts();
      counts.reset(stored, (box, epoch) => leavesOut && box === 'box-01' && epoch === 'e1');
      for (const one of later) counts.add(one.box, [one]);
      const totals = counts.totals();
      const { counted, unassigned, test: tests, before, leftOut } = totals;
      const sum = [...stored, ...later].reduce((total, { plus, minus }) => total + plus + minus, 0);
      assert.equal(totals.stored, sum);
      assert.equal(counted + unassigned + tests + before + leftOut, totals.stored);
      assert.equal(counts.storedOf('box-01') + counts.storedOf('box-02'), sum);
      const { sessions } = resultsOf(
        programme,
        ({ id }) => ({ ...counts.of(id), figures: NO_FIGURES }),
        totals,
      );
      assert.equal(
        sessions.reduce((total, session) => total + session.counted, 0),
        counted,
      );
    }),
  );
});

test('a ledger says the same in whatever order its votes come, and folds no more than it has', () => {
  const vote = fc.tuple(
    fc.constantFrom('box-01', 'box-02'),
    fc.constantFrom(1 as const, -1 as const),
    fc.nat(90_000),
  );
  fc.assert(
    fc.property(fc.array(vote, { maxLength: 60 }), (votes) => {
      const [inOrder, asDrawn] = [createLedger(), createLedger()];
      for (const [box, value, at] of votes) asDrawn.add(box, value, at);
      for (const [box, value, at] of votes.toSorted((a, b) => a[2] - b[2])) inOrder.add(box, value, at);
      const { folded, bursts, early } = asDrawn.figures(45_000);
      assert.deepEqual(
        [inOrder.figures(45_000), inOrder.minutes()],
        [{ folded, bursts, early }, asDrawn.minutes()],
      );
      assert.equal(folded.plus + folded.minus, votes.length - bursts.votes + bursts.count);
      assert.equal(early, votes.filter(([, , at]) => at < 45_000).length);
      const minutes = asDrawn.minutes().reduce((sum, { plus, minus }) => sum + plus + minus, 0);
      assert.equal(minutes, votes.length);
    }),
  );
});

test('a burst on one button counts as one vote beside those of the other box and the other button', () => {
  const ledger = createLedger();
  for (let press = 0; press < 8; press += 1) ledger.add('box-01', -1, press * 500);
  for (let press = 0; press < 4; press += 1) ledger.add('box-01', 1, press * 500);
  for (let press = 0; press < 4; press += 1) ledger.add('box-02', 1, press * 500);
  assert.deepEqual(ledger.figures(1_000), {
    bursts: { count: 1, votes: 8 },
    folded: { plus: 8, minus: 1 },
    early: 6,
  });
});

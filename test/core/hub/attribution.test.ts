import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Countable } from '../../../src/core/hub/tally.ts';
import { sessionAt, votingSessions } from '../../../src/core/window.ts';
import { sessionWith } from '../../fakes/session.ts';
import { BOXES, countingOf, kept, MINUTE, ROOMS, RULE, sessions } from './world.ts';

const BOOT = { bootId: 'boot-1', wallOffsetMs: 0, quality: 'synced' as const };

function voteAt(minutes: number, changed: Partial<Countable> = {}): Countable {
  const base = { box: 'box-01', bootId: 'boot-1', value: 1 as const, room: 'Amphi A' };
  return { ...base, monoMs: minutes * MINUTE, source: 'button', ...changed };
}

const TALKS = [
  sessionWith({ id: 'a', startsAt: 0, endsAt: 60 * MINUTE }),
  sessionWith({ id: 'b', startsAt: 0, endsAt: 60 * MINUTE, room: 'Amphi B' }),
];

test('for every instant a vote counts for what sessionAt says', () => {
  fc.assert(
    fc.property(sessions, (drawn) => {
      const counting = countingOf(drawn);
      const programme = { name: '', timezone: 'UTC', sessions: drawn };
      for (const room of ROOMS) {
        const votable = votingSessions(programme, room);
        for (let minutes = 0; minutes < 420; minutes += 0.5) {
          const expected = sessionAt(votable, minutes * MINUTE, RULE)?.id ?? null;
          const found = counting.of(voteAt(minutes, { room }), BOOT);
          assert.deepEqual(
            found,
            expected === null
              ? { kind: 'unassigned', sessionId: '' }
              : { kind: 'session', sessionId: expected },
          );
        }
      }
    }),
    { numRuns: 100 },
  );
});

test('a test vote, a vote without time or room, and one from before its box was taken count for no session', () => {
  const counting = countingOf(TALKS, { takenSince: new Map([['box-02', 30 * MINUTE]]) });
  const unset = { ...BOOT, quality: 'unset' as const };
  assert.deepEqual(
    [
      counting.of(voteAt(20, { source: 'test' }), BOOT),
      counting.of(voteAt(20), undefined),
      counting.of(voteAt(20), unset),
      counting.of(voteAt(20, { room: null }), BOOT),
      counting.of(voteAt(20, { room: 'Cellar' }), BOOT),
      counting.of(voteAt(20, { box: 'box-02' }), BOOT),
      counting.of(voteAt(20, { box: 'box-02', room: null }), BOOT),
      counting.of(voteAt(30, { box: 'box-02' }), BOOT),
      counting.of(voteAt(30, { source: 'simulator' }), BOOT),
    ].map(({ kind, sessionId }) => `${kind} ${sessionId}`.trim()),
    [
      'test',
      'unassigned',
      'unassigned',
      'unassigned',
      'unassigned',
      'before',
      'before',
      'session a',
      'session a',
    ],
  );
});

test('where a box stood is what was said last and not taken back, from its first instant to before its last', () => {
  const corrections = kept([
    { kind: 'stood', box: 'box-01', room: 'Amphi B', fromAt: 20 * MINUTE, toAt: 40 * MINUTE },
    { kind: 'stood', box: 'box-01', room: 'Cellar', fromAt: 25 * MINUTE, toAt: 30 * MINUTE },
    { kind: 'stood', box: 'box-01', room: 'Nowhere', fromAt: 0, toAt: 90 * MINUTE },
  ]);
  const [, , third] = corrections;
  if (third !== undefined) third.undone = { at: 1, who: 'bob' };
  const counting = countingOf(TALKS, { corrections });
  assert.deepEqual(
    [19, 20, 24, 25, 29, 30, 39, 40].map((minutes) => counting.of(voteAt(minutes), BOOT).sessionId),
    ['a', 'b', 'b', '', '', 'b', 'b', 'a'],
  );
  assert.equal(counting.of(voteAt(20, { box: 'box-02' }), BOOT).sessionId, 'a');
});

test('an alias makes a room of the programme of what boxes say, through a name that was itself given up', () => {
  const counting = countingOf(TALKS, {
    corrections: kept([
      { kind: 'alias', alias: 'Salle 1', room: 'Grand Amphi' },
      { kind: 'alias', alias: 'Grand Amphi', room: 'Amphi A' },
      { kind: 'alias', alias: 'Grand Amphi', room: 'Amphi B' },
      { kind: 'alias', alias: 'x', room: 'y' },
      { kind: 'alias', alias: 'y', room: 'x' },
      { kind: 'stood', box: 'box-02', room: 'Grand Amphi', fromAt: 0, toAt: 90 * MINUTE },
    ]),
  });
  const sessionOf = (changed: Partial<Countable>) => counting.of(voteAt(20, changed), BOOT).sessionId;
  assert.deepEqual(
    [
      sessionOf({ room: 'Salle 1' }),
      sessionOf({ room: 'Grand Amphi' }),
      sessionOf({ room: 'x' }),
      sessionOf({ box: 'box-02' }),
      counting.roomAt(voteAt(20, { room: 'Salle 1' }), 0),
      counting.roomAt(voteAt(20, { box: 'box-02' }), null),
    ],
    ['b', 'b', '', 'b', 'Amphi B', 'Amphi A'],
  );
});

test('two rooms whose names boxes mix up can be exchanged', () => {
  const counting = countingOf(TALKS, {
    corrections: kept([
      { kind: 'alias', alias: 'Amphi A', room: 'Amphi B' },
      { kind: 'alias', alias: 'Amphi B', room: 'Amphi A' },
    ]),
  });
  const found = ROOMS.map((room) => counting.of(voteAt(20, { room }), BOOT).sessionId);
  assert.deepEqual(found, ['b', 'a']);
});

test('a million votes are attributed in well under a few seconds', () => {
  const many = Array.from({ length: 400 }, (_, index) =>
    sessionWith({
      id: `s${index}`,
      room: `Room ${index % 20}`,
      startsAt: index * 10 * MINUTE,
      endsAt: (index * 10 + 50) * MINUTE,
    }),
  );
  const counting = countingOf(many, {
    corrections: kept(BOXES.map((box) => ({ kind: 'stood', box, room: 'Room 1', fromAt: 0, toAt: MINUTE }))),
  });
  const votes = Array.from({ length: 1_000 }, (_, index) =>
    voteAt(index * 4, { room: `Room ${index % 20}` }),
  );
  const began = process.hrtime.bigint();
  let counted = 0;
  for (let round = 0; round < 1_000; round += 1) {
    for (const vote of votes) if (counting.of(vote, BOOT).kind === 'session') counted += 1;
  }
  const ms = Number(process.hrtime.bigint() - began) / 1e6;
  assert.ok(counted > 0);
  assert.ok(ms < 5_000, `${Math.round(ms)} ms`);
});

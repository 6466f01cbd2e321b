import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { movedBetween } from '../../../src/core/hub/scope.ts';
import { sessionWith } from '../../fakes/session.ts';
import { BOXES, corrections, countingOf, kept, MINUTE, sessions, takenSince } from './world.ts';

const TALKS = [
  sessionWith({ id: 'a', startsAt: 0, endsAt: 60 * MINUTE }),
  sessionWith({ id: 'b', startsAt: 100 * MINUTE, endsAt: 160 * MINUTE }),
];

test('no vote outside of what has moved counts otherwise', () => {
  const grounds = fc.record({ sessions, corrections, takenSince });
  fc.assert(
    fc.property(grounds, fc.option(grounds), fc.boolean(), (one, other, keepsSessions) => {
      const before = countingOf(one.sessions, one);
      const next = other ?? one;
      const after = countingOf(keepsSessions ? one.sessions : next.sessions, next);
      const { box, span } = movedBetween(before, after);
      for (const voter of BOXES) {
        for (const room of ['Amphi A', 'Amphi B', 'Hall', 'Salle 1', null]) {
          for (let at = -MINUTE; at < 420 * MINUTE; at += 2.5 * MINUTE) {
            if (span.fromAt <= at && at < span.toAt && (box === undefined || box === voter)) continue;
            const vote = { box: voter, room, source: 'button' as const };
            assert.deepEqual(before.keyAt(vote, at), after.keyAt(vote, at));
          }
        }
      }
    }),
    { numRuns: 300 },
  );
});

test('a later end of one talk moves what lies around its window and nothing else', () => {
  const later = TALKS.map((talk) => (talk.id === 'b' ? { ...talk, endsAt: 170 * MINUTE } : talk));
  assert.deepEqual(movedBetween(countingOf(TALKS), countingOf(later)), {
    span: { fromAt: 175 * MINUTE, toAt: 185 * MINUTE },
  });
});

test('a correction of one box moves the votes of that box alone, and nothing moves when nothing has changed', () => {
  const stood = { kind: 'stood', box: 'box-01', room: 'Hall', fromAt: 5, toAt: 9 } as const;
  const corrected = countingOf(TALKS, { corrections: kept([stood]) });
  assert.deepEqual(
    [movedBetween(countingOf(TALKS), corrected), movedBetween(corrected, corrected)],
    [{ box: 'box-01', span: { fromAt: 5, toAt: 9 } }, { span: { fromAt: 0, toAt: 0 } }],
  );
});

test('votes from before a box was taken reach back without end', () => {
  const since = countingOf(TALKS, { takenSince: new Map([['box-02', 7]]) });
  assert.deepEqual(movedBetween(countingOf(TALKS), since), {
    box: 'box-02',
    span: { fromAt: Number.MIN_SAFE_INTEGER, toAt: 7 },
  });
});

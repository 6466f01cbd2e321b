import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { turnsAmong, turnsOf } from '../../src/core/turns.ts';
import { sessionAt } from '../../src/core/window.ts';
import { sessionWith } from '../fakes/session.ts';

const MINUTE = 60_000;
const RULE = { openAfterMs: 10 * MINUTE, closeAfterMs: 15 * MINUTE };

const instant = fc.integer({ min: 0, max: 400 }).map((minutes) => minutes * MINUTE);
const session = fc.record({
  id: fc.string({ maxLength: 2 }),
  startsAt: instant,
  minutes: fc.integer({ min: 0, max: 120 }),
  closedFromAt: fc.option(instant, { freq: 3 }),
  listedFromAt: fc.option(instant, { freq: 2 }),
});

test('turns say for every instant what sessionAt says', () => {
  fc.assert(
    fc.property(fc.uniqueArray(session, { selector: ({ id }) => id, maxLength: 10 }), (drawn) => {
      const sessions = drawn.map(({ minutes, ...one }) => ({
        ...one,
        endsAt: one.startsAt + minutes * MINUTE,
      }));
      const turns = turnsAmong(sessions, RULE);
      for (let at = 0; at < 560 * MINUTE; at += MINUTE / 2) {
        const found = turns.filter(({ fromAt, toAt }) => fromAt <= at && at < toAt);
        assert.deepEqual(
          found.map((turn) => turn.session.id),
          [sessionAt(sessions, at, RULE)?.id].filter((id) => id !== undefined),
        );
      }
    }),
    { numRuns: 300 },
  );
});

test('a long session has a turn before and one after the short one inside it, and each room its own', () => {
  const at = (minutes: number) => minutes * MINUTE;
  const sessions = [
    sessionWith({ id: 'long', startsAt: 0, endsAt: at(180) }),
    sessionWith({ id: 'short', startsAt: at(60), endsAt: at(80) }),
    sessionWith({ id: 'other', startsAt: at(60), endsAt: at(80), room: 'B' }),
    sessionWith({ id: 'break', startsAt: at(90), endsAt: at(100), votable: false }),
  ];
  assert.deepEqual(
    turnsOf({ name: '', timezone: 'UTC', sessions }, RULE).map((turn) => [
      turn.session.id,
      turn.fromAt / MINUTE,
      turn.toAt / MINUTE,
    ]),
    [
      ['long', 10, 70],
      ['short', 70, 95],
      ['long', 95, 195],
      ['other', 70, 95],
    ],
  );
});

import fc from 'fast-check';
import { createAttribution, type Grounds } from '../../../src/core/hub/attribution.ts';
import type { Correction, KeptCorrection } from '../../../src/core/hub/orders.ts';
import type { KnownSession } from '../../../src/core/programme.ts';
import { sessionWith } from '../../fakes/session.ts';

export const MINUTE = 60_000;
export const RULE = { openAfterMs: 10 * MINUTE, closeAfterMs: 15 * MINUTE };

export const ROOMS = ['Amphi A', 'Amphi B'];
export const BOXES = ['box-01', 'box-02'];

export function kept(corrections: readonly Correction[]): KeptCorrection[] {
  return corrections.map((correction, index) => ({
    number: index + 1,
    at: 0,
    who: 'ada',
    correction,
    undone: null,
  }));
}

/** An attribution of these sessions, with what the test changes. */
export function countingOf(sessions: readonly KnownSession[], changed: Partial<Grounds> = {}) {
  return createAttribution({
    basis: 1,
    programme: { name: 'Conf', timezone: 'UTC', sessions },
    rule: RULE,
    corrections: [],
    takenSince: new Map(),
    ...changed,
  });
}

const instant = fc.integer({ min: 0, max: 300 }).map((minutes) => minutes * MINUTE);
const place = fc.constantFrom(...ROOMS, 'Hall', 'Salle 1');

const session = fc
  .record({
    id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
    room: fc.constantFrom(...ROOMS),
    startsAt: instant,
    minutes: fc.integer({ min: 1, max: 90 }),
    votable: fc.boolean(),
    closedFromAt: fc.option(instant, { freq: 3 }),
    listedFromAt: fc.option(instant, { freq: 2 }),
  })
  .map(({ minutes, ...one }) => sessionWith({ ...one, endsAt: one.startsAt + minutes * MINUTE }));

export const sessions = fc.uniqueArray(session, { selector: ({ id }) => id, maxLength: 6 });

const correction: fc.Arbitrary<Correction> = fc.oneof(
  fc.record({
    kind: fc.constant('stood' as const),
    box: fc.constantFrom(...BOXES),
    room: place,
    fromAt: instant,
    toAt: instant,
  }),
  fc.record({ kind: fc.constant('alias' as const), alias: place, room: place }),
);

export const corrections = fc
  .array(fc.tuple(correction, fc.boolean()), { maxLength: 4 })
  .map((drawn) =>
    kept(drawn.map(([one]) => one)).map((one, index) =>
      drawn[index]?.[1] === true ? { ...one, undone: { at: 0, who: 'ada' } } : one,
    ),
  );

export const takenSince = fc
  .array(fc.tuple(fc.constantFrom(...BOXES), instant), { maxLength: 2 })
  .map((entries) => new Map(entries));

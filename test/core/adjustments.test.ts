import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Adjustment, adjust, type Order } from '../../src/core/adjustments.ts';
import type { KnownSession, Programme } from '../../src/core/programme.ts';
import { sessionAt, votingSessions } from '../../src/core/window.ts';
import { sessionWith } from '../fakes/session.ts';

const MINUTE = 60_000;
const RULE = { openAfterMs: 10 * MINUTE, closeAfterMs: 15 * MINUTE };

/** `24 10:00` is a time of June 2026 in Paris. */
function june(text: string): number {
  const [day = '', time = ''] = text.split(' ');
  return Date.parse(`2026-06-${day}T${time}:00+02:00`);
}

const slot = (id: string, from: string, minutes: number, more: Partial<KnownSession> = {}) =>
  sessionWith({ id, startsAt: june(from), endsAt: june(from) + minutes * MINUTE, ...more });

const CAMP: Programme = {
  name: 'camp',
  timezone: 'Europe/Paris',
  sessions: [
    slot('before', '24 09:00', 45),
    slot('on', '24 10:00', 60),
    slot('beside', '24 10:00', 60, { room: 'Amphi B' }),
    slot('next', '24 11:00', 60),
    slot('party', '24 22:00', 180, { kind: 'break', votable: false }),
    slot('night', '25 00:30', 60),
    slot('early', '25 04:30', 15),
    slot('dawn', '25 05:00', 30),
    slot('tomorrow', '25 10:00', 60),
  ],
};

function ordered(...given: (readonly [at: string, order: Order, undone?: boolean])[]): Adjustment[] {
  return given.map(([at, order, undone = false], index) => ({
    number: index + 1,
    at: june(at),
    who: 'ada',
    order,
    undone: undone ? { at: june('25 23:00'), who: 'zoé' } : null,
  }));
}

const delay = (minutes: number, room = 'Amphi A'): Order => ({
  kind: 'delay',
  room,
  delayMs: minutes * MINUTE,
});

/** By how many minutes start and end of each session that changed have shifted. */
function shifts(adjustments: readonly Adjustment[], programme = CAMP): Record<string, number[]> {
  const before = new Map(programme.sessions.map((session) => [session.id, session]));
  return Object.fromEntries(
    adjust(programme, adjustments).sessions.flatMap(({ id, startsAt, endsAt }) => {
      const was = before.get(id);
      const by = [startsAt, endsAt].map(
        (at, index) => (at - ((index === 0 ? was?.startsAt : was?.endsAt) ?? 0)) / MINUTE,
      );
      return by.some((minutes) => minutes !== 0) ? [[id, by]] : [];
    }),
  );
}

const countsFor = (adjustments: readonly Adjustment[], at: string, room = 'Amphi A', programme = CAMP) =>
  sessionAt(votingSessions(adjust(programme, adjustments), room), june(at), RULE)?.id;

describe('a delay', () => {
  test('shifts the end of what runs and all that comes later that day, the night until five included', () => {
    assert.deepEqual(shifts(ordered(['24 10:30', delay(15)])), {
      on: [0, 15],
      next: [15, 15],
      party: [15, 15],
      night: [15, 15],
      early: [15, 15],
    });
  });

  test('given at night it is one of the evening before', () => {
    assert.deepEqual(shifts(ordered(['25 00:10', delay(20)])), {
      party: [0, 20],
      night: [20, 20],
      early: [20, 20],
    });
  });

  test('given between two sessions it shifts the later ones only', () => {
    assert.deepEqual(Object.keys(shifts(ordered(['24 09:50', delay(5)]))), [
      'on',
      'next',
      'party',
      'night',
      'early',
    ]);
    assert.deepEqual(shifts(ordered(['24 09:50', delay(5)])).on, [5, 5]);
  });

  test('two add up, and one that is undone leaves the other', () => {
    const both = ordered(['24 10:30', delay(15)], ['24 11:05', delay(10)]);
    // At 11:05 the first one still runs, until 11:15.
    assert.deepEqual(
      [shifts(both).on, shifts(both).next],
      [
        [0, 25],
        [25, 25],
      ],
    );
    const [first, second] = both;
    const undone = { at: 0, who: '' };
    assert.deepEqual(shifts([{ ...(first as Adjustment), undone }, second as Adjustment]).next, [0, 10]);
    assert.deepEqual(shifts([first as Adjustment, { ...(second as Adjustment), undone }]).next, [15, 15]);
  });

  test('moves the votes with it', () => {
    const late = ordered(['24 10:30', delay(15)]);
    assert.deepEqual(
      ['24 11:09', '24 11:10', '24 11:24', '24 11:25'].map((at) => [countsFor([], at), countsFor(late, at)]),
      [
        ['on', 'on'],
        ['next', 'on'],
        ['next', 'on'],
        ['next', 'next'],
      ],
    );
  });

  test('does not touch what is withdrawn before it, and holds for what is withdrawn after', () => {
    const withdrawn = (closedFrom: string): Programme => ({
      ...CAMP,
      sessions: CAMP.sessions.map((one) =>
        one.id === 'on' ? { ...one, withdrawn: true, closedFromAt: june(closedFrom) } : one,
      ),
    });
    const late = ordered(['24 10:30', delay(15)]);
    assert.equal(shifts(late, withdrawn('24 10:20')).on, undefined);
    assert.deepEqual(shifts(late, withdrawn('24 10:40')).on, [0, 15]);
  });
});

describe('a move', () => {
  const move = (to: { room?: string; startsAt?: number }, session = 'on'): Order => ({
    kind: 'move',
    session,
    ...to,
  });

  test('goes to another room, another time or both, keeps its length, and takes its votes along', () => {
    const cases: [Order, string, number, number][] = [
      [move({ room: 'Amphi B' }), 'Amphi B', 0, 0],
      [move({ startsAt: june('24 14:00') }), 'Amphi A', 240, 240],
      [move({ room: 'Hall', startsAt: june('25 14:00') }), 'Hall', 1_680, 1_680],
    ];
    for (const [order, room, startShift, endShift] of cases) {
      const moved = adjust(CAMP, ordered(['24 09:00', order])).sessions.find(({ id }) => id === 'on');
      assert.deepEqual(
        [
          moved?.room,
          ((moved?.startsAt ?? 0) - june('24 10:00')) / MINUTE,
          ((moved?.endsAt ?? 0) - june('24 11:00')) / MINUTE,
        ],
        [room, startShift, endShift],
      );
    }
    const later = ordered(['24 12:00', move({ startsAt: june('24 14:00') })]);
    assert.deepEqual([countsFor(later, '24 10:30'), countsFor(later, '24 14:30')], [undefined, 'on']);
  });

  test('said afterwards, two that changed places take the votes of their rooms', () => {
    const swapped = ordered(
      ['24 12:00', move({ room: 'Amphi B' })],
      ['24 12:00', move({ room: 'Amphi A' }, 'beside')],
    );
    assert.deepEqual(
      [countsFor(swapped, '24 10:30', 'Amphi A'), countsFor(swapped, '24 10:30', 'Amphi B')],
      ['beside', 'on'],
    );
  });

  test('in place of a cancelled one it takes no votes from before', () => {
    const replaced = ordered(
      ['24 10:20', { kind: 'cancel', session: 'on' }],
      ['24 10:25', move({ room: 'Amphi A' }, 'beside')],
    );
    assert.deepEqual(
      ['24 10:15', '24 10:19', '24 10:25', '24 10:40'].map((at) => countsFor(replaced, at)),
      ['on', 'on', 'beside', 'beside'],
    );
  });
});

describe('a cancellation', () => {
  const cancelled = ordered(['24 10:30', { kind: 'cancel', session: 'on' }]);

  test('takes no votes from then on, keeps the earlier ones, and can be undone', () => {
    assert.deepEqual(
      ['24 10:29', '24 10:30', '24 10:45'].map((at) => countsFor(cancelled, at)),
      ['on', undefined, undefined],
    );
    const undone = ordered(['24 10:30', { kind: 'cancel', session: 'on' }, true]);
    assert.equal(countsFor(undone, '24 10:45'), 'on');
    assert.equal(adjust(CAMP, undone), CAMP);
  });

  test('of a session that the programme no longer has does nothing', () => {
    const order: Order = { kind: 'cancel', session: 'gone' };
    assert.deepEqual(adjust(CAMP, ordered(['24 10:30', order])), CAMP);
  });

  test('holds for a session whose id has changed since', () => {
    const renamed = {
      ...CAMP,
      sessions: CAMP.sessions.map((one) =>
        one.id === 'on' ? { ...one, id: 'x', formerIds: ['on'], renamedAt: [june('24 11:00')] } : one,
      ),
    };
    assert.deepEqual(
      adjust(renamed, cancelled)
        .sessions.filter(({ cancelled }) => cancelled)
        .map(({ id }) => id),
      ['x'],
    );
  });
});

test('sessions stay in the order of their times', () => {
  const late = ordered(['24 10:30', { kind: 'move', session: 'before', startsAt: june('25 20:00') }]);
  assert.equal(adjust(CAMP, late).sessions.at(-1)?.id, 'before');
});

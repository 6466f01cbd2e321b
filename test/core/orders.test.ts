import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeOrder, type WrittenOrder } from '../../src/core/orders.ts';
import type { KnownSession, Programme } from '../../src/core/programme.ts';
import { sessionWith } from '../fakes/session.ts';

const MINUTE = 60_000;
const at = (time: string) => Date.parse(`2026-06-24T${time}:00+02:00`);
const slot = (id: string, from: string, minutes: number, more: Partial<KnownSession> = {}) =>
  sessionWith({ id, startsAt: at(from), endsAt: at(from) + minutes * MINUTE, ...more });

const CAMP: Programme = {
  name: 'camp',
  timezone: 'Europe/Paris',
  sessions: [
    slot('118001', '10:00', 60),
    slot('118002', '11:00', 60, { cancelled: true }),
    slot('abcd-1', '10:00', 60, { room: 'Amphi B', title: 'Rust partout', formerIds: ['old'] }),
    slot('ab', '14:00', 30, { room: 'Amphi B' }),
  ],
};

const judge = (written: WrittenOrder, now = '10:30') => judgeOrder(CAMP, written, at(now));
const delay = (by: string, room = 'Amphi A'): WrittenOrder => ({ kind: 'delay', room, by });
const NO_DELAY = (by: string) =>
  `"${by}" is no delay: say for example 15m or 1h, from 1m to 12h. To take a delay back, undo it.`;

const REFUSED: readonly (readonly [what: string, WrittenOrder, why: string, now?: string])[] = [
  ...['', '15', 'm', '-15m', '0m', '13h', '59s', '1e3m', '15 m', 'Infinitym', `${'9'.repeat(400)}m`].map(
    (by) => [`a delay of "${by.slice(0, 10)}"`, delay(by), NO_DELAY(by)] as const,
  ),
  [
    'an unknown room',
    delay('15m', 'amphi a'),
    '"amphi a" is not a room of the programme (did you mean "Amphi A" or "Amphi B"?); its rooms: Amphi A, Amphi B.',
  ],
  [
    'a room where nothing is on',
    delay('15m'),
    'Nothing is on in Amphi A now, and nothing comes later today.',
    '12:30',
  ],
  [
    'an unknown id',
    { kind: 'cancel', session: '118009' },
    'No session has the id "118009". Did you mean:\n' +
      '  118001  2026-06-24 10:00-11:00 Amphi A  Talk 118001\n' +
      '  118002  2026-06-24 11:00-12:00 Amphi A  Talk 118002',
  ],
  [
    'an id that is like none',
    { kind: 'cancel', session: 'zzzzzzzzzzzzzzzz' },
    'No session has the id "zzzzzzzzzzzzzzzz". likebox programme show lists them.',
  ],
  [
    'a title',
    { kind: 'cancel', session: 'rust' },
    'No session has the id "rust". Did you mean:\n  abcd-1  2026-06-24 10:00-11:00 Amphi B  Rust partout',
  ],
  [
    'a beginning that several ids have',
    { kind: 'cancel', session: '1180' },
    'Several ids begin with "1180". Did you mean:\n' +
      '  118001  2026-06-24 10:00-11:00 Amphi A  Talk 118001\n' +
      '  118002  2026-06-24 11:00-12:00 Amphi A  Talk 118002',
  ],
  ['what is cancelled', { kind: 'cancel', session: '118002' }, '"Talk 118002" is cancelled already.'],
  [
    'a move to where it is',
    { kind: 'move', session: 'ab', room: 'Amphi B' },
    '"Talk ab" is already in Amphi B at that time. Name another --room or --start.',
  ],
  [
    'a move to another year',
    { kind: 'move', session: 'ab', start: '2027-06-24T11:00' },
    '"2027-06-24T11:00" is over a week away from the programme: check the day and the year.',
  ],
  [
    'a move to an unknown room',
    { kind: 'move', session: 'ab', room: 'Amphi' },
    '"Amphi" is not a room of the programme (did you mean "Amphi A" or "Amphi B"?); its rooms: Amphi A, Amphi B.',
  ],
  ...['25:00', '14h30', '2026-02-30T10:00', 'tomorrow'].map(
    (start) =>
      [
        `a start of ${start}`,
        { kind: 'move', session: 'ab', start },
        `"${start}" is no start: say 14:30 for the same day, or 2026-06-25T14:30.`,
      ] as const,
  ),
];

for (const [what, written, why, now] of REFUSED) {
  test(`refused: ${what}`, () => {
    assert.deepEqual(judge(written, now), { refused: why });
  });
}

test('a beginning of four characters or an earlier id names a session', () => {
  for (const session of ['abcd', 'abcd-1', 'old']) {
    assert.deepEqual(judge({ kind: 'cancel', session }), {
      order: { kind: 'cancel', session: 'abcd-1' },
      text: '"Rust partout" (2026-06-24 10:00-11:00 Amphi B) is cancelled: it takes no votes from now on, and keeps those it has.',
    });
  }
});

test('a delay says what ends and starts when, and counts in whole milliseconds', () => {
  assert.deepEqual(judge(delay('1.000001h')), {
    order: { kind: 'delay', room: 'Amphi A', delayMs: 3_600_004 },
    text: 'Amphi A is 60 min late:\n  ends   12:00 instead of 11:00  Talk 118001\n  starts 12:00 instead of 11:00  Talk 118002',
  });
});

test('a move says where to, from where, and what is there already', () => {
  assert.deepEqual(judge({ kind: 'move', session: 'ab', room: 'Amphi A', start: '10:45' }), {
    order: { kind: 'move', session: 'ab', room: 'Amphi A', startsAt: at('10:45') },
    text:
      '"Talk ab" moves to 2026-06-24 10:45-11:15 Amphi A (was 2026-06-24 14:00-14:30 Amphi B).\n' +
      '  At the same time there: 2026-06-24 10:00-11:00 Amphi A Talk 118001',
  });
  assert.deepEqual(judge({ kind: 'move', session: 'ab', start: '2026-06-25T09:00' }), {
    order: { kind: 'move', session: 'ab', startsAt: at('09:00') + 24 * 60 * MINUTE },
    text: '"Talk ab" moves to 2026-06-25 09:00-09:30 Amphi B (was 2026-06-24 14:00-14:30 Amphi B).',
  });
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayAt, hasDay } from '../../display/kiosk/day.ts';
import { roomRows, rowPages } from '../../display/kiosk/roomrows.ts';
import { known } from './programme.ts';

const PARIS = 'Europe/Paris';
const at = (time: string) => Date.parse(`2026-06-${time}:00+02:00`);

const sessions = [
  known('morning', '24T09:00', 60, { room: 'B' }),
  known('same', '24T09:00', 60, { room: 'A' }),
  known('withdrawn', '24T11:00', 60, { withdrawn: true }),
  known('night', '24T23:30', 90),
  known('cancelled', '25T08:00', 60, { cancelled: true }),
  known('thursday', '25T10:00', 60, { room: 'Old name', listedRoom: 'New name' }),
  known('exhibition', '24T09:00', 3 * 24 * 60, { room: 'Hall' }),
];

/** Which day is shown at an instant, and by which sessions. */
function shownAt(time: string): unknown {
  const day = dayAt(sessions, at(time), PARIS);
  return day && [day.when, day.date, ...day.sessions.map(({ id }) => id)];
}

test('the day of the programme stays until its last session ends, after midnight no longer as today, then the next', () => {
  const wednesday = ['2026-06-24', 'same', 'morning', 'exhibition', 'night'];
  const thursday = ['2026-06-25', 'cancelled', 'thursday'];
  assert.deepEqual(
    ['22T12:00', '23T12:00', '24T08:00', '24T22:00', '25T00:59', '25T01:00', '25T10:59', '25T11:00'].map(
      shownAt,
    ),
    [
      ['other', ...wednesday],
      ['tomorrow', ...wednesday],
      ['today', ...wednesday],
      ['today', ...wednesday],
      ['other', ...wednesday],
      ['today', ...thursday],
      ['today', ...thursday],
      null,
    ],
  );
  assert.deepEqual(
    ['24T22:00', '25T10:59', '25T11:00'].map((time) => hasDay(sessions, at(time))),
    [true, true, false],
  );
});

test('the night before a day without summer time in its zone is still the night before', () => {
  const monday = known('monday', '24T09:00', 60, {
    startsAt: Date.parse('2026-03-30T09:00:00+02:00'),
    endsAt: Date.parse('2026-03-30T10:00:00+02:00'),
  });
  const when = (time: string) => dayAt([monday], Date.parse(time), PARIS)?.when;
  assert.deepEqual(
    [when('2026-03-28T23:30:00+01:00'), when('2026-03-29T23:30:00+02:00')],
    ['other', 'tomorrow'],
  );
});

test('a room that was renamed is the one that the programme lists now', () => {
  assert.equal(dayAt(sessions, at('25T10:30'), PARIS)?.sessions.at(-1)?.room, 'New name');
});

test('rows tell what is on and what is next in every room that has something left', () => {
  const day = [
    known('talk', '24T10:00', 60, { room: 'Room 10' }),
    known('off', '24T10:00', 60, { room: 'Room 2', cancelled: true }),
    known('break', '24T10:30', 60, { room: 'Room 10', kind: 'break' }),
    known('over', '24T09:00', 30, { room: 'Room 1' }),
    known('soon', '24T11:00', 60, { room: 'Room 2' }),
    known('idle', '24T12:00', 60, { room: 'Room 3' }),
    known('instead', '24T10:00', 60, { room: 'Room 4', kind: 'other' }),
    known('called off', '24T10:00', 60, { room: 'Room 4', cancelled: true }),
    known('crêpes', '24T10:40', 10, { room: '', kind: 'break' }),
  ];
  const rows = (time: string) =>
    roomRows(day, at(time)).map(({ room, now, next }) => [room, now?.id, next?.id].join(' '));
  assert.deepEqual(rows('24T10:35'), ['Room 2 off soon', 'Room 3  idle', 'Room 4 instead ', 'Room 10 talk ']);
  assert.deepEqual(rows('24T10:45'), [
    'Room 1 crêpes ',
    'Room 2 off soon',
    'Room 3 crêpes idle',
    'Room 4 instead ',
    'Room 10 talk ',
  ]);
});

test('rows are spread evenly over their pages, none lost', () => {
  assert.deepEqual(rowPages([1, 2, 3, 4, 5, 6, 7], 3), [[1, 2, 3], [4, 5, 6], [7]]);
  assert.deepEqual(rowPages([1, 2, 3, 4, 5], 4), [
    [1, 2, 3],
    [4, 5],
  ]);
  assert.deepEqual(rowPages([1, 2], 0), [[1], [2]]);
});

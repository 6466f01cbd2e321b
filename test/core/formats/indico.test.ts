import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assemble } from '../../../src/core/formats/assemble.ts';
import { INDICO } from '../../../src/core/formats/indico.ts';
import type { ReadOptions } from '../../../src/core/formats/options.ts';
import { assertCamp, readFixture } from './camp.ts';

const PARIS: ReadOptions = { timezone: 'Europe/Paris', reading: 'auto', language: 'fr' };
const readIn = (...results: unknown[]) => assemble(INDICO.read({ results }, PARIS), PARIS);
const readContributions = (...contributions: unknown[]) => readIn({ contributions });
const time = (hours: string, tz: unknown = 'Europe/Paris') => ({ date: '2026-06-24', time: hours, tz });

function contribution(fields: Record<string, unknown>): Record<string, unknown> {
  return {
    _type: 'Contribution',
    id: '1',
    title: 'A talk',
    startDate: time('10:00:00'),
    endDate: time('10:50:00'),
    roomFullname: '40-S2-A01',
    room: 'A01',
    speakers: [{ first_name: 'Ada', last_name: 'Quéméner', fullName: 'QUÉMÉNER, Ada' }],
    ...fields,
  };
}

test('the camp is read from the export of an event, which has no languages', () => {
  const reading = readFixture('indico.json');
  assert.deepEqual(
    [reading.format, reading.name, reading.dropped, reading.faults],
    ['indico', 'Petit camp', [], []],
  );
  assertCamp(reading, ['language']);
});

test('the camp is read from a timetable, where blocks hold their contributions', () => {
  const reading = readFixture('indico-timetable.json');
  assert.deepEqual([reading.format, reading.dropped, reading.faults], ['indico', [], []]);
  assertCamp(reading, ['language']);
});

const ZONES: readonly (readonly [why: string, tz: unknown, startsAt: string])[] = [
  ['the zone of the event', 'Europe/Paris', '2026-06-24T08:00:00.000Z'],
  ['another zone', 'America/Chicago', '2026-06-24T15:00:00.000Z'],
  ['UTC', 'UTC', '2026-06-24T10:00:00.000Z'],
  ['a zone that nobody knows', 'Middle/Earth', '2026-06-24T08:00:00.000Z'],
  ['no zone', null, '2026-06-24T08:00:00.000Z'],
];

for (const [why, tz, startsAt] of ZONES) {
  test(`a time counts in its own zone: ${why}`, () => {
    const times = { startDate: time('10:00:00', tz), endDate: time('10:50:00.000000', tz) };
    assert.deepEqual(
      readContributions(contribution(times)).sessions.map((session) => [
        new Date(session.startsAt).toISOString(),
        session.endsAt - session.startsAt,
      ]),
      [[startsAt, 3_000_000]],
    );
  });
}

test('rooms have their full name, speakers their given name first', () => {
  const { sessions } = readContributions(
    contribution({}),
    contribution({
      id: '2',
      roomFullname: '',
      startDate: time('10:10:00'),
      speakers: ['Zoë', { fullName: 'Le Bœuf, Zoë' }],
    }),
  );
  assert.deepEqual(
    sessions.map(({ room, speakers }) => [room, speakers]),
    [
      ['40-S2-A01', ['Ada Quéméner']],
      ['A01', ['Zoë', 'Le Bœuf, Zoë']],
    ],
  );
});

test('a contribution without an end lasts as many minutes as it says', () => {
  const { sessions } = readContributions(contribution({ endDate: null, duration: 25 }));
  assert.deepEqual(
    sessions.map(({ startsAt, endsAt }) => endsAt - startsAt),
    [25 * 60_000],
  );
});

test('blocks lend room and title to their contributions; one without any is a session', () => {
  const block = {
    title: 'Plenary',
    roomFullname: 'Main hall',
    room: '',
    startDate: time('09:00:00'),
    endDate: time('12:00:00'),
  };
  const { sessions } = readIn({
    contributions: [contribution({ track: 'Physics' })],
    sessions: [
      { ...block, id: '7', contributions: [contribution({ id: '2', room: '', roomFullname: null })] },
      { ...block, id: '8', title: 'Posters', contributions: [] },
    ],
  });
  assert.deepEqual(
    sessions.map(({ id, title, room, track }) => [id, title, room, track]),
    [
      ['8', 'Posters', 'Main hall', null],
      ['1', 'A talk', '40-S2-A01', 'Physics'],
      ['2', 'A talk', 'Main hall', 'Plenary'],
    ],
  );
});

test('what has no place in the timetable, or no readable time, is dropped with its reason', () => {
  const { sessions, dropped } = readContributions(
    contribution({ startDate: null }),
    contribution({ id: '2', startDate: { date: 5 } }),
    contribution({ id: '3', endDate: {} }),
    contribution({ id: '4', endDate: null, duration: -5 }),
    'x',
  );
  assert.deepEqual(sessions, []);
  assert.deepEqual(dropped, [
    { what: '"A talk" (1)', why: 'it is not in the timetable: it has no startDate' },
    { what: '"A talk" (2)', why: 'its startDate is no time ({"date":5})' },
    { what: '"A talk" (3)', why: 'its endDate is no time ({})' },
    { what: '"A talk" (4)', why: 'its endDate is no time (null)' },
    { what: 'contribution 5', why: 'it is not a contribution' },
  ]);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countsOf, readReal, skip } from './real.ts';

// Counted in the files by another program, not by this one.
const NONE = { breaks: 0, cancelled: 0, derived: 0, dropped: 0, faults: [] };
const COUNTS: readonly (readonly [path: string, zone: string, ReturnType<typeof countsOf>])[] = [
  [
    'devoxx-cfp-api/devoxx-uk-2017-friday-wiremock.json',
    'Europe/London',
    {
      ...NONE,
      format: 'devoxx-cfp',
      days: ['2017-05-12'],
      rooms: [
        'Auditorium',
        'Exhibition floor',
        'Gallery Hall',
        'Lab Room A',
        'Lab Room B',
        'Room A',
        'Room B',
        'Room C',
        'Room D',
      ],
      sessions: 61,
      votable: 57,
      breaks: 4,
      dropped: 2,
    },
  ],
  [
    'devoxx-cfp.dev/devoxx-be-2023-friday-schedule.json',
    'Europe/Brussels',
    {
      ...NONE,
      format: 'devoxx-cfp.dev',
      days: ['2023-10-06'],
      rooms: ['Exhibition Hall', 'Room 4', 'Room 5', 'Room 6', 'Room 8', 'Room 9'],
      sessions: 19,
      votable: 15,
      breaks: 4,
    },
  ],
  [
    'devoxx-rest-v1/devoxx-fr-2012-cache-schedule.json',
    'Europe/Paris',
    {
      ...NONE,
      format: 'devoxx-rest-v1',
      days: ['2012-04-18', '2012-04-19', '2012-04-20'],
      rooms: [
        'Duke Elligton',
        'E. Fitzgerald & L. Armstrong',
        "Hall d'exposition",
        'La Seine A',
        'La Seine B',
        'La Seine C',
        'Miles Davis',
        'Miles Davis A',
        'Miles Davis B',
        'Miles Davis C',
      ],
      sessions: 142,
      votable: 129,
      breaks: 13,
      dropped: 9,
    },
  ],
];

for (const [path, zone, counts] of COUNTS) {
  test(`${path} is read whole`, { skip }, () => {
    assert.deepEqual(countsOf(readReal(path, zone)), counts);
  });
}

test('an English day names its breaks in English, and two rooms without a talk are left out', {
  skip,
}, () => {
  const { sessions, dropped } = readReal(COUNTS[0]?.[0] ?? '', 'Europe/London');
  assert.deepEqual(
    sessions.filter(({ kind }) => kind === 'break').map(({ title }) => title),
    ['Registration & Coffee', 'Coffee Break', 'Lunch', 'Coffee Break'],
  );
  assert.deepEqual(
    dropped.map(({ what }) => what),
    ['slot conf_room3_friday_12_9h0_9h50', 'slot conf_room3_friday_12_10h5_10h55'],
  );
  assert.ok(sessions.some(({ track }) => track === 'Cloud, Containers & Infrastructure'));
});

test('the times of cfp.dev are true: breakfast in Antwerp is at 8:30', { skip }, () => {
  const [first] = readReal(COUNTS[1]?.[0] ?? '', 'Europe/Brussels').sessions;
  assert.deepEqual([first?.title, first?.startsAt], ['Breakfast', Date.parse('2023-10-06T08:30:00+02:00')]);
});

test('of the rest list, free slots are dropped and a keynote to be announced keeps its place', {
  skip,
}, () => {
  const { sessions, dropped } = readReal(COUNTS[2]?.[0] ?? '');
  assert.deepEqual([...new Set(dropped.map(({ why }) => why))], ['it has no title']);
  assert.deepEqual(
    sessions.filter(({ title }) => title === 'Keynote').map(({ room, votable }) => [room, votable]),
    [
      ['La Seine A', true],
      ['La Seine A', true],
    ],
  );
});

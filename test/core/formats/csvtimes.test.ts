import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type DayOrder, readDuration, readMoment, readRange } from '../../../src/core/formats/csvtimes.ts';

const shown = (written: string, order: DayOrder = 'day first') => {
  const moment = readMoment(written, order);
  if (moment === null) return null;
  const { day, minutes, offsetMs } = moment;
  return [day === null ? null : `${day.year}-${day.month}-${day.day}`, minutes, offsetMs];
};

const MOMENTS: readonly (readonly [written: string, moment: unknown])[] = [
  ['', [null, null, null]],
  ['2026-06-24', ['2026-6-24', null, null]],
  ['2026/6/24', ['2026-6-24', null, null]],
  ['2026-06-24T10:00:00+02:00', ['2026-6-24', 600, 7_200_000]],
  ['2026-06-24 10:00', ['2026-6-24', 600, null]],
  ['2026-06-24, 9:30', ['2026-6-24', 570, null]],
  ['24/06/2026', ['2026-6-24', null, null]],
  ['24/06/26 10h30', ['2026-6-24', 630, null]],
  ['24.06.2026 14.30 Uhr', ['2026-6-24', 870, null]],
  ['24-06-2026', ['2026-6-24', null, null]],
  ['mercredi 24 juin 2026 à 9h', ['2026-6-24', 540, null]],
  ['Mi., 24. Juni 2026', ['2026-6-24', null, null]],
  ['1er août 2026', ['2026-8-1', null, null]],
  ['June 24, 2026 2:00 p.m.', ['2026-6-24', 840, null]],
  ['Wed June 24th 2026 at 14:00', ['2026-6-24', 840, null]],
  ['9:30', [null, 570, null]],
  ['09:30:00', [null, 570, null]],
  ['9h30', [null, 570, null]],
  ['9 h 30', [null, 570, null]],
  ['14.30', [null, 870, null]],
  ['12', [null, 720, null]],
  ['2:00 p.m.', [null, 840, null]],
  ['04:30 p.m.', [null, 990, null]],
  ['12:15 AM', [null, 15, null]],
  ['12pm', [null, 720, null]],
  ['24:00', [null, 1440, null]],
  ['24:01', null],
  ['13:00 pm', null],
  ['0:30 pm', null],
  ['10:60', null],
  ['10 m', null],
  ['0.4166667', null],
  ['2026-02-30', null],
  ['32/01/2026', null],
  ['24 brumaire 2026', null],
  ['Freitag', null],
  ['24 juin', null],
  ['TBD', null],
];

for (const [written, moment] of MOMENTS) {
  test(`a cell with ${JSON.stringify(written)}`, () => assert.deepEqual(shown(written), moment));
}

test('the month may come first', () => {
  assert.deepEqual(shown('06/24/2026 10:00', 'month first'), ['2026-6-24', 600, null]);
  assert.deepEqual(shown('24.06.2026', 'month first'), ['2026-6-24', null, null]);
});

test('durations', () => {
  const written = [
    '0:45',
    '1:30:00',
    '45',
    '45min',
    '45 minutes',
    '90 Min.',
    '1h',
    '1h05',
    '2 heures',
    '',
    'x',
    '-5',
    '0:5',
  ];
  assert.deepEqual(
    written.map((cell) => (readDuration(cell) ?? Number.NaN) / 60_000),
    [45, 90, 45, 45, 45, 90, 60, 65, 120, Number.NaN, Number.NaN, Number.NaN, Number.NaN],
  );
});

test('ranges', () => {
  const written = ['10:00-10:50', '10h – 11h', '10h à 11h', '9 to 10', '2026-06-24', '10:00', '10:00 - late'];
  assert.deepEqual(written.map(readRange), [
    ['10:00', '10:50'],
    ['10h', '11h'],
    ['10h', '11h'],
    ['9', '10'],
    null,
    null,
    null,
  ]);
});

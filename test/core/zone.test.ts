import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  dayLabel,
  instantToWall,
  isWallTime,
  isZone,
  localDate,
  localTime,
  type WallTime,
  wallToInstant,
} from '../../src/core/zone.ts';

function wall(written: string): WallTime {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = written.split(/\D/).map(Number);
  return { year, month, day, hour, minute, second };
}

const CASES: readonly (readonly [why: string, zone: string, written: string, utc: string])[] = [
  ['in summer', 'Europe/Paris', '2026-06-24 10:00:00', '2026-06-24T08:00:00.000Z'],
  ['in winter', 'Europe/Paris', '2026-01-24 10:00:00', '2026-01-24T09:00:00.000Z'],
  ['just before the spring gap', 'Europe/Paris', '2024-03-31 01:59:59', '2024-03-31T00:59:59.000Z'],
  ['in the spring gap: an hour later', 'Europe/Paris', '2024-03-31 02:30:00', '2024-03-31T01:30:00.000Z'],
  ['just after the spring gap', 'Europe/Paris', '2024-03-31 03:00:00', '2024-03-31T01:00:00.000Z'],
  ['just before the autumn overlap', 'Europe/Paris', '2024-10-27 01:59:00', '2024-10-26T23:59:00.000Z'],
  [
    'in the autumn overlap: the second time',
    'Europe/Paris',
    '2024-10-27 02:30:00',
    '2024-10-27T01:30:00.000Z',
  ],
  ['just after the autumn overlap', 'Europe/Paris', '2024-10-27 03:00:00', '2024-10-27T02:00:00.000Z'],
  ['in a gap west of Greenwich', 'America/New_York', '2024-03-10 02:30:00', '2024-03-10T07:30:00.000Z'],
  ['in an overlap west of Greenwich', 'America/New_York', '2024-11-03 01:30:00', '2024-11-03T06:30:00.000Z'],
  ['half an hour off', 'Asia/Kolkata', '2026-02-01 00:15:00', '2026-01-31T18:45:00.000Z'],
  ['a quarter of an hour off', 'Asia/Kathmandu', '2026-02-01 09:00:00', '2026-02-01T03:15:00.000Z'],
  ['a gap of half an hour', 'Australia/Lord_Howe', '2024-10-06 02:15:00', '2024-10-05T15:45:00.000Z'],
  ['far east', 'Pacific/Kiritimati', '2026-02-01 09:00:00', '2026-01-31T19:00:00.000Z'],
  ['far west', 'Pacific/Honolulu', '2026-01-31 23:00:00', '2026-02-01T09:00:00.000Z'],
  ['a day the calendar left out', 'Pacific/Apia', '2011-12-30 12:00:00', '2011-12-30T22:00:00.000Z'],
  ['midnight', 'Europe/Paris', '2026-06-24 00:00:00', '2026-06-23T22:00:00.000Z'],
  ['UTC', 'UTC', '2026-06-24 10:00:00', '2026-06-24T10:00:00.000Z'],
];

for (const [why, zone, written, utc] of CASES) {
  test(`${written} in ${zone} is ${utc}: ${why}`, () => {
    assert.equal(new Date(wallToInstant(wall(written), zone)).toISOString(), utc);
  });
}

test('an instant is shown as the clocks of its zone show it, on both sides of midnight', () => {
  const at = Date.parse('2026-06-23T22:05:07.900Z');
  assert.deepEqual(instantToWall(at, 'Europe/Paris'), wall('2026-06-24 00:05:07'));
  assert.deepEqual(
    ['Europe/Paris', 'America/New_York'].map((zone) => [localDate(at, zone), localTime(at, zone)]),
    [
      ['2026-06-24', '00:05'],
      ['2026-06-23', '18:05'],
    ],
  );
});

test('every hour of a year goes to wall time and back, but for the one hour that comes twice', () => {
  const from = Date.parse('2024-01-01T00:00:00Z');
  const lost: string[] = [];
  for (let hour = 0; hour < 366 * 24; hour += 1) {
    const at = from + hour * 3_600_000;
    if (wallToInstant(instantToWall(at, 'Europe/Paris'), 'Europe/Paris') !== at) {
      lost.push(new Date(at).toISOString());
    }
  }
  assert.deepEqual(lost, ['2024-10-27T00:00:00.000Z']);
});

test('a day is named in French and in English', () => {
  const at = Date.parse('2026-06-23T22:30:00Z');
  assert.equal(dayLabel(at, 'Europe/Paris', 'fr'), 'mercredi 24 juin');
  assert.equal(dayLabel(at, 'Europe/Paris', 'en'), 'Wednesday 24 June');
  assert.equal(dayLabel(at, 'UTC', 'en'), 'Tuesday 23 June');
  assert.equal(dayLabel(Date.parse('2026-12-01T12:00Z'), 'UTC', 'fr'), 'mardi 1er décembre');
});

test('only names of zones are zones', () => {
  const names = [
    'Europe/Paris',
    'UTC',
    'America/Argentina/Buenos_Aires',
    'Europe/Pariss',
    '',
    '+02:00',
    'Mars',
  ];
  assert.deepEqual(names.filter(isZone), ['Europe/Paris', 'UTC', 'America/Argentina/Buenos_Aires']);
  assert.throws(() => wallToInstant(wall('2026-01-01 00:00:00'), 'Mars'), RangeError);
});

test('days and times that no calendar has are refused', () => {
  const written = [
    '2026-02-28 23:59:59',
    '2024-02-29 00:00:00',
    '2026-02-29 00:00:00',
    '2026-13-01 00:00:00',
  ];
  const times = ['2026-01-01 24:00:00', '2026-01-01 10:60:00', '2026-00-10 10:00:00'];
  assert.deepEqual(
    [...written, ...times].filter((text) => isWallTime(wall(text))),
    written.slice(0, 2),
  );
});

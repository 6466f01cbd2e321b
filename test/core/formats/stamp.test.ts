import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endAfter, parseMinutes, parseStamp, type Written } from '../../../src/core/formats/stamp.ts';

const ENDS: readonly (readonly [start: string, end: string, minutes: number])[] = [
  ['17:30', '18:15', 1_095],
  ['17:30', '00:00', 1_440],
  ['09:00', '00:00', 1_440],
  ['00:00', '00:00', 1_440],
  ['24:00', '00:00', 1_440],
  ['17:30', '01:00', 1_500],
  ['12:00', '06:00', 1_800],
  ['12:00', '06:01', 361],
  ['11:59', '06:00', 360],
  ['01:00', '02:00', 120],
  ['24:00', '00:30', 1_470],
  ['14:00', '13:00', 780],
];

for (const [start, end, minutes] of ENDS) {
  test(`what starts at ${start} and ends at ${end} ends ${minutes} minutes after the midnight before it`, () => {
    assert.equal(endAfter(parseMinutes(start) ?? -1, parseMinutes(end) ?? -1), minutes);
  });
}

const STAMPS: readonly (readonly [written: string, iso: string | null])[] = [
  ['2026-06-24T24:00:00', '2026-06-25T00:00:00'],
  ['2026-06-24 24:00', '2026-06-25T00:00:00'],
  ['2026-06-24T24:00:00.000', '2026-06-25T00:00:00'],
  ['2026-12-31T24:00:00+01:00', '2027-01-01T00:00:00+60'],
  ['2024-02-28T24:00:00Z', '2024-02-29T00:00:00+0'],
  ['2026-06-24T24:01', null],
  ['2026-06-24T24:00:01', null],
  ['2026-06-24T25:00', null],
  ['2026-02-30T24:00', null],
  ['2026-02-28T23:60', null],
];

for (const [written, iso] of STAMPS) {
  test(`${written} is ${iso === null ? 'no time' : `the midnight ${iso}`}`, () => {
    const stamp = parseStamp(written);
    assert.equal(stamp && shown(stamp), iso);
  });
}

function shown({ wall, offsetMs }: Written): string {
  const { year, month, day, hour, minute, second } = wall;
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second)).toISOString().slice(0, 19);
  return offsetMs === null ? date : `${date}+${offsetMs / 60_000}`;
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endAfter, parseMinutes } from '../../../src/core/formats/stamp.ts';

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

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDuration } from '../../../src/core/formats/duration.ts';

const CASES: readonly (readonly [written: unknown, minutes: number | null])[] = [
  ['0:20', 20],
  ['00:45', 45],
  [' 1:05 ', 65],
  ['12:00', 720],
  ['0:00', 0],
  ['26:00', 1_560],
  ['2:06:00', 3_240],
  ['1:00:30', 1_470],
  ['00:45:00', 45],
  ['0:45:00', 45],
  ['01:30:00', 90],
  ['01:00:00', 60],
  ['12:00:00', 720],
  ['1:30:00', 90],
  ['00:45:30', 45.5],
  ['1:24:00', 84],
  ['2:23:59', 4_319],
  ['45:00:00', null],
  ['24:00:00', null],
  ['100:00:00', null],
  ['00:45:60', null],
  ['1:00:60', null],
  ['0:60:00', null],
  ['0:60', null],
  ['45', null],
  ['', null],
  ['-1:00', null],
  ['1:2:3:4', null],
  ['00:30:00:00', null],
  [30, null],
  [null, null],
  [['0:20'], null],
];

for (const [written, minutes] of CASES) {
  test(`a duration of ${JSON.stringify(written)} is ${minutes ?? 'no'} minutes`, () => {
    assert.equal(parseDuration(written), minutes === null ? null : minutes * 60_000);
  });
}

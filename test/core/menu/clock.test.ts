import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fieldAfter, increment, instantOfSetting, startOfSetting } from '../../../src/core/menu/clock.ts';
import { CLOCK_FIELDS, type ClockField } from '../../../src/core/menu/state.ts';
import { isWallTime, type WallTime } from '../../../src/core/zone.ts';

const PARIS = 'Europe/Paris';

function wall(text: string): WallTime {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = text.split(/\D/).map(Number);
  return { year, month, day, hour, minute, second: 0 };
}

/** From, field, to. */
const STEPS: readonly [from: string, field: ClockField, to: string][] = [
  ['2026-06-24 10:42', 'year', '2027-06-24 10:42'],
  ['2049-06-24 10:42', 'year', '2025-06-24 10:42'],
  ['2028-02-29 10:42', 'year', '2029-02-28 10:42'],
  ['2026-12-24 10:42', 'month', '2026-01-24 10:42'],
  ['2026-01-31 10:42', 'month', '2026-02-28 10:42'],
  ['2026-06-30 10:42', 'day', '2026-06-01 10:42'],
  ['2028-02-28 10:42', 'day', '2028-02-29 10:42'],
  ['2026-06-24 23:42', 'hour', '2026-06-24 00:42'],
  ['2026-06-24 10:59', 'minute', '2026-06-24 10:00'],
];

test('one more of a field, and after the last the first', () => {
  for (const [from, field, to] of STEPS) assert.deepEqual(increment(wall(from), field), wall(to));
});

test('setting begins at what the clock says, moved into years that can be set', () => {
  const at = Date.parse('2026-06-24T08:42:17Z');
  assert.deepEqual(startOfSetting(at, PARIS), wall('2026-06-24 10:42'));
  assert.deepEqual(startOfSetting(0, PARIS), wall('2025-01-01 01:00'));
  assert.deepEqual(startOfSetting(Date.parse('2088-02-29T12:00Z'), PARIS), wall('2049-02-28 13:00'));
});

test('what is set is local time in the zone of the programme, and a time that is skipped moves on', () => {
  assert.equal(instantOfSetting(wall('2026-06-24 10:42'), PARIS), Date.parse('2026-06-24T10:42:00+02:00'));
  assert.equal(instantOfSetting(wall('2026-03-29 02:30'), PARIS), Date.parse('2026-03-29T03:30:00+02:00'));
});

test('the fields follow each other to the minute', () => {
  assert.deepEqual(CLOCK_FIELDS.map(fieldAfter), ['month', 'day', 'hour', 'minute', null]);
});

test('whatever is pressed, the date is one of the calendar', () => {
  const at = fc.integer({ min: 0, max: Date.UTC(2060, 0, 1) });
  fc.assert(
    fc.property(at, fc.array(fc.constantFrom(...CLOCK_FIELDS), { maxLength: 200 }), (from, fields) => {
      let set = startOfSetting(from, PARIS);
      for (const field of fields) {
        set = increment(set, field);
        assert.ok(isWallTime(set), JSON.stringify(set));
      }
    }),
  );
});

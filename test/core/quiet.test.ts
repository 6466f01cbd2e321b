import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isQuiet } from '../../src/core/quiet.ts';

const hours = (from: string, to: string) => {
  const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  return { fromMin: minutes(from), toMin: minutes(to) };
};
const quietAt = (time: string, ...spans: ReturnType<typeof hours>[]) =>
  isQuiet(spans, Date.parse(`2026-06-24T${time}:00+02:00`), 'Europe/Paris');

for (const [what, spans, time, quiet] of [
  ['no hours', [], '03:00', false],
  ['before a span of one day', [hours('12:00', '14:00')], '11:59', false],
  ['its first minute', [hours('12:00', '14:00')], '12:00', true],
  ['its last minute', [hours('12:00', '14:00')], '13:59', true],
  ['its end', [hours('12:00', '14:00')], '14:00', false],
  ['late in a night', [hours('19:00', '08:30')], '23:10', true],
  ['early in it', [hours('19:00', '08:30')], '08:29', true],
  ['the morning after', [hours('19:00', '08:30')], '08:30', false],
  ['the afternoon before', [hours('19:00', '08:30')], '18:59', false],
  ['the second of two spans', [hours('09:00', '10:00'), hours('12:00', '14:00')], '12:30', true],
  ['a whole day, from a time to itself', [hours('00:00', '00:00')], '15:00', true],
] as const) {
  test(`quiet hours, by the clock of the event: ${what}`, () => {
    assert.equal(quietAt(time, ...spans), quiet);
  });
}

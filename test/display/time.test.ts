import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createBoxClock, formatDay, formatDuration, formatTime, formatWhen } from '../../display/time.ts';
import { MINUTE_MS, NOON_AT } from './state.ts';

const PARIS = { language: 'fr', timezone: 'Europe/Paris' } as const;

test('a page reads the time from the box and lets it run on, whatever the browser believes', () => {
  let monoMs = 70_000;
  const clock = createBoxClock(() => monoMs);
  assert.equal(clock.now(), 0);
  clock.set(NOON_AT);
  monoMs += 1_500;
  assert.equal(clock.now(), NOON_AT + 1_500);
  clock.set(NOON_AT - MINUTE_MS);
  assert.equal(clock.now(), NOON_AT - MINUTE_MS);
});

test("times are written in the event's zone, on a 24 hour clock in both languages", () => {
  const at = Date.parse('2026-06-24T14:05:00Z');
  assert.equal(formatTime(at, PARIS), '16:05');
  assert.equal(formatTime(at, { language: 'en', timezone: 'America/New_York' }), '10:05');
});

test('a session of another day says which', () => {
  assert.equal(formatWhen(NOON_AT, NOON_AT - MINUTE_MS, PARIS), '12:00');
  assert.equal(formatWhen(NOON_AT, NOON_AT - 24 * 60 * MINUTE_MS, PARIS), 'mercredi 24 juin, 12:00');
});

test('the first of a month is the first in French', () => {
  const at = Date.parse('2026-12-01T12:00:00Z');
  assert.equal(formatDay(at, PARIS), 'mardi 1er décembre');
  assert.equal(formatDay(at + 10 * 24 * 60 * MINUTE_MS, PARIS), 'vendredi 11 décembre');
  assert.equal(formatDay(at, { ...PARIS, language: 'en' }), 'Tuesday 1 December');
});

test('durations count begun minutes and never go below none', () => {
  const minutes = [-5, 0, 0.2, 1, 59, 59.5, 60, 65, 125];
  assert.deepEqual(
    minutes.map((count) => formatDuration(count * MINUTE_MS)),
    ['0 min', '0 min', '1 min', '1 min', '59 min', '1 h', '1 h', '1 h 05', '2 h 05'],
  );
});

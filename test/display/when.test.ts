import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatComing } from '../../display/kiosk/when.ts';
import { wordsOf } from '../../display/words.ts';
import { makeState } from './state.ts';

const LOCALE = { language: 'en', timezone: 'Europe/Paris' } as const;
const words = wordsOf(makeState());

/** What is said at `now` of a session that starts at `start`. */
function coming(now: string, start: string): string {
  return formatComing(Date.parse(start), Date.parse(now), LOCALE, words);
}

test('tomorrow is the next day of the calendar, also when the clocks change', () => {
  assert.deepEqual(
    [
      coming('2026-06-24T23:59:00+02:00', '2026-06-24T23:59:30+02:00'),
      coming('2026-06-24T23:59:00+02:00', '2026-06-25T09:00:00+02:00'),
      coming('2026-06-24T23:59:00+02:00', '2026-06-26T09:00:00+02:00'),
      // A day of 23 hours follows, then one of 25 is on.
      coming('2026-03-28T23:30:00+01:00', '2026-03-29T09:00:00+02:00'),
      coming('2026-03-28T23:30:00+01:00', '2026-03-30T09:00:00+02:00'),
      coming('2026-10-25T00:30:00+02:00', '2026-10-26T09:00:00+01:00'),
    ],
    [
      '23:59',
      'Tomorrow, 09:00',
      'Friday 26 June, 09:00',
      'Tomorrow, 09:00',
      'Monday 30 March, 09:00',
      'Tomorrow, 09:00',
    ],
  );
});

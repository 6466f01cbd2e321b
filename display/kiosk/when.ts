import { localDate } from '../../src/core/zone.ts';
import { formatDay, formatTime, type Locale } from '../time.ts';
import type { Words } from '../words.ts';

const DAY_MS = 86_400_000;
/** People count the hours until then; what is farther off has a day. */
export const SOON_MS = DAY_MS / 2;

/** A day of the calendar as seen from another one; what is over is an `other` one, too. */
export type When = 'today' | 'tomorrow' | 'other';

/** The day of `at` in this zone as seen from `nowAt`, epoch milliseconds; a day has 23 hours or 25 at times. */
export function whenIs(at: number, nowAt: number, timezone: string): When {
  const days = (Date.parse(localDate(at, timezone)) - Date.parse(localDate(nowAt, timezone))) / DAY_MS;
  if (days === 0) return 'today';
  return days === 1 ? 'tomorrow' : 'other';
}

/** `Demain`, or `jeudi 26 juin`: the day of a session, as seen from `nowAt`; empty for today. */
export function formatComingDay(at: number, nowAt: number, locale: Locale, words: Words): string {
  const when = whenIs(at, nowAt, locale.timezone);
  return { today: '', tomorrow: words.tomorrow, other: formatDay(at, locale) }[when];
}

/** `14:05`, `Demain, 09:00`, or `jeudi 26 juin, 09:00`: the start of a session, as seen from `nowAt`. */
export function formatComing(at: number, nowAt: number, locale: Locale, words: Words): string {
  const day = formatComingDay(at, nowAt, locale, words);
  const time = formatTime(at, locale);
  return day === '' ? time : `${day}, ${time}`;
}

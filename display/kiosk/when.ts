import { formatDay, formatTime, type Locale } from '../time.ts';
import type { Words } from '../words.ts';

const DAY_MS = 86_400_000;
/** People count the hours until then; what is farther off has a day. */
export const SOON_MS = DAY_MS / 2;

/** `Demain`, or `jeudi 26 juin`: the day of a session, as seen from `nowAt`; empty for today. */
export function formatComingDay(at: number, nowAt: number, locale: Locale, words: Words): string {
  const day = formatDay(at, locale);
  if (day === formatDay(nowAt, locale)) return '';
  return day === formatDay(nowAt + DAY_MS, locale) ? words.tomorrow : day;
}

/** `14:05`, `Demain, 09:00`, or `jeudi 26 juin, 09:00`: the start of a session, as seen from `nowAt`. */
export function formatComing(at: number, nowAt: number, locale: Locale, words: Words): string {
  const day = formatComingDay(at, nowAt, locale, words);
  const time = formatTime(at, locale);
  return day === '' ? time : `${day}, ${time}`;
}

import { formatDay, formatTime, formatWhen, type Locale } from '../time.ts';
import type { Words } from '../words.ts';

const DAY_MS = 86_400_000;

/** `14:05`, `Demain, 09:00`, or `jeudi 26 juin, 09:00`: the start of a session, as seen from `nowAt`. */
export function formatComing(at: number, nowAt: number, locale: Locale, words: Words): string {
  const day = formatDay(at, locale);
  if (day === formatDay(nowAt, locale)) return formatTime(at, locale);
  return day === formatDay(nowAt + DAY_MS, locale)
    ? words.tomorrow(formatTime(at, locale))
    : formatWhen(at, nowAt, locale);
}

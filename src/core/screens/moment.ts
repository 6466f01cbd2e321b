import type { Language, Words } from '../words.ts';
import { WORDS } from '../words.ts';
import { instantToWall, localTime } from '../zone.ts';

const DAY_MS = 86_400_000;
const WEEK_DAYS = 7;

type NextWords = Pick<Words, 'weekdays' | 'months' | 'nextAt' | 'nextOn' | 'nextDate'>;

/** `20 nov. 2026 10:42`: with the year, which is what a bad clock gets wrong. */
export function dateOf(at: number, timezone: string, language: Language): string {
  const { year, month, day } = instantToWall(at, timezone);
  return `${day} ${WORDS[language].months[month - 1]} ${year} ${localTime(at, timezone)}`;
}

/** `2026-11-20 10:42`: the same in 16 columns. */
export function shortDateOf(at: number, timezone: string): string {
  const { year, month, day } = instantToWall(at, timezone);
  const [mm, dd] = [month, day].map((part) => String(part).padStart(2, '0'));
  return `${year}-${mm}-${dd} ${localTime(at, timezone)}`;
}

/** When something begins, seen from `nowAt`: a time today, a weekday and a time within a week, else a date. */
export function nextOf(at: number, nowAt: number, timezone: string, words: NextWords): string {
  const dayMs = localMidnight(at, timezone);
  const days = (dayMs - localMidnight(nowAt, timezone)) / DAY_MS;
  const time = localTime(at, timezone);
  if (days === 0) return words.nextAt(time);
  if (days > 0 && days < WEEK_DAYS) {
    return words.nextOn(words.weekdays[new Date(dayMs).getUTCDay()] ?? '', time);
  }
  const { day, month } = instantToWall(at, timezone);
  return words.nextDate(day, words.months[month - 1] ?? '');
}

/** The local day of an instant, as if it were one of UTC: local days then are all of one length. */
function localMidnight(at: number, timezone: string): number {
  const { year, month, day } = instantToWall(at, timezone);
  return Date.UTC(year, month - 1, day);
}

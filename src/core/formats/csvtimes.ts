import type { Language } from '../config.ts';
import { isWallTime, type WallTime } from '../zone.ts';
import { parseStamp } from './stamp.ts';

/** What one cell says of a time: its day, its minutes since midnight, or both; all null in an empty cell. */
export interface Moment {
  /** The midnight with which the day begins. */
  day: WallTime | null;
  minutes: number | null;
  offsetMs: number | null;
}

/** Which number comes first in 03/04/2026. */
export type DayOrder = 'day first' | 'month first';

const CELL_MAX = 80;
const YEAR_FIRST = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)/;
const YEAR_LAST = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?!\d)/;
const DAY_IN_WORDS = /^(\d{1,2})(?:\.|er|st|nd|rd|th)?\s+(?:of\s+)?([a-z]{3,12})\.?,?\s+(\d{4})(?!\d)/;
const MONTH_IN_WORDS = /^([a-z]{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)/;
const CLOCK = /^(\d{1,2})\s?(?:[:h.]\s?(\d{2})?)?(?::\d{2}(?:\.\d+)?)?\s?(?:uhr)?\s?(?:([ap])\.?\s?m\.?)?$/;
const WEEKDAY = /^[a-z]{2,12}\.?,?\s+(?:(?:le|the|der|den)\s+)?(?=\d|[a-z]{3,12}\.?\s+\d)/;
const BETWEEN = /\s*(?:-|–|—|\bto\b|\bbis\b|(?<=\s)a(?=\s))\s*/;

const MONTH_NAMES = [
  /^jan/,
  /^fe[bv]/,
  /^m(ar|rz)/,
  /^a[pv]r/,
  /^ma[iy]/,
  /^ju(n|in)/,
  /^ju(l|il)/,
  /^(aug|aou)/,
  /^sep/,
  /^o[ck]t/,
  /^nov/,
  /^de[cz]/,
];

/** Reads `2026-06-24 10:00`, `24/06/26`, `mercredi 24 juin 2026 à 9h30`, `2:00 p.m.`; null for what is no time. */
export function readMoment(written: string, order: DayOrder): Moment | null {
  const stamp = parseStamp(written);
  if (stamp !== null) {
    const { wall, offsetMs } = stamp;
    return {
      day: midnightOf(wall.year, wall.month, wall.day),
      minutes: wall.hour * 60 + wall.minute,
      offsetMs,
    };
  }
  const cell = plain(written);
  const { day, length } = leadingDay(cell, order);
  const rest = cell.slice(length).replace(/^(?:t|,|at\b|um\b|a\b|\s)+/, '');
  if (rest === '') return { day, minutes: null, offsetMs: null };
  const minutes = clockOf(rest);
  return minutes === null ? null : { day, minutes, offsetMs: null };
}

/** Reads `10:00 - 10:50`: when it starts and when it ends; null for anything else. */
export function readRange(written: string): readonly [start: string, end: string] | null {
  const [start, end, ...more] = plain(written).split(BETWEEN);
  if (start === undefined || end === undefined || more.length > 0) return null;
  return clockOf(start) === null || clockOf(end) === null ? null : [start, end];
}

/** Reads `0:45`, `45`, `45 min`, `1h30` or `1 h` as milliseconds; null for anything else. */
export function readDuration(written: string): number | null {
  const cell = plain(written);
  const clock = /^(\d{1,3}):(\d{2})(?::\d{2})?$/.exec(cell);
  const parts =
    clock ??
    /^(?:(\d{1,3})\s?(?:h|hours?|heures?|std|stunden?)\.?)?\s?(?:(\d{1,4})\s?(?:m|mn|min|mins|minutes?|minuten)?\.?)?$/.exec(
      cell,
    );
  if (parts === null || cell === '') return null;
  return (Number(parts[1] ?? 0) * 60 + Number(parts[2] ?? 0)) * 60_000;
}

/**
 * Decides which number comes first in the dates of a table, by a number over 12, else by the language of the owner;
 * null where that says nothing.
 */
export function orderOf(cells: readonly string[], language: Language): DayOrder | null {
  const dates = cells.flatMap((cell) => {
    const [, first, mark, second] = YEAR_LAST.exec(plain(cell).replace(WEEKDAY, '')) ?? [];
    return mark === undefined || mark === '.' ? [] : [[Number(first), Number(second)] as const];
  });
  if (dates.some(([first]) => first > 12)) return 'day first';
  if (dates.some(([, second]) => second > 12)) return 'month first';
  const isOpen = dates.some(([first, second]) => first !== second);
  return language === 'fr' || !isOpen ? 'day first' : null;
}

function leadingDay(cell: string, order: DayOrder): { day: WallTime | null; length: number } {
  const whole = dayIn(cell, order);
  if (whole !== null) return whole;
  const skipped = WEEKDAY.exec(cell)?.[0].length ?? 0;
  const found = skipped === 0 ? null : dayIn(cell.slice(skipped), order);
  return found === null ? { day: null, length: 0 } : { day: found.day, length: skipped + found.length };
}

function dayIn(text: string, order: DayOrder): { day: WallTime; length: number } | null {
  const ended = (whole: string, year: unknown, month: unknown, day: unknown) => {
    const midnight = midnightOf(Number(year), Number(month), Number(day));
    return midnight === null ? null : { day: midnight, length: whole.length };
  };
  const iso = YEAR_FIRST.exec(text);
  if (iso !== null) return ended(iso[0], iso[1], iso[3], iso[4]);
  const numbers = YEAR_LAST.exec(text);
  if (numbers !== null) {
    const [whole, first, mark, second, year = ''] = numbers;
    const isDayFirst = mark === '.' || order === 'day first';
    const full = year.length === 2 ? `20${year}` : year;
    return isDayFirst ? ended(whole, full, second, first) : ended(whole, full, first, second);
  }
  const words = DAY_IN_WORDS.exec(text);
  if (words !== null) return ended(words[0], words[3], monthOf(words[2]), words[1]);
  const english = MONTH_IN_WORDS.exec(text);
  return english === null ? null : ended(english[0], english[3], monthOf(english[1]), english[2]);
}

function clockOf(text: string): number | null {
  const match = CLOCK.exec(text);
  if (match === null) return null;
  const [, hours, minutes = '0', half] = match;
  const written = Number(hours);
  if (Number(minutes) > 59 || written > 24 || (half !== undefined && (written > 12 || written === 0)))
    return null;
  const hour = half === undefined ? written : (written % 12) + (half === 'p' ? 12 : 0);
  const sum = hour * 60 + Number(minutes);
  return sum > 24 * 60 ? null : sum;
}

function monthOf(word = ''): number {
  return MONTH_NAMES.findIndex((name) => name.test(word)) + 1;
}

function midnightOf(year: number, month: number, day: number): WallTime | null {
  const wall = { year, month, day, hour: 0, minute: 0, second: 0 };
  return isWallTime(wall) ? wall : null;
}

/** Without accents and in small letters, and no longer than a time can be. */
function plain(written: string): string {
  return written
    .slice(0, CELL_MAX)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
}

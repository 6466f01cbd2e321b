import type { WallTime } from '../zone.ts';
import { type IcsTime, icsInstant } from './icstime.ts';
import { isRecord, listOf } from './json.ts';

/** A repetition that is followed: every so many days or weeks, on these days of the week. */
export interface Rule {
  everyDays: 1 | 7;
  interval: number;
  count: number;
  /** `2026-06-24`, `2026-06-24T10:00:00` or that with a Z; it is the last one. */
  until: string | null;
  /** 0 is Sunday; null is the day of the first. */
  weekdays: ReadonlySet<number> | null;
  weekStart: number;
}

const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];
const KEYS = new Set(['freq', 'interval', 'count', 'until', 'byday', 'wkst']);
const DAY_MS = 86_400_000;
const SEARCH_DAYS = 3_660;

/** Reads a rule in the notation of jCal; null for one that no conference needs, such as every hour or every month. */
export function parseRule(value: unknown): Rule | null {
  if (!isRecord(value) || Object.keys(value).some((key) => !KEYS.has(key))) return null;
  const weekdays = listOf(value.byday).map((day) => WEEKDAYS.indexOf(String(day)));
  const isPlain = !weekdays.includes(-1);
  if ((value.freq !== 'DAILY' && value.freq !== 'WEEKLY') || !isPlain) return null;
  const number = (written: unknown, missing: number) => (typeof written === 'number' ? written : missing);
  return {
    everyDays: value.freq === 'DAILY' ? 1 : 7,
    interval: Math.max(1, number(value.interval, 1)),
    count: number(value.count, Number.POSITIVE_INFINITY),
    until: typeof value.until === 'string' ? value.until : null,
    weekdays: weekdays.length === 0 ? null : new Set(weekdays),
    weekStart: typeof value.wkst === 'number' ? value.wkst - 1 : 1,
  };
}

/** The times at which an event repeats, its first one included, in order; it looks ten years ahead. */
export function* repeats(first: IcsTime, rule: Rule, timezone: string): Generator<IcsTime> {
  const weekday = new Date(dayMs(first.wall)).getUTCDay();
  const intoWeek = (weekday - rule.weekStart + 7) % 7;
  let given = 0;
  for (let days = 0; days <= SEARCH_DAYS && given < rule.count; days += 1) {
    const step = rule.everyDays === 1 ? days : Math.floor((days + intoWeek) / 7);
    const isDay = rule.weekdays?.has((weekday + days) % 7) ?? days % rule.everyDays === 0;
    if (days > 0 && (step % rule.interval !== 0 || !isDay)) continue;
    const time = { ...first, wall: daysLater(first.wall, days) };
    if (isPast(time, rule.until, timezone)) return;
    given += 1;
    yield time;
  }
}

function isPast(time: IcsTime, until: string | null, timezone: string): boolean {
  if (until === null) return false;
  const wall = isoOf(time.wall);
  if (!until.endsWith('Z')) return wall.slice(0, until.length) > until;
  // Clocks are asked only where they can make a difference: that is slow.
  const lead = Date.parse(`${wall}Z`) - Date.parse(until);
  return Math.abs(lead) > DAY_MS ? lead > 0 : icsInstant(time, timezone) > Date.parse(until);
}

function isoOf(wall: WallTime): string {
  return new Date(dayMs(wall) + (wall.hour * 3_600 + wall.minute * 60 + wall.second) * 1_000)
    .toISOString()
    .slice(0, 19);
}

function daysLater(wall: WallTime, days: number): WallTime {
  const date = new Date(dayMs(wall) + days * DAY_MS);
  return {
    ...wall,
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
  };
}

function dayMs({ year, month, day }: WallTime): number {
  return Date.UTC(year, month - 1, day);
}

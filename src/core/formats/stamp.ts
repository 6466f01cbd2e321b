import type { Reading } from '../programme.ts';
import { isWallTime, type WallTime, wallToInstant } from '../zone.ts';

/** A date and time as written, and the offset from UTC that it claims; null when it claims none. */
export interface Written {
  wall: WallTime;
  offsetMs: number | null;
}

/** A time whose instant is known beyond doubt: epoch milliseconds, or a wall time with its zone. */
export interface Known {
  at: number;
}

export type Stamp = Written | Known;

const STAMP =
  /^(\d{4})-(\d{2})-(\d{2})[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s?(?:(Z)|([+-])(\d{2}):?(\d{2}))?$/iu;
const DAY = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/;
const TIME = /^(\d{1,2})\s?[:h]\s?(\d{1,2})$/i;
const EPOCH_END = Date.UTC(10_000, 0);
const DAY_MINUTES = 24 * 60;
const NOON = 12 * 60;
const SMALL_HOURS = 6 * 60;

/**
 * Reads `2026-06-24T10:00:00`, `2026-06-24 10:00`, with or without `Z` or `+02:00`; 24:00 is the midnight that ends the
 * day. Null for anything else.
 */
export function parseStamp(written: unknown): Written | null {
  const match = typeof written === 'string' ? STAMP.exec(written.trim()) : null;
  if (match === null) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  const wall = wallOf({ year, month, day, hour, minute, second });
  if (wall === null) return null;
  if (match[7] !== undefined) return { wall, offsetMs: 0 };
  if (match[8] === undefined) return { wall, offsetMs: null };
  const minutes = Number(match[9]) * 60 + Number(match[10]);
  return { wall, offsetMs: (match[8] === '-' ? -1 : 1) * minutes * 60_000 };
}

function wallOf(written: WallTime): WallTime | null {
  const isMidnight = written.hour === 24 && written.minute === 0 && written.second === 0;
  const wall = isMidnight ? { ...written, hour: 0 } : written;
  if (!isWallTime(wall)) return null;
  return isMidnight ? minutesAfter(wall, DAY_MINUTES) : wall;
}

/** Reads a French day, `24/06/2015`: the day always comes before the month. Null for anything else. */
export function parseDay(written: unknown): WallTime | null {
  const match = typeof written === 'string' ? DAY.exec(written.trim()) : null;
  if (match === null) return null;
  const [day, month, year] = match.slice(1).map(Number) as [number, number, number];
  const wall = { year, month, day, hour: 0, minute: 0, second: 0 };
  return isWallTime(wall) ? wall : null;
}

/** Reads `09:00`, `9:30`, `18:0` or `9h30` as minutes since midnight; `24:00` ends a day. Null for anything else. */
export function parseMinutes(written: unknown): number | null {
  const match = typeof written === 'string' ? TIME.exec(written.trim()) : null;
  if (match === null) return null;
  const hour = Number(match[1]);
  const minute = Number(match[2]);
  return minute < 60 && (hour < 24 || (hour === 24 && minute === 0)) ? hour * 60 + minute : null;
}

/**
 * The end of what lasts from one time of day to another, in minutes since the midnight before its start. Midnight is
 * the one that ends the day, and a party ends after it; anything else that ends before it starts is a slip of the pen,
 * and stays one.
 */
export function endAfter(start: number, end: number): number {
  const isNextDay = end === 0 || (end < start && start >= NOON && end <= SMALL_HOURS);
  return isNextDay ? end + DAY_MINUTES : end;
}

/** The wall time so many minutes after a midnight; past 24:00 it is on the next day. */
export function minutesAfter(midnight: WallTime, minutes: number): WallTime {
  const date = new Date(Date.UTC(midnight.year, midnight.month - 1, midnight.day, 0, minutes));
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: 0,
  };
}

/** Reads epoch milliseconds between 1970 and 9999; null for anything else. */
export function parseEpoch(written: unknown): Known | null {
  return typeof written === 'number' && written >= 0 && written < EPOCH_END
    ? { at: Math.trunc(written) }
    : null;
}

/** The instant a stamp means, epoch milliseconds; one without an offset is wall time in either reading. */
export function instantOf(stamp: Stamp, zone: string, reading: Reading): number {
  if ('at' in stamp) return stamp.at;
  const { wall, offsetMs } = stamp;
  if (reading === 'wall' || offsetMs === null) return wallToInstant(wall, zone);
  return wallToInstant(wall, 'UTC') - offsetMs;
}

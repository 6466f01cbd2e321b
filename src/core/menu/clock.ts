import { instantToWall, isWallTime, type WallTime, wallToInstant } from '../zone.ts';
import { CLOCK_FIELDS, type ClockField } from './state.ts';

/** Years that a person can set; a battery-less clock begins in 1970. */
const FIRST_YEAR = 2025;
const LAST_YEAR = 2049;

const RANGES: Readonly<Record<Exclude<ClockField, 'day'>, readonly [first: number, last: number]>> = {
  year: [FIRST_YEAR, LAST_YEAR],
  month: [1, 12],
  hour: [0, 23],
  minute: [0, 59],
};

/** The wall time from which setting begins: the one of `at`, moved into the years that can be set. */
export function startOfSetting(at: number, timezone: string): WallTime {
  const wall = instantToWall(at, timezone);
  const year = Math.min(LAST_YEAR, Math.max(FIRST_YEAR, wall.year));
  return withinMonth({ ...wall, year, second: 0 });
}

/** One more of a field; after the last comes the first. The result is a day that exists. */
export function increment(wall: WallTime, field: ClockField): WallTime {
  const [first, last] = field === 'day' ? [1, daysOf(wall)] : RANGES[field];
  const next = wall[field] >= last ? first : wall[field] + 1;
  return withinMonth({ ...wall, [field]: next });
}

/** Null behind the last field. */
export function fieldAfter(field: ClockField): ClockField | null {
  return CLOCK_FIELDS[CLOCK_FIELDS.indexOf(field) + 1] ?? null;
}

/** The instant of what was set, epoch milliseconds; seconds begin at 0. */
export function instantOfSetting(wall: WallTime, timezone: string): number {
  return wallToInstant({ ...wall, second: 0 }, timezone);
}

/** The 31st of a shorter month is its last day. */
function withinMonth(wall: WallTime): WallTime {
  return { ...wall, day: Math.min(wall.day, daysOf(wall)) };
}

function daysOf(wall: WallTime): number {
  return [31, 30, 29, 28].find((day) => isWallTime({ ...wall, day })) ?? 28;
}

import { localDate, wallToInstant } from '../../src/core/zone.ts';

const WRITTEN = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)/;

/**
 * The instant that a clock of the event shows as this day and time, epoch milliseconds; null when they are not
 * whole. @param day `2026-06-24` @param time `14:05`
 */
export function instantOf(day: string, time: string, timezone: string): number | null {
  const parts = WRITTEN.exec(`${day}T${time}`)?.slice(1).map(Number);
  if (parts === undefined) return null;
  const [year = 0, month = 0, date = 0, hour = 0, minute = 0] = parts;
  return wallToInstant({ year, month, day: date, hour, minute, second: 0 }, timezone);
}

/** The days on which these instants lie, ascending, each with its first instant. */
export function daysOf(instants: readonly number[], timezone: string): { day: string; at: number }[] {
  const days = new Map<string, number>();
  for (const at of [...instants].sort((a, b) => a - b)) {
    const day = localDate(at, timezone);
    if (!days.has(day)) days.set(day, at);
  }
  return [...days].map(([day, at]) => ({ day, at }));
}

/** Of these days, the one of `nowAt`, else the next, else the last; null without any. */
export function currentDay(days: readonly { day: string }[], nowAt: number, timezone: string): string | null {
  const today = localDate(nowAt, timezone);
  return (days.find(({ day }) => day >= today) ?? days.at(-1))?.day ?? null;
}

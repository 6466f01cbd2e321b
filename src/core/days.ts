import type { DayStart, Session } from './programme.ts';
import { localDate, localTime } from './zone.ts';

/** The sessions of each local day on which some start, in order of their start. */
export function byDay(sessions: readonly Session[], timezone: string): Map<string, [Session, ...Session[]]> {
  const days = new Map<string, [Session, ...Session[]]>();
  for (const session of [...sessions].sort((a, b) => a.startsAt - b.startsAt)) {
    const day = localDate(session.startsAt, timezone);
    const own = days.get(day);
    if (own === undefined) days.set(day, [session]);
    else own.push(session);
  }
  return days;
}

/** The local days on which sessions start, in order, each with its first and last session. */
export function daysOf(sessions: readonly Session[], timezone: string): DayStart[] {
  return [...byDay(sessions, timezone)].map(([day, own]) => {
    const [first] = own;
    return {
      day,
      first: localTime(first.startsAt, timezone),
      room: first.room,
      title: first.title,
      last: localTime((own.at(-1) ?? first).startsAt, timezone),
      sessions: own.length,
    };
  });
}

/** Days of several sources in order, each day once. */
export function joinDays(days: readonly DayStart[]): DayStart[] {
  const joined = new Map<string, DayStart>();
  for (const day of days) {
    const known = joined.get(day.day) ?? { ...day, sessions: 0 };
    joined.set(day.day, {
      ...(day.first < known.first ? day : known),
      last: day.last > known.last ? day.last : known.last,
      sessions: known.sessions + day.sessions,
    });
  }
  return [...joined.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
}

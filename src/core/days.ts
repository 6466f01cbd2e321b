import type { DayStart, Session } from './programme.ts';
import { localDate, localTime } from './zone.ts';

/** The local days on which sessions start, in order, each with its first and last session. */
export function daysOf(sessions: readonly Session[], timezone: string): DayStart[] {
  const days = new Map<string, [Session, ...Session[]]>();
  for (const session of [...sessions].sort((a, b) => a.startsAt - b.startsAt)) {
    const day = localDate(session.startsAt, timezone);
    const own = days.get(day);
    if (own === undefined) days.set(day, [session]);
    else own.push(session);
  }
  return [...days].map(([day, own]) => {
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

import { eventDay } from '../adjustments.ts';
import { markOf } from '../listing.ts';
import type { KnownSession, Programme } from '../programme.ts';
import { localTime } from '../zone.ts';
import { fit, WIDTH } from './lay.ts';

/** The sessions of a room on the day of an instant, in order. */
export function sessionsOfDay({ sessions, timezone }: Programme, room: string, at: number): KnownSession[] {
  const day = eventDay(at, timezone);
  return sessions
    .filter((session) => session.room === room && eventDay(session.startsAt, timezone) === day)
    .sort((a, b) => a.startsAt - b.startsAt);
}

/** A line each, with a mark at what is on at that instant. */
export function dayText(sessions: readonly KnownSession[], zone: string, at: number): string {
  return sessions
    .map((session) => {
      const { startsAt, endsAt, title, cancelled } = session;
      const mark = startsAt <= at && at < endsAt && !cancelled ? '>' : ' ';
      const times = `${localTime(startsAt, zone)}-${localTime(endsAt, zone)}`;
      const what = markOf(session);
      // What it is must not be cut off with a long title.
      return `${fit(`${mark} ${times}  `, title, WIDTH - what.length)}${what}`;
    })
    .join('\n');
}

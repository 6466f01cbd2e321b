import type { KnownSession, Session } from '../../src/core/programme.ts';
import { localDate } from '../../src/core/zone.ts';
import { type When, whenIs } from './when.ts';

/** The day of the programme that is worth showing. */
export interface Day {
  /** Local date: `2026-06-24`. */
  date: string;
  when: When;
  /** Those that start on it, ascending by start, then by room and id. */
  sessions: readonly [Session, ...Session[]];
}

const DAY_MS = 86_400_000;
const LONG_MS = 43_200_000; // an exhibition that stays open for days does not keep its first day on the screen

/** Whether anything is still to come, or on, at `nowAt` (epoch milliseconds). */
export function hasDay(listed: readonly KnownSession[], nowAt: number): boolean {
  return listed.some((session) => keepsDay(session, nowAt));
}

/**
 * The first local day with a session that is not over at `nowAt` (epoch milliseconds): after the last one of today that
 * is tomorrow, and while the night's last one runs it is still yesterday. Null when nothing is to come.
 */
export function dayAt(listed: readonly KnownSession[], nowAt: number, timezone: string): Day | null {
  const coming = listed.filter((session) => keepsDay(session, nowAt)).map(({ startsAt }) => startsAt);
  if (coming.length === 0) return null;
  const earliestAt = Math.min(...coming);
  const date = localDate(earliestAt, timezone);
  const [first, ...rest] = listed
    .filter(({ withdrawn, startsAt }) => !withdrawn && Math.abs(startsAt - earliestAt) < 2 * DAY_MS)
    .filter(({ startsAt }) => localDate(startsAt, timezone) === date)
    .map(asListed)
    .sort((a, b) => a.startsAt - b.startsAt || compareNames(a.room, b.room) || (a.id < b.id ? -1 : 1));
  if (first === undefined) return null;
  return { date, when: whenIs(earliestAt, nowAt, timezone), sessions: [first, ...rest] };
}

function keepsDay({ withdrawn, cancelled, startsAt, endsAt }: KnownSession, nowAt: number): boolean {
  return !withdrawn && !cancelled && endsAt > nowAt && endsAt - startsAt <= LONG_MS;
}

/** Names in the order in which people count: `Room 2` before `Room 10`. */
export function compareNames(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

/** A room that was renamed during the day is one column, not two. */
function asListed(session: KnownSession): Session {
  return { ...session, room: session.listedRoom ?? session.room };
}

import type { Session } from '../../src/core/programme.ts';
import { compareNames } from './day.ts';

/** What a room has on and what comes next there, of one day. */
export interface RoomRow {
  room: string;
  now: Session | null;
  next: Session | null;
}

/** A row for each room that still has something, in order of their names; what is for everybody is on where nothing else is. */
export function roomRows(sessions: readonly Session[], nowAt: number): RoomRow[] {
  const rooms = [...new Set(sessions.map(({ room }) => room))].filter((room) => room !== '');
  const forAll = sessions.filter(({ plenary, room }) => plenary === true || room === '');
  return rooms
    .sort(compareNames)
    .map((room) => {
      const own = sessions.filter((session) => session.room === room);
      return { room, now: onAt(own, nowAt) ?? onAt(forAll, nowAt), next: nextAfter(own, nowAt) };
    })
    .filter(({ now, next }) => now !== null || next !== null);
}

/** Rows as pages of at most `rows`, each about as long. */
export function rowPages<T>(all: readonly T[], rows: number): T[][] {
  const count = Math.max(1, Math.ceil(all.length / Math.max(1, rows)));
  const each = Math.ceil(all.length / count);
  return Array.from({ length: count }, (_, page) => all.slice(page * each, (page + 1) * each));
}

/** What takes place before what was cancelled, talks before breaks, then the latest start. */
function onAt(sessions: readonly Session[], at: number): Session | null {
  const on = sessions.filter(({ startsAt, endsAt }) => startsAt <= at && at < endsAt);
  return on.sort((a, b) => rank(a) - rank(b) || b.startsAt - a.startsAt)[0] ?? null;
}

function nextAfter(sessions: readonly Session[], at: number): Session | null {
  const coming = sessions.filter(({ startsAt }) => startsAt > at);
  return coming.sort((a, b) => a.startsAt - b.startsAt || rank(a) - rank(b))[0] ?? null;
}

function rank({ cancelled, kind }: Session): number {
  return (cancelled ? 2 : 0) + (kind === 'talk' ? 0 : 1);
}

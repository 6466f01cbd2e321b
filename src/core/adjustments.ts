import { isCalled } from './history.ts';
import type { KnownSession, Programme } from './programme.ts';
import { localDate } from './zone.ts';

/** What an organiser says about the programme while the event runs. */
export type Order =
  | { kind: 'delay'; room: string; delayMs: number }
  /** @param startsAt epoch milliseconds; the session keeps its length */
  | { kind: 'move'; session: string; room?: string; startsAt?: number }
  | { kind: 'cancel'; session: string };

/** An order as it is kept: never changed, only undone. */
export interface Adjustment {
  /** Counts from 1 in the order in which they were given. */
  number: number;
  /** When it was given, epoch milliseconds. */
  at: number;
  who: string;
  order: Order;
  undone: { at: number; who: string } | null;
}

const NIGHT_MS = 5 * 3_600_000; // what starts at half past midnight belongs to the evening before

/**
 * The programme with what organisers changed, in the order in which they did. It holds over any later import; an order
 * about a session that the programme no longer has does nothing.
 */
export function adjust(programme: Programme, adjustments: readonly Adjustment[]): Programme {
  return adjustments
    .filter(({ undone }) => undone === null)
    .reduce((before, { order, at }) => follow(before, order, at), programme);
}

/** The sessions that an order given at `at` changes. */
export function affectedBy(programme: Programme, order: Order, at: number): KnownSession[] {
  if (order.kind === 'delay') {
    return programme.sessions.filter((session) => delayOf(programme, session, order, at) !== null);
  }
  const session = sessionCalled(programme, order.session);
  return session === null ? [] : [session];
}

/** The session with this id, or with this id in an earlier import. */
export function sessionCalled({ sessions }: Programme, id: string): KnownSession | null {
  return (
    sessions.find((session) => session.id === id) ?? sessions.find((session) => isCalled(session, id)) ?? null
  );
}

function follow(programme: Programme, order: Order, at: number): Programme {
  const affected = new Set(affectedBy(programme, order, at));
  if (affected.size === 0) return programme;
  return {
    ...programme,
    sessions: programme.sessions.map((session) =>
      affected.has(session) ? changed(programme, session, order, at) : session,
    ),
  };
}

function changed(programme: Programme, session: KnownSession, order: Order, at: number): KnownSession {
  const { startsAt, endsAt, room } = session;
  switch (order.kind) {
    case 'delay': {
      const { delayMs } = order;
      const begins = delayOf(programme, session, order, at) === 'whole' ? startsAt + delayMs : startsAt;
      return { ...session, startsAt: begins, endsAt: endsAt + delayMs };
    }
    case 'move': {
      const begins = order.startsAt ?? startsAt;
      const isElsewhere = order.room !== undefined && order.room !== room;
      return {
        ...session,
        room: order.room ?? room,
        startsAt: begins,
        endsAt: begins + endsAt - startsAt,
        // Votes from before it came here were cast for what it took the place of.
        listedFromAt: isElsewhere ? Math.max(at, session.listedFromAt ?? at) : session.listedFromAt,
      };
    }
    case 'cancel':
      return { ...session, cancelled: true, closedFromAt: Math.min(at, session.closedFromAt ?? at) };
  }
}

/** Of the running session only the end shifts, of every later one of that room and day the whole. */
function delayOf(
  { timezone }: Programme,
  { room, startsAt, endsAt, withdrawn }: KnownSession,
  order: Extract<Order, { kind: 'delay' }>,
  at: number,
): 'whole' | 'end' | null {
  if (room !== order.room || withdrawn) return null;
  if (startsAt <= at) return at < endsAt ? 'end' : null;
  return localDate(startsAt - NIGHT_MS, timezone) === localDate(at - NIGHT_MS, timezone) ? 'whole' : null;
}

import { inOrder } from './formats/ids.ts';
import type { KnownSession, Place, Programme } from './programme.ts';
import { isCalled } from './succession.ts';
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
 * about a session that the programme no longer has does nothing. What the hub hands out holds its own orders already: the
 * box's do not apply to it.
 */
export function adjust(programme: Programme, adjustments: readonly Adjustment[]): Programme {
  const standing = adjustments.filter(({ undone }) => undone === null);
  if (standing.length === 0 || programme.adjusted === true) return programme;
  const adjusted = standing.reduce((before, { order, at }) => follow(before, order, at), programme);
  return { ...adjusted, sessions: [...adjusted.sessions].sort(inOrder) };
}

/** The sessions that an order given at `at` changes. */
export function affectedBy(programme: Programme, order: Order, at: number): KnownSession[] {
  if (order.kind === 'delay') {
    return programme.sessions.filter(
      (session) => !session.withdrawn && delayOf(programme, session, order, at) !== null,
    );
  }
  const session = sessionCalled(programme, order.session, at);
  return session === null ? [] : [session];
}

/**
 * The session with this id, or with this id in an earlier import.
 * @param at when the id was said, as a source may have given it to another session since
 */
export function sessionCalled({ sessions }: Programme, id: string, at?: number): KnownSession | null {
  if (at !== undefined) return holderAt(sessions, id, at);
  return (
    sessions.find((session) => session.id === id) ?? sessions.find((session) => isCalled(session, id)) ?? null
  );
}

/** Of several that may have had the id by then, the one that had it first: it gave it up before the next one came. */
function holderAt(sessions: readonly KnownSession[], id: string, at: number): KnownSession | null {
  let first: { session: KnownSession; until: number } | null = null;
  for (const session of sessions) {
    const { renamedAt = [], formerIds = [], namedFromAt = at } = session;
    const index = renamedAt.findIndex((endedAt) => at < endedAt);
    const until = renamedAt[index] ?? Number.POSITIVE_INFINITY;
    const wasCalled = (formerIds[index] ?? session.id) === id && namedFromAt <= at;
    if (wasCalled && (first === null || until < first.until)) first = { session, until };
  }
  return first?.session ?? null;
}

/** The day that an instant belongs to for people who are there: the night until five belongs to the evening. */
export function eventDay(at: number, timezone: string): string {
  return localDate(at - NIGHT_MS, timezone);
}

function follow(programme: Programme, order: Order, at: number): Programme {
  const { timezone } = programme;
  const called = order.kind === 'delay' ? null : sessionCalled(programme, order.session, at);
  if (order.kind !== 'delay' && called === null) return programme;
  return {
    ...programme,
    sessions: programme.sessions.map((session) => {
      if (called !== null && called !== session) return session;
      const earlier = session.earlier?.map((place) =>
        // What was ordered when it had left that place already says nothing about it.
        at < (place.leftAt ?? place.closedFromAt)
          ? { ...place, ...placed({ timezone }, place, order, at) }
          : place,
      );
      const isShifted = order.kind !== 'delay' || !session.withdrawn || at < (session.closedFromAt ?? 0);
      return {
        ...session,
        ...(isShifted ? placed(programme, session, order, at) : {}),
        ...(order.kind === 'cancel' ? { cancelled: true } : {}),
        ...(earlier === undefined ? {} : { earlier }),
      };
    }),
  };
}

type Slot = Omit<Place, 'closedFromAt' | 'leftAt'> & Pick<KnownSession, 'closedFromAt'>;

/** What an order changes of where and when a session is. */
function placed<S extends Slot>(
  programme: Pick<Programme, 'timezone'>,
  slot: S,
  order: Order,
  at: number,
): Partial<Place> {
  const { startsAt, endsAt, room, closedFromAt } = slot;
  switch (order.kind) {
    case 'delay': {
      const shifts = delayOf(programme, slot, order, at);
      const { delayMs } = order;
      if (shifts === null) return {};
      return { startsAt: shifts === 'whole' ? startsAt + delayMs : startsAt, endsAt: endsAt + delayMs };
    }
    case 'move': {
      const begins = order.startsAt ?? startsAt;
      const isElsewhere = order.room !== undefined && order.room !== room;
      return {
        room: order.room ?? room,
        startsAt: begins,
        endsAt: begins + endsAt - startsAt,
        // Votes from before it came here were cast for what it took the place of.
        ...(isElsewhere ? { listedFromAt: Math.max(at, slot.listedFromAt ?? at) } : {}),
      };
    }
    case 'cancel':
      return { closedFromAt: Math.min(at, closedFromAt ?? at) };
  }
}

/** Of the running session only the end shifts, of every later one of that room and day the whole. */
function delayOf(
  { timezone }: Pick<Programme, 'timezone'>,
  { room, startsAt, endsAt }: Slot,
  order: Extract<Order, { kind: 'delay' }>,
  at: number,
): 'whole' | 'end' | null {
  if (room !== order.room) return null;
  if (startsAt <= at) return at < endsAt ? 'end' : null;
  return eventDay(startsAt, timezone) === eventDay(at, timezone) ? 'whole' : null;
}

import type { Session } from '../../src/core/programme.ts';
import { compareNames } from './day.ts';

/** The same in several rooms at once is one entry; its first session is the one that is shown. */
export type Entry = readonly [Session, ...Session[]];

/** A place in a column, `[fromAt, toAt)` in epoch milliseconds; its entries share it, one below the other. */
export interface Block {
  fromAt: number;
  toAt: number;
  entries: readonly [Entry, ...Entry[]];
}

/** A day as columns of rooms. No two blocks of one room overlap, none a band, and no two bands. */
export interface Columns {
  rooms: readonly { room: string; blocks: readonly Block[] }[];
  /** Across all rooms: breaks, and what is for everybody. */
  bands: readonly Block[];
}

interface Span {
  fromAt: number;
  toAt: number;
}

const BAND_MIN_MS = 600_000;
const LONG_MS = 43_200_000;

/** Every session of a day in exactly one entry. Sessions without a room that something else runs beside are in the room ''. */
export function columnsOf(sessions: readonly Session[]): Columns {
  const across = new Map<Session, Span>();
  for (const session of sessions) if (isForAll(session)) across.set(session, spanOf(session));
  // One that goes back into its column may stand in the way of another.
  for (let before = -1; before !== across.size; ) {
    before = across.size;
    const taken = sessions.filter((session) => !across.has(session)).map(spanOf);
    for (const session of [...across.keys()]) {
      const free = freePart(session, taken);
      if (free === null) across.delete(session);
      else across.set(session, free);
    }
  }
  const inColumns = sessions.filter((session) => !across.has(session));
  const rooms = [...new Set(inColumns.map(({ room }) => room))].sort(compareNames);
  return {
    rooms: rooms.map((room) => ({
      room,
      blocks: blocksOf(inColumns.filter((session) => session.room === room).map(alone)),
    })),
    bands: blocksOf(joinSame([...across])),
  };
}

interface Placed extends Span {
  entry: Entry;
}

function isForAll({ kind, plenary, room }: Session): boolean {
  return kind === 'break' || plenary === true || room === '';
}

function spanOf({ startsAt, endsAt }: Session): Span {
  return { fromAt: startsAt, toAt: Math.min(Math.max(endsAt, startsAt + 1), startsAt + LONG_MS) };
}

/** Where nothing else runs: of a break the longest such part, of anything else all or nothing. */
function freePart(session: Session, taken: readonly Span[]): Span | null {
  const whole = spanOf(session);
  const inside = taken.filter(({ fromAt, toAt }) => fromAt < whole.toAt && toAt > whole.fromAt);
  if (inside.length === 0) return whole;
  if (session.kind !== 'break') return null;
  let best: Span = { fromAt: 0, toAt: 0 };
  let fromAt = whole.fromAt;
  const ends = [...inside].sort((a, b) => a.fromAt - b.fromAt);
  for (const next of [...ends, { fromAt: whole.toAt, toAt: whole.toAt }]) {
    if (next.fromAt - fromAt > best.toAt - best.fromAt) best = { fromAt, toAt: next.fromAt };
    fromAt = Math.max(fromAt, next.toAt);
  }
  return best.toAt - best.fromAt >= BAND_MIN_MS ? best : null;
}

function alone(session: Session): Placed {
  return { ...spanOf(session), entry: [session] };
}

/** A break is often listed once a room. */
function joinSame(across: readonly (readonly [Session, Span])[]): Placed[] {
  const joined = new Map<string, Placed>();
  for (const [session, span] of across) {
    const key = JSON.stringify([session.title, session.startsAt, session.endsAt, session.cancelled]);
    const known = joined.get(key);
    joined.set(key, known === undefined ? { ...span, entry: [session] } : withAnother(known, session));
  }
  return [...joined.values()];
}

function withAnother(placed: Placed, session: Session): Placed {
  return { ...placed, entry: [...placed.entry, session] };
}

/** Two at once in a room are normal data: those that start together share a place, others end where the next begins. */
function blocksOf(placed: readonly Placed[]): Block[] {
  const byStart = new Map<number, [Placed, ...Placed[]]>();
  for (const one of placed) {
    const same = byStart.get(one.fromAt);
    if (same === undefined) byStart.set(one.fromAt, [one]);
    else same.push(one);
  }
  const starts = [...byStart.keys()].sort((a, b) => a - b);
  return [...byStart.entries()]
    .sort(([a], [b]) => a - b)
    .map(([fromAt, [first, ...rest]], index) => ({
      fromAt,
      toAt: Math.min(
        Math.max(first.toAt, ...rest.map(({ toAt }) => toAt)),
        starts[index + 1] ?? Number.POSITIVE_INFINITY,
      ),
      entries: [first.entry, ...rest.map(({ entry }) => entry)],
    }));
}

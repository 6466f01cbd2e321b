import type { KnownSession, Place, Session } from './programme.ts';
import { votingWindow, type WindowRule } from './window.ts';

const FORMER_IDS_MAX = 20;
const EARLIER_MAX = 20; // a source that flaps must not fill the disk

/** Whether an id names this session, now or in an earlier import. */
export function isCalled({ id, formerIds }: KnownSession, wanted: string): boolean {
  return id === wanted || (formerIds?.includes(wanted) ?? false);
}

/**
 * A session that no earlier import listed.
 * @param takesId until now its id was another session's
 */
export function newcomer(session: Session, listedFromAt: number | null, takesId: boolean): KnownSession {
  return {
    ...session,
    closedFromAt: session.cancelled ? 0 : null,
    listedFromAt,
    withdrawn: false,
    ...(takesId && listedFromAt !== null ? { namedFromAt: listedFromAt } : {}),
  };
}

/** What votes say about a session when an import comes. */
interface Moment {
  /** When the import takes place, epoch milliseconds. */
  at: number;
  rule: WindowRule;
  /** Its voting window has closed. */
  isOver: boolean;
  /** Its voting window has opened: there may be votes. */
  hasOpened: boolean;
}

/**
 * A session as the source lists it now, with its history. One that is over keeps times, room and kind; one that is
 * moved, closed or opened again while it takes votes keeps those of before, where it was.
 */
export function update(
  before: KnownSession,
  session: Session,
  { at, rule, isOver, hasOpened }: Moment,
): KnownSession {
  const { startsAt, endsAt, room, kind, votable } = isOver ? before : session;
  const next: KnownSession = {
    ...session,
    startsAt,
    endsAt,
    room,
    kind,
    // A cancelled session keeps the votes it has: only `closedFromAt` shuts it.
    votable: session.cancelled ? before.votable : votable,
    closedFromAt: session.cancelled ? (before.closedFromAt ?? at) : null,
    listedFromAt: before.listedFromAt,
    withdrawn: false,
    ...formerIdsOf(before, session.id, at),
    ...(session.room === room ? {} : { listedRoom: session.room }),
    ...(before.namedFromAt === undefined ? {} : { namedFromAt: before.namedFromAt }),
    ...(before.earlier === undefined ? {} : { earlier: before.earlier }),
  };
  if (isAsBefore(before, next, at, rule)) return next;
  const hadVotes = before.votable && hasOpened;
  return {
    ...next,
    listedFromAt: at,
    ...(hadVotes ? { earlier: [...(next.earlier ?? []), placeOf(before, at)].slice(-EARLIER_MAX) } : {}),
  };
}

/**
 * A session as an earlier version listed it, with what happened since: it keeps the votes of where it was until `at`.
 * @param hasOpened its window of now has opened: there may be votes
 */
export function takeBack(
  earlier: KnownSession,
  now: KnownSession,
  at: number,
  hasOpened: boolean,
): KnownSession {
  const { earlier: then = [], ...listed } = earlier;
  const held = now.votable && hasOpened ? [placeOf(now, at)] : [];
  const places = new Map<string, Place>();
  for (const place of [...then, ...(now.earlier ?? []), ...held]) {
    const key = slotKey(place);
    const closedFromAt = Math.max(place.closedFromAt, places.get(key)?.closedFromAt ?? 0);
    if (!covers(listed, { ...place, closedFromAt })) places.set(key, { ...place, closedFromAt });
  }
  const kept = [...places.values()].slice(-EARLIER_MAX);
  return {
    ...listed,
    ...formerIdsOf(now, listed.id, at),
    ...(kept.length === 0 ? {} : { earlier: kept }),
  };
}

/** Whether a session takes all votes of a place where it was before. */
function covers(session: KnownSession, place: Place): boolean {
  const { votable, closedFromAt } = session;
  const isClosedLater = closedFromAt === null || closedFromAt >= place.closedFromAt;
  return votable && isClosedLater && slotKey(session) === slotKey(place);
}

function slotKey({ room, startsAt, endsAt, listedFromAt }: Omit<Place, 'closedFromAt' | 'leftAt'>): string {
  return JSON.stringify([room, startsAt, endsAt, listedFromAt]);
}

/** Whether votes of before `at` count for it as they did. */
function isAsBefore(before: KnownSession, next: KnownSession, at: number, rule: WindowRule): boolean {
  const [was, is] = [before, next].map((session) => votingWindow(session, rule));
  return (
    before.room === next.room &&
    before.startsAt === next.startsAt &&
    before.votable === next.votable &&
    (before.closedFromAt === null || before.closedFromAt === next.closedFromAt) &&
    was?.opensAt === is?.opensAt &&
    (before.endsAt === next.endsAt || Math.min(was?.lastCallAt ?? 0, is?.lastCallAt ?? 0) >= at)
  );
}

function placeOf({ room, startsAt, endsAt, listedFromAt, closedFromAt }: KnownSession, at: number): Place {
  return { room, startsAt, endsAt, listedFromAt, closedFromAt: Math.min(at, closedFromAt ?? at), leftAt: at };
}

/** What a session was called before, and until when. */
export function formerIdsOf(
  { id, formerIds = [], renamedAt = [] }: KnownSession,
  now: string,
  at: number,
): Pick<KnownSession, 'formerIds' | 'renamedAt'> {
  if (id === now) return formerIds.length === 0 ? {} : { formerIds, renamedAt };
  return {
    formerIds: [...formerIds, id].slice(-FORMER_IDS_MAX),
    renamedAt: [...renamedAt, at].slice(-FORMER_IDS_MAX),
  };
}

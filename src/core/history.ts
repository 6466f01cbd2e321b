import { inOrder } from './formats/ids.ts';
import {
  type KnownSession,
  type Programme,
  type ProgrammeReading,
  roomsOf,
  type Session,
} from './programme.ts';
import { votingSessions, type WindowRule, windowsOf } from './window.ts';

/** Finds for each session of a reading the one it was before; sessions that are new have no entry. */
export type Matcher = (
  known: readonly KnownSession[],
  listed: readonly Session[],
) => ReadonlyMap<Session, KnownSession>;

export interface ImportFacts {
  /** When the import takes place, epoch milliseconds. */
  at: number;
  rule: WindowRule;
  /** Whether votes were cast for a session that the source no longer lists. */
  hasVotes: (session: KnownSession) => boolean;
  /** What the programme is kept as coming from. */
  origin?: string;
  /** By default sessions are the same when their ids are. */
  match?: Matcher;
}

/**
 * The programme after an import. What is cancelled or gone takes no votes from `at` on; what is gone stays, withdrawn,
 * when it has votes; what comes back is open again. A session whose voting window has closed keeps its times, room
 * and kind, so that an edit of the source never moves votes that were cast.
 */
export function applyImport(
  previous: Programme | null,
  reading: ProgrammeReading,
  { at, rule, hasVotes, origin, match = matchById }: ImportFacts,
): Programme {
  const known = previous?.sessions ?? [];
  const matches = match(known, reading.sessions);
  const closed = previous === null ? new Set() : closedBy(previous, at, rule);
  const listed = reading.sessions.map((session) => {
    const before = matches.get(session);
    return before === undefined
      ? newcomer(session, previous === null ? null : at)
      : update(before, session, closed.has(before), at);
  });
  const found = new Set(matches.values());
  const gone = known
    .filter((session) => !found.has(session) && (session.withdrawn || hasVotes(session)))
    .map((session) => ({ ...session, withdrawn: true, closedFromAt: session.closedFromAt ?? at }));
  return {
    name: reading.name,
    timezone: reading.timezone,
    ...(origin === undefined ? {} : { origin }),
    sessions: [...listed, ...gone].sort(inOrder),
  };
}

/** The sessions that this reading would drop and that are not withdrawn yet: the ones whose votes must be looked up. */
export function missingFrom(
  reading: ProgrammeReading,
  previous: Programme,
  match: Matcher = matchById,
): KnownSession[] {
  const found = new Set(match(previous.sessions, reading.sessions).values());
  return previous.sessions.filter((session) => !session.withdrawn && !found.has(session));
}

/**
 * Why this reading should not replace the current programme by itself; null when it may. A source that suddenly lists
 * nothing, or less than half, is more often broken than right. Another source is judged by its faults alone.
 */
export function suspicionOf(current: Programme, reading: ProgrammeReading, origin?: string): string | null {
  if (origin !== undefined && current.origin !== undefined && origin !== current.origin) return null;
  const before = current.sessions.filter((session) => !session.withdrawn).length;
  const now = reading.sessions.length;
  if (now * 2 >= before) return null;
  return `The source lists ${now} sessions where it listed ${before}, so the programme before stays. Check the source; if it is right, give it another name (a copy of the file, or #2 after the address) in [programme] source and start the box again.`;
}

function matchById(
  known: readonly KnownSession[],
  listed: readonly Session[],
): ReadonlyMap<Session, KnownSession> {
  const byId = new Map(known.map((session) => [session.id, session]));
  const matches = new Map<Session, KnownSession>();
  for (const session of listed) {
    const before = byId.get(session.id);
    if (before !== undefined) matches.set(session, before);
  }
  return matches;
}

function closedBy(programme: Programme, at: number, rule: WindowRule): Set<KnownSession> {
  const windows = roomsOf(programme.sessions).flatMap((room) =>
    windowsOf(votingSessions(programme, room), rule),
  );
  return new Set(windows.filter(({ closesAt }) => closesAt <= at).map(({ session }) => session));
}

function newcomer(session: Session, listedFromAt: number | null): KnownSession {
  return { ...session, closedFromAt: session.cancelled ? 0 : null, listedFromAt, withdrawn: false };
}

function update(before: KnownSession, session: Session, closed: boolean, at: number): KnownSession {
  const { startsAt, endsAt, room, kind, votable } = closed ? before : session;
  return {
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
  };
}

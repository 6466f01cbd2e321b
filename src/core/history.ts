import { createHash } from 'node:crypto';
import { inOrder } from './formats/ids.ts';
import { type Matcher, matchSessions } from './match.ts';
import {
  type KnownSession,
  type Programme,
  type ProgrammeReading,
  roomsOf,
  type Session,
} from './programme.ts';
import { votingSessions, type WindowRule, windowsOf } from './window.ts';

const FORMER_IDS_MAX = 20;
const REFUSED_MAX = 20;

export interface ImportFacts {
  /** When the import takes place, epoch milliseconds. */
  at: number;
  rule: WindowRule;
  /** Whether votes were cast for a session that the source no longer lists. */
  hasVotes: (session: KnownSession) => boolean;
  /** What the programme is kept as coming from. */
  origin?: string;
  /** The programme before with what organisers changed: its windows are the ones that votes fell into. */
  adjusted?: Programme | null;
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
  { at, rule, hasVotes, origin, adjusted = previous, match = matchSessions }: ImportFacts,
): Programme {
  const known = previous?.sessions ?? [];
  const closed = adjusted === null ? new Set<string>() : closedBy(adjusted, at, rule);
  const matches = new Map(
    [...match(known, reading.sessions)].filter(([session, before]) => {
      // What is over and comes under another id at another time is given once more: a session of its own.
      return !closed.has(before.id) || isCalled(before, session.id) || isSameSlot(before, session);
    }),
  );
  const listed = reading.sessions.map((session) => {
    const before = matches.get(session);
    return before === undefined
      ? newcomer(session, previous === null ? null : at)
      : update(before, session, closed.has(before.id), at);
  });
  const found = new Set(matches.values());
  const gone = known.filter((session) => !found.has(session));
  const refused = previous?.refused ?? [];
  return {
    name: reading.name,
    timezone: reading.timezone,
    ...(origin === undefined ? {} : { origin }),
    reading: reading.reading,
    ...(reading.undecided ? { undecided: true } : {}),
    digest: digestOf(reading),
    ...(refused.length === 0 ? {} : { refused }),
    sessions: [...listed, ...withdraw(gone, hasVotes, at)].sort(inOrder),
  };
}

/**
 * The programme as an earlier version had it. Sessions that came later stay, withdrawn, when they have votes; what the
 * sources gave last is not taken again by itself.
 */
export function rollBack(
  current: Programme,
  earlier: Programme,
  { at, hasVotes, match = matchSessions }: Pick<ImportFacts, 'at' | 'hasVotes' | 'match'>,
): Programme {
  const matches = match(current.sessions, earlier.sessions);
  const back = earlier.sessions.map((session) => {
    const now = matches.get(session);
    return now === undefined ? session : { ...session, ...formerIdsOf(now, session.id) };
  });
  const found = new Set(matches.values());
  const gone = current.sessions.filter((session) => !found.has(session));
  const refused = [...(current.refused ?? []), ...(current.digest === undefined ? [] : [current.digest])];
  return {
    ...earlier,
    ...(current.origin === undefined ? {} : { origin: current.origin }),
    refused: [...new Set(refused)].filter((digest) => digest !== earlier.digest).slice(-REFUSED_MAX),
    sessions: [...back, ...withdraw(gone, hasVotes, at)].sort(inOrder),
  };
}

/** The sessions that this reading would drop and that are not withdrawn yet: the ones whose votes must be looked up. */
export function missingFrom(
  reading: Pick<ProgrammeReading, 'sessions'>,
  previous: Programme,
  match: Matcher = matchSessions,
): KnownSession[] {
  const found = new Set(match(previous.sessions, reading.sessions).values());
  return previous.sessions.filter((session) => !session.withdrawn && !found.has(session));
}

/** Names what the sources gave: equal readings have equal digests. */
export function digestOf({ name, timezone, sessions }: ProgrammeReading): string {
  return createHash('sha256')
    .update(JSON.stringify([name, timezone, sessions]))
    .digest('hex');
}

/** Whether an id names this session, now or in an earlier import. */
export function isCalled({ id, formerIds }: KnownSession, wanted: string): boolean {
  return id === wanted || (formerIds?.includes(wanted) ?? false);
}

function isSameSlot(a: Session, b: Session): boolean {
  return a.room === b.room && a.startsAt === b.startsAt;
}

/** Of what is listed no more, what has votes stays. */
function withdraw(
  gone: readonly KnownSession[],
  hasVotes: ImportFacts['hasVotes'],
  at: number,
): KnownSession[] {
  return gone
    .filter((session) => session.withdrawn || hasVotes(session))
    .map((session) => ({ ...session, withdrawn: true, closedFromAt: session.closedFromAt ?? at }));
}

/** The ids of the sessions whose voting window has closed. */
function closedBy(programme: Programme, at: number, rule: WindowRule): Set<string> {
  const windows = roomsOf(programme.sessions).flatMap((room) =>
    windowsOf(votingSessions(programme, room), rule),
  );
  return new Set(windows.filter(({ closesAt }) => closesAt <= at).map(({ session }) => session.id));
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
    ...formerIdsOf(before, session.id),
  };
}

/** What a session was called before, when that differs from what it is called now. */
function formerIdsOf({ id, formerIds = [] }: KnownSession, now: string): { formerIds?: readonly string[] } {
  const former = [...formerIds, id].filter((name) => name !== now).slice(-FORMER_IDS_MAX);
  return former.length === 0 ? {} : { formerIds: [...new Set(former)] };
}

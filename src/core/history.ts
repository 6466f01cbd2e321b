import { createHash } from 'node:crypto';
import { inOrder } from './formats/ids.ts';
import { createLikeness, isSameSlot } from './likeness.ts';
import { type Matcher, matchSessions } from './match.ts';
import type { KnownSession, Programme, ProgrammeReading, Session } from './programme.ts';
import { formerIdsOf, isCalled, newcomer, takeBack, update } from './succession.ts';
import { type Turn, turnsOf } from './turns.ts';
import type { WindowRule } from './window.ts';

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
 * and kind, and one that is moved while it is open keeps the votes of before, so that an edit of the source never
 * moves votes that were cast.
 */
export function applyImport(
  previous: Programme | null,
  reading: ProgrammeReading,
  facts: ImportFacts,
): Programme {
  const { at, rule, hasVotes, origin, match = matchSessions } = facts;
  const known = previous?.sessions ?? [];
  const votes = spansOf(facts.adjusted === undefined ? previous : facts.adjusted, rule);
  const matches = sameIn(reading, known, match, votes, at);
  const named = new Set(known.flatMap(({ id, formerIds = [] }) => [id, ...formerIds]));
  const listed = reading.sessions.map((session) => {
    const before = matches.get(session);
    return before === undefined
      ? newcomer(session, previous === null ? null : at, named.has(session.id))
      : update(before, session, {
          at,
          rule,
          isOver: isOver(votes.get(before.id), at),
          hasOpened: hasOpened(votes.get(before.id), at),
        });
  });
  const found = new Set(matches.values());
  const gone = known.filter((session) => !found.has(session));
  const digest = digestOf(reading);
  const refused = (previous?.refused ?? []).filter((other) => other !== digest);
  return {
    name: reading.name,
    timezone: reading.timezone,
    ...(origin === undefined ? {} : { origin }),
    reading: reading.reading,
    ...(reading.undecided ? { undecided: true } : {}),
    digest,
    ...(refused.length === 0 ? {} : { refused }),
    sessions: together(listed, withdraw(gone, hasVotes, at), at),
  };
}

/**
 * The programme as an earlier version had it. Sessions that came later stay, withdrawn, when they have votes; those
 * that were moved since keep the votes of where they were; what the sources gave last is not taken again by itself.
 */
export function rollBack(
  current: Programme,
  earlier: Programme,
  { at, rule, hasVotes, adjusted = current, match = matchSessions }: Omit<ImportFacts, 'origin'>,
): Programme {
  const matches = match(current.sessions, earlier.sessions);
  const votes = spansOf(adjusted, rule);
  const back = earlier.sessions.map((session) => {
    const now = matches.get(session);
    return now === undefined ? session : takeBack(session, now, at, hasOpened(votes.get(now.id), at));
  });
  const found = new Set(matches.values());
  const gone = current.sessions.filter((session) => !found.has(session));
  const refused = [...(current.refused ?? []), ...(current.digest === undefined ? [] : [current.digest])];
  return {
    ...earlier,
    ...(current.origin === undefined ? {} : { origin: current.origin }),
    refused: [...new Set(refused)].filter((digest) => digest !== earlier.digest).slice(-REFUSED_MAX),
    sessions: together(back, withdraw(gone, hasVotes, at), at),
  };
}

/** The sessions that this import would drop and that are not withdrawn yet: the ones whose votes must be looked up. */
export function missingFrom(
  reading: Pick<ProgrammeReading, 'sessions'>,
  previous: Programme,
  { at, rule, adjusted = previous, match = matchSessions }: Omit<ImportFacts, 'hasVotes' | 'origin'>,
): KnownSession[] {
  const matches = sameIn(reading, previous.sessions, match, spansOf(adjusted, rule), at);
  return goneFrom(previous, matches);
}

/** The same of a roll back. */
export function missingBack(
  earlier: Programme,
  current: Programme,
  match: Matcher = matchSessions,
): KnownSession[] {
  return goneFrom(current, match(current.sessions, earlier.sessions));
}

/** Names what the sources gave: equal readings have equal digests. */
export function digestOf({ name, timezone, sessions }: ProgrammeReading): string {
  return createHash('sha256')
    .update(JSON.stringify([name, timezone, sessions]))
    .digest('hex');
}

type Spans = ReadonlyMap<string, Span>;
type Span = Pick<Turn<KnownSession>, 'fromAt' | 'toAt'>;

/** From when to when each session takes votes, by its id; none for a session that never does. */
function spansOf(programme: Programme | null, rule: WindowRule): Spans {
  const spans = new Map<string, Span>();
  for (const { session, fromAt, toAt } of programme === null ? [] : turnsOf(programme, rule)) {
    const known = spans.get(session.id) ?? { fromAt, toAt };
    spans.set(session.id, { fromAt: Math.min(known.fromAt, fromAt), toAt: Math.max(known.toAt, toAt) });
  }
  return spans;
}

/**
 * What is over and comes under another id at another time is given once more, and one that only has its id is
 * something else, as numbers begin anew each day: sessions of their own.
 */
function sameIn(
  { sessions }: Pick<ProgrammeReading, 'sessions'>,
  known: readonly KnownSession[],
  match: Matcher,
  votes: Spans,
  at: number,
): Map<Session, KnownSession> {
  const { isSurelyOne } = createLikeness();
  return new Map(
    [...match(known, sessions)].filter(
      ([session, before]) =>
        !isOver(votes.get(before.id), at) ||
        isSameSlot(before, session) ||
        (isCalled(before, session.id) && isSurelyOne(before, session)),
    ),
  );
}

function isOver(votes: Span | undefined, at: number): boolean {
  return votes !== undefined && votes.toAt <= at;
}

function hasOpened(votes: Span | undefined, at: number): boolean {
  return votes !== undefined && votes.fromAt < at;
}

function goneFrom({ sessions }: Programme, matches: ReadonlyMap<Session, KnownSession>): KnownSession[] {
  const found = new Set(matches.values());
  return sessions.filter((session) => !session.withdrawn && !found.has(session));
}

/** What is kept beside what is listed loses an id that the source has given to another session. */
function together(
  listed: readonly KnownSession[],
  kept: readonly KnownSession[],
  at: number,
): KnownSession[] {
  const taken = new Set([...listed, ...kept].map(({ id }) => id));
  const used = new Set(listed.map(({ id }) => id));
  const aside = kept.map((session) => {
    if (!used.has(session.id)) return session;
    let number = 1;
    while (taken.has(`${session.id}~${number}`)) number += 1;
    const id = `${session.id}~${number}`;
    taken.add(id);
    return { ...session, id, derivedId: true, ...formerIdsOf(session, id, at) };
  });
  return [...listed, ...aside].sort(inOrder);
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

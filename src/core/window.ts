import type { KnownSession, Programme } from './programme.ts';

/** When windows open and close, relative to their sessions. */
export interface WindowRule {
  openAfterMs: number;
  closeAfterMs: number;
}

/** What decides a window; a session of a programme has all of it. */
export type Votable = Pick<
  KnownSession,
  'id' | 'formerIds' | 'startsAt' | 'endsAt' | 'closedFromAt' | 'listedFromAt'
>;

/** The `[opensAt, lastCallAt)` of a votable session; it ends earlier when the next one opens. */
export function votingWindow(
  session: Pick<Votable, 'startsAt' | 'endsAt'>,
  rule: WindowRule,
): { opensAt: number; lastCallAt: number } {
  const halfMs = (session.endsAt - session.startsAt) / 2;
  return {
    opensAt: session.startsAt + Math.min(rule.openAfterMs, halfMs),
    lastCallAt: session.endsAt + rule.closeAfterMs,
  };
}

/** The sessions of a room that can take votes, or could before the source moved them. */
export function votingSessions(programme: Programme, room: string): KnownSession[] {
  return programme.sessions.flatMap(placesOf).filter((session) => session.votable && session.room === room);
}

/** A session as it is, and as it was wherever it took votes before. */
export function placesOf(session: KnownSession): KnownSession[] {
  const earlier = session.earlier ?? [];
  return [session, ...earlier.map((place) => ({ ...session, ...place, votable: true }))];
}

/**
 * The session that a vote cast at `at` counts for, among the votable sessions of one room: of those whose
 * window is open, the one that opened last. A session that was listed or moved there later takes no vote from one
 * that was listed then, for it was cast for that one.
 */
export function sessionAt<S extends Votable>(
  sessions: readonly S[],
  at: number,
  rule: WindowRule,
): S | undefined {
  const lateness = ({ listedFromAt }: Votable) => Math.max(at, listedFromAt ?? at);
  return sessions
    .filter((session) => takesVotesAt(session, at, rule))
    .reduce<S | undefined>((best, session) => {
      if (best === undefined) return session;
      const later = lateness(session) - lateness(best);
      return later < 0 || (later === 0 && outranks(session, best, rule)) ? session : best;
    }, undefined);
}

/** Every votable session of one room with the window in which votes go to it, by opening. */
export function windowsOf<S extends Votable>(
  sessions: readonly S[],
  rule: WindowRule,
): { session: S; opensAt: number; closesAt: number }[] {
  const byRank = sessions
    .map((session) => ({ session, ...votingWindow(session, rule) }))
    .sort((a, b) => (outranks(a.session, b.session, rule) ? 1 : -1));
  return byRank.map(({ session, opensAt, lastCallAt }, i) => {
    const next = byRank.slice(i + 1).find((other) => takesVotesAt(other.session, other.opensAt, rule));
    const ends = [lastCallAt, session.closedFromAt ?? lastCallAt, next?.opensAt ?? lastCallAt];
    return { session, opensAt, closesAt: Math.max(opensAt, Math.min(...ends)) };
  });
}

/** Orders by code points, as a database with a binary collation does; `<` would compare UTF-16 units. */
export function compareCodePoints(a: string, b: string): number {
  if (a === b) return 0;
  const left = [...a];
  const right = [...b];
  for (let i = 0; i < Math.min(left.length, right.length); i += 1) {
    const difference = (left[i]?.codePointAt(0) ?? 0) - (right[i]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

function takesVotesAt(session: Votable, at: number, rule: WindowRule): boolean {
  const { opensAt, lastCallAt } = votingWindow(session, rule);
  const closedFromAt = session.closedFromAt ?? Number.POSITIVE_INFINITY;
  return opensAt <= at && at < lastCallAt && at < closedFromAt;
}

function outranks(a: Votable, b: Votable, rule: WindowRule): boolean {
  const opening = votingWindow(a, rule).opensAt - votingWindow(b, rule).opensAt;
  if (opening !== 0) return opening > 0;
  if (a.startsAt !== b.startsAt) return a.startsAt > b.startsAt;
  return compareCodePoints(firstId(a), firstId(b)) > 0;
}

/** What it was called at first: another id must not decide anew between two sessions that have votes. */
function firstId({ id, formerIds }: Votable): string {
  return formerIds?.[0] ?? id;
}

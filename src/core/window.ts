import type { KnownSession, Programme } from './programme.ts';

/** When windows open and close, relative to their sessions. */
export interface WindowRule {
  openAfterMs: number;
  closeAfterMs: number;
}

/** What decides a window; a session of a programme has all of it. */
export type Votable = Pick<KnownSession, 'id' | 'startsAt' | 'endsAt' | 'closedFromAt'>;

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

/** The sessions of a room that can take votes. */
export function votingSessions(programme: Programme, room: string): KnownSession[] {
  return programme.sessions.filter((session) => session.votable && session.room === room);
}

/** The session that a vote cast at `at` counts for, among the votable sessions of one room. */
export function sessionAt<S extends Votable>(
  sessions: readonly S[],
  at: number,
  rule: WindowRule,
): S | undefined {
  let best: S | undefined;
  for (const session of sessions) {
    if (takesVotesAt(session, at, rule) && (best === undefined || outranks(session, best, rule))) {
      best = session;
    }
  }
  return best;
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

/** The first instant after `at` when `sessionAt` may answer differently; undefined when it never will. */
export function nextChangeAt(sessions: readonly Votable[], at: number, rule: WindowRule): number | undefined {
  const instants = sessions.flatMap((session) => {
    const { opensAt, lastCallAt } = votingWindow(session, rule);
    return [opensAt, lastCallAt, session.closedFromAt ?? lastCallAt];
  });
  const later = instants.filter((instant) => instant > at);
  return later.length === 0 ? undefined : Math.min(...later);
}

/** Orders by code points, as a database with a binary collation does; `<` would compare UTF-16 units. */
export function compareCodePoints(a: string, b: string): number {
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
  return compareCodePoints(a.id, b.id) > 0;
}

import type { KnownSession, Programme } from '../programme.ts';
import { compareCodePoints } from '../window.ts';
import { type Figures, sumOf } from './ledger.ts';
import type { ResultsView, ResultTotals, SessionResult } from './view.ts';
import { shareOf } from './wilson.ts';

/** With fewer votes a session has neither share nor place: its interval would say nothing. */
export const VOTES_MIN = 10;

/** What is known of the votes of one session. */
export interface SessionVotes {
  plus: number;
  minus: number;
  figures: Figures;
}

/**
 * The results of a conference. The votes of a relay are those of the talk that is shown there. What was cancelled or
 * withdrawn is listed when it has votes.
 * @param votesOf the votes that count for this session itself
 */
export function resultsOf(
  programme: Programme | null,
  votesOf: (session: KnownSession) => SessionVotes,
  totals: ResultTotals,
): ResultsView {
  const sessions = programme?.sessions ?? [];
  const ids = new Set(sessions.map(({ id }) => id));
  const relays = new Map<string, KnownSession[]>();
  for (const session of sessions) {
    const talk = talkOf(session, ids);
    if (talk !== session.id) relays.set(talk, [...(relays.get(talk) ?? []), session]);
  }
  const results = sessions
    .filter((session) => talkOf(session, ids) === session.id)
    .map((session) => resultOf(session, [session, ...(relays.get(session.id) ?? [])].map(votesOf)))
    .filter(({ result, takesVotes }) => takesVotes || result.counted > 0)
    .map(({ result }) => result);
  return { sessions: results.sort(inOrder), totals };
}

/** The talk that a session's votes are counted with: itself, or what it relays. */
function talkOf({ id, relayOf }: KnownSession, ids: ReadonlySet<string>): string {
  return relayOf !== undefined && ids.has(relayOf) ? relayOf : id;
}

function resultOf(
  session: KnownSession,
  votes: readonly SessionVotes[],
): { result: SessionResult; takesVotes: boolean } {
  const { id, title, speakers, room, startsAt, endsAt, cancelled, withdrawn, votable } = session;
  const plus = votes.reduce((sum, one) => sum + one.plus, 0);
  const minus = votes.reduce((sum, one) => sum + one.minus, 0);
  const { bursts, folded, early } = sumOf(votes.map(({ figures }) => figures));
  const counted = plus + minus;
  const tooFew = counted < VOTES_MIN;
  const foldedCount = folded.plus + folded.minus;
  const result = {
    ...{ id, title, speakers, room, startsAt, endsAt, cancelled, withdrawn },
    ...{ counted, plus, minus, tooFew, bursts, early },
    share: tooFew ? null : shareOf(plus, counted),
    foldedShare: tooFew || foldedCount === 0 ? null : folded.plus / foldedCount,
  };
  return { result, takesVotes: votable && !cancelled && !withdrawn };
}

function inOrder(a: SessionResult, b: SessionResult): number {
  return (
    (b.share?.low ?? -1) - (a.share?.low ?? -1) ||
    (a.tooFew ? 0 : b.counted - a.counted) ||
    a.startsAt - b.startsAt ||
    compareCodePoints(a.room, b.room) ||
    compareCodePoints(a.id, b.id)
  );
}

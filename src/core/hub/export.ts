import type { StoredVote } from '../vote.ts';
import type { ExportedVote } from '../votecsv.ts';

/** A vote as the hub holds it. */
export interface HeldVote extends StoredVote {
  box: string;
  epoch: string;
  correctedAt: number | null;
}

const MINUTE_MS = 60_000;

/**
 * A vote as `votes.csv` gives it. Unless `exact`, nobody can be found by the second in which they punched: every time is
 * rounded to the minute, the monotonic one too, from which the others could be had back, and the digest is left
 * empty, as it would confirm a guess.
 * @param sessionId what it counts for
 */
export function exportedVote(vote: HeldVote, sessionId: string | null, exact: boolean): ExportedVote {
  const { box, epoch, seq, bootId, monoMs, wallMs, correctedAt } = vote;
  const { value, room, shownSessionId, source, digest } = vote;
  return {
    ...{ box, epoch, seq, bootId },
    monoMs: exact ? monoMs : toMinute(monoMs),
    wallMs: exact ? wallMs : toMinute(wallMs),
    correctedAt: exact || correctedAt === null ? correctedAt : toMinute(correctedAt),
    ...{ value, room, sessionId, shownSessionId, source },
    digest: exact ? digest : '',
  };
}

function toMinute(at: number): number {
  return Math.round(at / MINUTE_MS) * MINUTE_MS;
}

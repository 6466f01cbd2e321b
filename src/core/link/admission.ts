import { nextDigest } from '../digest.ts';
import type { StoredVote } from '../vote.ts';
import type { HeldEpoch, SeqRange, VotesFrame } from './frames.ts';

/** How far an epoch is held, or will be when what is under way is stored. */
export interface Tip {
  /** `firstSeq - 1` for none. */
  acked: number;
  /** Lower-case hex; empty for none. */
  digest: string;
}

/**
 * What a frame of votes is to the hub. `fits`: these votes follow what it holds. `known`: it holds them all. `fork`: the
 * histories differ. `refused`: the frame makes no sense, and why.
 */
export type Admission =
  | { kind: 'fits'; votes: readonly StoredVote[]; tip: Tip }
  | { kind: 'known' }
  | { kind: 'fork' }
  | { kind: 'refused'; why: string };

/**
 * Checks a frame for shape, gap and chain, in this order. Votes that the hub has are skipped; the next one must follow
 * them by its number, declared holes apart, and by its digest. Behind a hole, and at the beginning of an epoch, a digest
 * is taken on trust (DESIGN section 7): whatever it was, what follows is bound to it.
 */
export function admit(frame: VotesFrame, epoch: Pick<HeldEpoch, 'firstSeq' | 'lost'>, tip: Tip): Admission {
  const [first] = frame.votes;
  if (first === undefined) return refused('a frame without votes');
  if (first.seq !== frame.from)
    return refused(`its first vote is ${first.seq}, not ${frame.from} as it says`);
  if (first.seq < epoch.firstSeq) return refused(`vote ${first.seq} lies before its epoch`);
  let before: Tip | null = null;
  for (const vote of frame.votes) {
    if (before !== null && vote.seq <= before.acked) return refused(`vote ${vote.seq} is out of order`);
    if (before !== null && !reaches(before.acked, vote.seq, epoch.lost)) return refused(gap(before, vote));
    if (before !== null && breaks(before, vote)) return refused(`vote ${vote.seq} does not fit its digest`);
    if (vote.seq === tip.acked && tip.digest !== '' && vote.digest !== tip.digest) return { kind: 'fork' };
    before = { acked: vote.seq, digest: vote.digest };
  }
  const votes = frame.votes.filter(({ seq }) => seq > tip.acked);
  const [next] = votes;
  if (next === undefined || before === null) return { kind: 'known' };
  if (!reaches(tip.acked, next.seq, epoch.lost)) return refused(gap(tip, next));
  if (breaks(tip, next)) return { kind: 'fork' };
  return { kind: 'fits', votes, tip: before };
}

/** Whether nothing but declared holes lies between two numbers. @param lost ascending */
export function reaches(acked: number, seq: number, lost: readonly SeqRange[]): boolean {
  let next = acked + 1;
  if (next >= seq) return true;
  for (let index = firstBehind(lost, next); next < seq; index += 1) {
    const [from, to] = lost[index] ?? [Number.POSITIVE_INFINITY, 0];
    if (from > next) return false;
    next = to + 1;
  }
  return true;
}

/** The index of the first hole that ends at `seq` or behind it: a card with many holes must not be walked for each vote. */
function firstBehind(lost: readonly SeqRange[], seq: number): number {
  let [low, high] = [0, lost.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lost[middle]?.[1] ?? 0) < seq) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Only neighbours can be checked against each other. */
function breaks(before: Tip, vote: StoredVote): boolean {
  if (before.digest === '' || vote.seq !== before.acked + 1) return false;
  return nextDigest(Buffer.from(before.digest, 'hex'), vote.seq, vote).toString('hex') !== vote.digest;
}

function gap({ acked }: Tip, { seq }: StoredVote): string {
  return `vote ${seq} follows ${acked}: what lies between is missing`;
}

function refused(why: string): Admission {
  return { kind: 'refused', why };
}

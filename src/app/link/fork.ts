import type { ForkFrame } from '../../core/link/frames.ts';
import type { VoteLog } from './ports.ts';

/**
 * What the box makes of another history at the hub. `split`: a new epoch has begun right behind the last common vote.
 * `ask older`: none of these digests is known. `nothing`: that log is over, and the hub has all of it.
 */
export type ForkAnswer =
  | { kind: 'split'; common: number }
  | { kind: 'ask older'; before: number }
  | { kind: 'nothing' };

type Log = Pick<VoteLog, 'epochs' | 'commonVote' | 'splitEpoch'>;

/** Durable when it resolves, so that nothing common counts twice and nothing is dropped, whatever happens then. */
export async function answerFork(log: Log, { epoch, digests }: ForkFrame): Promise<ForkAnswer> {
  const all = await log.epochs();
  const held = all.find((one) => one.epoch === epoch);
  if (held === undefined) return { kind: 'nothing' };
  const oldest = digests.at(-1)?.seq ?? held.firstSeq;
  const found = digests.length === 0 ? null : await log.commonVote(epoch, digests);
  if (found === null && oldest > held.firstSeq) return { kind: 'ask older', before: oldest };
  const common = found ?? held.firstSeq - 1;
  if (common === held.lastSeq && held !== all.at(-1)) return { kind: 'nothing' };
  await log.splitEpoch(epoch, common + 1);
  return { kind: 'split', common };
}

import type { Batch } from '../../core/hub/records.ts';
import type { Tip } from '../../core/link/admission.ts';
import type { HeldEpoch } from '../../core/link/frames.ts';
import type { Boot, StoredVote } from '../../core/vote.ts';
import type { Attribution } from './ports.ts';

interface Origin {
  box: string;
  machine: string;
  epoch: HeldEpoch;
  /** What the votes follow. */
  onto: Tip;
}

/** Votes that follow what is held, with what they add to the tally. */
export function makeBatch(
  { box, machine, epoch: { epoch, firstSeq }, onto }: Origin,
  votes: readonly StoredVote[],
  attribution: Attribution,
  boots: ReadonlyMap<string, Boot>,
): Batch {
  const sums = new Map<string, Batch['tally'][number]>();
  const used = new Map<string, Boot>();
  for (const vote of votes) {
    const boot = boots.get(vote.bootId);
    if (boot !== undefined) used.set(vote.bootId, boot);
    const { kind, sessionId } = attribution.of({ ...vote, box }, boot);
    const name = `${kind} ${sessionId}`;
    const sum = sums.get(name) ?? { kind, sessionId, plus: 0, minus: 0 };
    const [plus, minus] = vote.value === 1 ? [1, 0] : [0, 1];
    sums.set(name, { ...sum, plus: sum.plus + plus, minus: sum.minus + minus });
  }
  return {
    box,
    epoch,
    firstSeq,
    machine,
    onto,
    votes,
    tally: [...sums.values()],
    basis: attribution.basis,
    boots: [...used.values()],
  };
}

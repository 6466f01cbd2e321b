import type { HeldEpoch, HelloFrame, ResumeFrame } from '../../core/link/frames.ts';
import type { Boot } from '../../core/vote.ts';
import { readMoment } from '../moment.ts';
import type { Clock } from '../ports.ts';
import type { VoteLog } from './ports.ts';

interface Greeting {
  clock: Pick<Clock, 'monoMs' | 'wallAt'>;
  boot: () => Boot;
  machine: string;
  version: string;
}

/** What a box says first: what it holds, and how it knows the time. */
export function helloOf(
  epochs: readonly HeldEpoch[],
  { clock, boot, machine, version }: Greeting,
): HelloFrame {
  const { bootId, quality } = boot();
  const { monoMs, wallAt } = readMoment(clock);
  return {
    ...{ type: 'hello', protocol: 1, machine, version, epochs, bootId, clock: quality },
    ...{ monoMs: Math.round(monoMs), wallMs: Math.round(wallAt) },
  };
}

/**
 * The first epoch whose newest vote at the hub is none that the box has in common; null where there is none. A vote that
 * the box cannot read any more is none: a hole may hide where histories part.
 */
export async function partedEpoch(
  log: Pick<VoteLog, 'commonVote'>,
  epochs: readonly HeldEpoch[],
  heads: ReadonlyMap<string, ResumeFrame['epochs'][number]>,
): Promise<HeldEpoch | null> {
  for (const held of epochs) {
    const { acked: seq, digest } = heads.get(held.epoch) ?? { acked: 0, digest: '' };
    if (digest === '' || seq > held.lastSeq || seq < held.firstSeq) continue;
    if ((await log.commonVote(held.epoch, [{ seq, digest }])) !== seq) return held;
  }
  return null;
}

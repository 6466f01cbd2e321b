import { firstDigest, nextDigest } from '../../../src/core/digest.ts';
import type { StoredVote, Vote, VoteValue } from '../../../src/core/vote.ts';

/** The votes of one box, one after the other, as its database would chain them. */
export interface Chain {
  epoch: string;
  bootId: string;
  next(): StoredVote;
}

export function createChain(
  box: string,
  room: string,
  wallAt: (seq: number) => number,
  valueAt: (seq: number) => VoteValue = (seq) => (seq % 3 === 0 ? -1 : 1),
): Chain {
  const epoch = `epoch of ${box}`;
  const bootId = `boot of ${box}`;
  let seq = 0;
  let digest: Uint8Array = firstDigest(epoch);
  return {
    epoch,
    bootId,
    next() {
      seq += 1;
      const wallMs = Math.round(wallAt(seq));
      const vote: Vote = {
        ...{ bootId, monoMs: wallMs, wallMs, value: valueAt(seq), room, shownSessionId: null },
        source: 'button',
      };
      const own = nextDigest(digest, seq, vote);
      digest = own;
      return { ...vote, seq, digest: own.toString('hex') };
    },
  };
}

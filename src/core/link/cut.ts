import type { StoredVote } from '../vote.ts';
import { BATCH_BYTES_MAX, BATCH_MAX } from './frames.ts';

/** Of a frame without its votes: type, epoch and a number. */
const ENVELOPE_BYTES = 256;

/** The votes that go into the next frame: at most 500 and 128 KiB, always one at least. */
export function cutBatch(votes: readonly StoredVote[]): readonly StoredVote[] {
  let bytes = ENVELOPE_BYTES;
  for (const [index, vote] of votes.entries()) {
    bytes += Buffer.byteLength(JSON.stringify(vote)) + 1; // its comma
    if (index > 0 && (index === BATCH_MAX || bytes > BATCH_BYTES_MAX)) return votes.slice(0, index);
  }
  return votes;
}

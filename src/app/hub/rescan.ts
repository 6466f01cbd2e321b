import type { Counting } from '../../core/hub/attribution.ts';
import { createLedger, type Ledger } from '../../core/hub/ledger.ts';
import type { VoteSpan } from '../ports.ts';
import type { HubVotes } from './ports.ts';

/** Turns that lie closer together are read in one go. */
const GAP_MS = 1_800_000;

/**
 * Makes the ledgers of some sessions anew from the votes.
 * @returns `newest`: by box and boot, as `votesOf` names them, the greatest `seq` that was read
 */
export async function rescan(
  ids: ReadonlySet<string>,
  { votes, counting }: { votes: Pick<HubVotes, 'scan'>; counting: Counting },
): Promise<{ made: Map<string, Ledger>; newest: Map<string, number> }> {
  const made = new Map([...ids].map((id) => [id, createLedger()]));
  const newest = new Map<string, number>();
  for (const span of spansOf(ids, counting)) {
    await votes.scan({ ...span, timeless: false }, (piece) => {
      for (const vote of piece) {
        const { box, bootId, seq, correctedAt, value } = vote;
        if (correctedAt === null) continue;
        const name = votesOf(box, bootId);
        if (seq > (newest.get(name) ?? 0)) newest.set(name, seq);
        const { kind, sessionId } = counting.keyAt(vote, correctedAt);
        if (kind === 'session') made.get(sessionId)?.add(box, value, correctedAt);
      }
    });
  }
  return { made, newest };
}

export function votesOf(box: string, bootId: string): string {
  return `${box}\n${bootId}`;
}

/** When votes of these sessions can have been cast, with little beside it; apart from each other. */
function spansOf(ids: ReadonlySet<string>, { turns }: Counting): VoteSpan[] {
  const stretches = [...turns.values()]
    .flatMap((timeline) => timeline.stretches)
    .filter(({ value }) => ids.has(value))
    .sort((a, b) => a.fromAt - b.fromAt);
  const spans: VoteSpan[] = [];
  for (const { fromAt, toAt } of stretches) {
    const last = spans.at(-1);
    if (last !== undefined && fromAt <= last.toAt + GAP_MS) last.toAt = Math.max(last.toAt, Math.ceil(toAt));
    else spans.push({ fromAt: Math.floor(fromAt), toAt: Math.ceil(toAt) });
  }
  return spans;
}

import type { Counting } from '../../core/hub/attribution.ts';
import { createLedger, type Ledger } from '../../core/hub/ledger.ts';
import type { StoredVote, VoteSpan } from '../../core/vote.ts';
import type { HubVotes } from './ports.ts';

/** Turns that lie closer together are read in one go. */
const GAP_MS = 1_800_000;

/** Ledgers made anew, and how far votes were read for them. */
export interface Reread {
  made: Map<string, Ledger>;
  /** The greatest `seq` that was read of a boot. */
  newest: Map<string, number>;
}

/** Makes the ledgers of some sessions anew from the votes. */
export async function rescan(
  ids: ReadonlySet<string>,
  { votes, counting }: { votes: Pick<HubVotes, 'scan'>; counting: Counting },
): Promise<Reread> {
  const made = new Map([...ids].map((id) => [id, createLedger()]));
  const newest = new Map<string, number>();
  for (const span of spansOf(ids, counting)) {
    await votes.scan({ ...span, timeless: false }, (piece) => {
      for (const vote of piece) {
        const { box, bootId, seq, correctedAt, value } = vote;
        if (correctedAt === null) continue;
        const name = nameOf(box, bootId);
        if (seq > (newest.get(name) ?? 0)) newest.set(name, seq);
        const { kind, sessionId } = counting.keyAt(vote, correctedAt);
        if (kind === 'session') made.get(sessionId)?.add(box, value, correctedAt);
      }
    });
  }
  return { made, newest };
}

/** Whether a vote for this session is in its new ledger: what is stored of a boot is stored in the order of `seq`. */
export function wasRead(
  { made, newest }: Reread,
  box: string,
  { bootId, seq }: Pick<StoredVote, 'bootId' | 'seq'>,
  sessionId: string,
): boolean {
  return made.has(sessionId) && seq <= (newest.get(nameOf(box, bootId)) ?? 0);
}

function nameOf(box: string, bootId: string): string {
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

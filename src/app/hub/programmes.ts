import { describeOrder } from '../../core/listing.ts';
import type { VoteSpan } from '../../core/vote.ts';
import type { Store } from '../ports.ts';
import type { HubBasis } from './basis.ts';
import type { HubStore } from './ports.ts';

interface Deps {
  basis: HubBasis;
  store: Pick<HubStore, 'rulings'> & { votes: Pick<HubStore['votes'], 'scan'> };
}

/**
 * The programme of a hub as those who keep a box's programme want it. Whatever they write moves what votes count for in
 * the same transaction.
 */
export function createHubProgrammes({ basis, store }: Deps): Pick<Store, 'programmes' | 'spansWithVotes'> {
  const { load, versions, version, adjustments } = store.rulings.programmes;

  function wordsOf(number: number): string {
    const { imported } = basis.known();
    const found = basis.known().adjustments.find((adjustment) => adjustment.number === number);
    return found === undefined || imported === null
      ? `change ${number} of the programme`
      : describeOrder(found.order, imported);
  }

  return {
    programmes: {
      load: () => load(),
      versions: (count) => versions(count),
      version: (number) => version(number),
      adjustments: () => adjustments(),
      save: (programme, origin, at, changes) =>
        basis.change({ kind: 'programme', programme, origin, at, changes }),
      async adjust(order, at, who) {
        const { imported } = basis.known();
        const what = imported === null ? 'changed the programme' : describeOrder(order, imported);
        const before = new Set(basis.known().adjustments.map(({ number }) => number));
        await basis.change({ kind: 'order', order, at, who }, { at, who, what });
        const given = (await adjustments()).filter((one) => !before.has(one.number) && one.who === who);
        const kept = given.find((one) => one.at === at) ?? given.at(-1);
        if (kept === undefined) throw new Error('The change was kept, but cannot be found: look at the log.');
        return kept;
      },
      undo: (number, at, who) =>
        basis.change(
          { kind: 'undo-order', number, at, who },
          { at, who, what: `took back: ${wordsOf(number)}` },
        ),
    },
    spansWithVotes: (room, spans) => heldIn(room, spans, { basis, store }),
  };
}

/** A vote without a time may have been cast in any of the spans. */
async function heldIn(room: string, spans: readonly VoteSpan[], { basis, store }: Deps): Promise<boolean[]> {
  const held = spans.map(() => false);
  if (spans.length === 0) return held;
  const fromAt = Math.min(...spans.map((span) => span.fromAt));
  const toAt = Math.max(...spans.map((span) => span.toAt));
  const counting = basis.attribution();
  await store.votes.scan({ fromAt, toAt, timeless: true }, (votes) => {
    for (const vote of votes) {
      const { correctedAt: at } = vote;
      const { kind } = counting.keyAt(vote, at);
      if (kind === 'test' || kind === 'before' || counting.roomAt(vote, at) !== room) continue;
      for (const [index, span] of spans.entries()) {
        if (at === null || (span.fromAt <= at && at < span.toAt)) held[index] = true;
      }
    }
  });
  return held;
}

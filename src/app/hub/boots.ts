import type { Boot, StoredVote } from '../../core/vote.ts';
import type { Clock } from '../ports.ts';
import type { HubVotes } from './ports.ts';

/** What is known of the boots of boxes whose votes come in, looked up when it is first needed. */
export interface KnownBoots {
  of(box: string, bootId: string): Boot | undefined;
  /** Whether every boot of these votes has been looked up. */
  knows(box: string, votes: readonly StoredVote[]): boolean;
  /** Looks their boots up, then hands the votes on; drops them where the store does not answer or too many wait. */
  await(box: string, votes: readonly StoredVote[]): void;
  forget(box: string): void;
  clear(): void;
}

interface Deps {
  votes: Pick<HubVotes, 'boots'>;
  clock: Pick<Clock, 'soon'>;
  /** Votes that may wait. */
  most: number;
  onReady: (box: string, votes: readonly StoredVote[]) => void;
}

const ONE_BY_ONE_MAX = 8; // of more boxes it is cheaper to ask for all at once

export function createKnownBoots({ votes, clock, most, onReady }: Deps): KnownBoots {
  const known = new Map<string, Map<string, Boot>>();
  let waiting = new Map<string, StoredVote[]>();
  let count = 0;
  let isAsking = false;

  function keep(boxes: Iterable<string>, boots: readonly (Boot & { box: string })[]): void {
    for (const box of boxes) known.set(box, new Map());
    for (const { box, ...boot } of boots) known.get(box)?.set(boot.bootId, boot);
  }

  async function ask(): Promise<void> {
    const asked = waiting;
    waiting = new Map();
    count = 0;
    const boxes = [...asked.keys()];
    const found =
      boxes.length > ONE_BY_ONE_MAX
        ? await votes.boots()
        : (await Promise.all(boxes.map((box) => votes.boots(box)))).flat();
    keep(boxes, found);
    for (const [box, held] of asked) {
      const boots = known.get(box);
      for (const { bootId } of held) {
        if (boots?.has(bootId) === false) boots.set(bootId, { bootId, wallOffsetMs: 0, quality: 'unset' });
      }
      onReady(box, held);
    }
  }

  function schedule(): void {
    if (isAsking) return;
    isAsking = true;
    clock.soon(() => {
      ask()
        .catch(() => {}) // whoever compares with the tally finds that they are missing
        .finally(() => {
          isAsking = false;
          if (waiting.size > 0) schedule();
        });
    });
  }

  return {
    of: (box, bootId) => known.get(box)?.get(bootId),
    knows(box, held) {
      const boots = known.get(box);
      return boots !== undefined && !waiting.has(box) && held.every(({ bootId }) => boots.has(bootId));
    },
    await(box, held) {
      count += held.length;
      if (count > most) {
        waiting.clear();
        count = 0;
        return;
      }
      waiting.set(box, [...(waiting.get(box) ?? []), ...held]);
      schedule();
    },
    forget: (box) => void known.delete(box),
    clear: () => known.clear(),
  };
}

import { isDeepStrictEqual } from 'node:util';
import type { Faults } from '../faults.ts';
import type { Cancel, Clock } from '../ports.ts';
import type { Basis, HubStore } from './ports.ts';

interface Deps {
  clock: Pick<Clock, 'after'>;
  store: Pick<HubStore, 'pulse'> & { votes: Pick<HubStore['votes'], 'recount' | 'tally' | 'mend'> };
  basis: Pick<Basis, 'attribution' | 'reload'>;
  faults: Pick<Faults, 'set' | 'clear'>;
}

/** Compares the tally with the votes, at the start and once an hour. */
export interface TallyCheck {
  start(): void;
  stop(): void;
}

const EVERY_MS = 3_600_000;
const AGAIN_MS = 60_000; // after a look that came between votes, or that the store did not answer

/**
 * The tally is a cache (DESIGN section 8), so an update that counts otherwise, or a mistake, would stay in it for good.
 * It is compared without keeping anybody out, and mended only when it differs while nothing else happens.
 */
export function createTallyCheck({ clock, store, basis, faults }: Deps): TallyCheck {
  let cancel: Cancel = () => {};
  let isOver = true;

  /** How many rows were wrong, and are not any more; null when that could not be told. */
  async function look(): Promise<number | null> {
    const before = await store.pulse();
    await basis.reload();
    const attribution = basis.attribution();
    const right = await store.votes.recount(attribution);
    if (isDeepStrictEqual(await store.votes.tally(), right)) return 0;
    if (isOver || !isDeepStrictEqual(await store.pulse(), before)) return null;
    return store.votes.mend(attribution);
  }

  function follow(wrong: number | null): number {
    if (wrong === null) return AGAIN_MS;
    if (wrong === 0) faults.clear('hub-tally');
    else faults.set('hub-tally', 'warning', mendedSentence(wrong));
    return EVERY_MS;
  }

  function plan(delayMs: number): void {
    cancel = clock.after(delayMs, () => {
      void look()
        .then(follow, () => AGAIN_MS) // that the store does not answer is said elsewhere
        .then((nextMs) => {
          if (!isOver) plan(nextMs);
        });
    });
  }

  return {
    start() {
      isOver = false;
      plan(0);
    },
    stop() {
      isOver = true;
      cancel();
    },
  };
}

function mendedSentence(rows: number): string {
  return `The count of votes did not agree with the votes in ${rows} ${rows === 1 ? 'place' : 'places'}, and was made anew from them: results are right again. Once after an update this may happen; else please report it with the hub's log.`;
}

import type { Clock, Receipt, Store } from '../../src/app/ports.ts';
import type { StoredVote, Vote } from '../../src/core/vote.ts';

/** A store in memory with the physics of a disk: commits take time, and end in order. */
export interface FakeStore extends Pick<Store, 'append' | 'totals' | 'startEvent'> {
  rows: StoredVote[];
  /** How long the next commits take. */
  commitMs: number;
  /** While set, every vote is refused with this sentence. */
  refuses: string | null;
  /** Every new event that was begun, with the rows it kept aside. */
  events: { name: string; at: number; aside: StoredVote[] }[];
}

export function createFakeStore(clock: Clock): FakeStore {
  let freeAtMs = 0;
  const store: FakeStore = {
    rows: [],
    commitMs: 4,
    refuses: null,
    events: [],
    append(vote: Vote) {
      freeAtMs = Math.max(freeAtMs, clock.monoMs()) + store.commitMs;
      return new Promise<Receipt>((resolve) => {
        clock.after(freeAtMs - clock.monoMs(), () => {
          if (store.refuses !== null) return resolve({ stored: false, why: store.refuses });
          const stored = { ...vote, seq: store.rows.length + 1, digest: '' };
          store.rows.push(stored);
          resolve({ stored: true, vote: stored });
        });
      });
    },
    async startEvent(name, at) {
      if (store.refuses !== null) throw new Error(store.refuses);
      store.events.push({ name, at, aside: store.rows });
      store.rows = [];
      return 'aside.db';
    },
    async totals() {
      const counted = store.rows.filter(({ source }) => source !== 'test');
      return {
        plus: counted.filter(({ value }) => value === 1).length,
        minus: counted.filter(({ value }) => value === -1).length,
        last: [...store.rows].reverse().slice(0, 10),
      };
    },
  };
  return store;
}

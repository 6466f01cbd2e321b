import type { Pulse } from '../../core/hub/records.ts';
import type { Cancel, Clock } from '../ports.ts';
import type { HubStore } from './ports.ts';

interface Deps {
  clock: Pick<Clock, 'monoMs' | 'after'>;
  store: Pick<HubStore, 'pulse'>;
  isWatched: () => boolean;
  /** What others have changed since the last time; everything at the first. */
  onPulse: (moved: { basis: boolean; changes: boolean; votes: boolean }) => Promise<void>;
  /** Null: the store answers again. */
  onTrouble: (why: string | null) => void;
}

/** Looks at the pulse of the store for as long as the hub runs. */
export interface Watch {
  /** Looks once, at once. Rejects when the store does not answer. */
  look(): Promise<void>;
  start(): void;
  stop(): void;
}

const WATCHED_MS = 250;
const ALONE_MS = 1_000;

export function createWatch({ clock, store, isWatched, onPulse, onTrouble }: Deps): Watch {
  let seen: Pulse = { basis: -1, changes: -1, votes: -1 };
  let cancel: Cancel = () => {};
  let isOver = true;
  let last: Promise<void> = Promise.resolve();

  async function once(): Promise<void> {
    const pulse = await store.pulse();
    const before = seen;
    seen = pulse;
    try {
      await onPulse({
        basis: pulse.basis !== before.basis,
        changes: pulse.changes !== before.changes,
        votes: pulse.votes !== before.votes,
      });
    } catch (error) {
      seen = before; // what was not followed is new the next time as well
      throw error;
    }
  }

  function look(): Promise<void> {
    last = last.catch(() => {}).then(once);
    return last;
  }

  function again(): void {
    if (isOver) return;
    cancel = clock.after(isWatched() ? WATCHED_MS : ALONE_MS, () => {
      look()
        .then(() => onTrouble(null))
        .catch((error: unknown) => onTrouble(error instanceof Error ? error.message : String(error)))
        .finally(again);
    });
  }

  return {
    look,
    start() {
      isOver = false;
      again();
    },
    stop() {
      isOver = true;
      cancel();
    },
  };
}

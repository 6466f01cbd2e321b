import type { Cancel, Clock } from '../../app/ports.ts';

const CHECKPOINT_VOTES = 500; // 2 MB of log: a start after a power cut reads it quickly
const REST_MS = 2000; // nobody has voted for so long when a checkpoint begins

/** Finds the moment for a checkpoint. */
export interface Pause {
  voted(): void;
  stop(): void;
}

/** Calls `ask` when enough votes have gathered in the log and then nobody has voted for a while. */
export function createPause(clock: Clock, ask: () => void): Pause {
  let votes = 0;
  let cancel: Cancel | null = null;
  const wait = (): void => {
    const votesThen = votes;
    cancel = clock.after(REST_MS, () => {
      if (votes !== votesThen) return wait();
      cancel = null;
      votes = 0;
      ask();
    });
  };
  return {
    voted() {
      votes += 1;
      if (votes >= CHECKPOINT_VOTES && cancel === null) wait();
    },
    stop() {
      cancel?.();
      cancel = null;
    },
  };
}

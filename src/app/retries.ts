import type { Cancel, Clock } from './ports.ts';

const FIRST_MS = 5_000;
const LONGEST_MS = 300_000;

/** Tries again what failed, ever later. */
export interface Retries {
  /** The next try comes later than the last one did. */
  again(): void;
  /** No try is left waiting. */
  cancel(): void;
  /** It went well: the next failure is tried again soon. */
  reset(): void;
}

export function createRetries(clock: Pick<Clock, 'after'>, attempt: () => void): Retries {
  let cancelNext: Cancel = () => {};
  let delayMs = FIRST_MS;
  return {
    again() {
      cancelNext();
      cancelNext = clock.after(delayMs, attempt);
      delayMs = Math.min(delayMs * 2, LONGEST_MS);
    },
    cancel: () => cancelNext(),
    reset() {
      delayMs = FIRST_MS;
    },
  };
}

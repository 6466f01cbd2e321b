import type { Cancel, Clock } from '../../app/ports.ts';

const FIRST_MS = 500;
const LAST_MS = 10_000;

/** Tries something again, ever later until `reset`. */
export interface Retry {
  again(): void;
  reset(): void;
  cancel(): void;
}

export function createRetry(clock: Pick<Clock, 'after'>, attempt: () => void): Retry {
  let delayMs = FIRST_MS;
  let cancel: Cancel = () => {};
  return {
    again() {
      cancel();
      cancel = clock.after(delayMs, attempt);
      delayMs = Math.min(delayMs * 2, LAST_MS);
    },
    reset() {
      delayMs = FIRST_MS;
    },
    cancel: () => cancel(),
  };
}

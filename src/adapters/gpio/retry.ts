import type { Cancel, Clock } from '../../app/ports.ts';

const FIRST_MS = 250;
const LAST_MS = 30_000;
/** What ran this long and fails then begins anew. */
const WELL_MS = 10_000;

export interface Retry {
  /** Calls later, and later each time that it did not hold. */
  again(call: () => void): void;
  /** What was tried works now. */
  worked(): void;
  cancel(): void;
}

/** Waits between attempts: 0.25 s, doubled up to 30 s, until one holds for 10 s. */
export function createRetry(clock: Clock): Retry {
  let delayMs = FIRST_MS;
  let workedAtMs = Number.POSITIVE_INFINITY;
  let cancelTimer: Cancel = () => {};
  return {
    again(call) {
      if (clock.monoMs() - workedAtMs >= WELL_MS) delayMs = FIRST_MS;
      workedAtMs = Number.POSITIVE_INFINITY;
      cancelTimer();
      cancelTimer = clock.after(delayMs, call);
      delayMs = Math.min(delayMs * 2, LAST_MS);
    },
    worked() {
      workedAtMs = clock.monoMs();
    },
    cancel: () => cancelTimer(),
  };
}

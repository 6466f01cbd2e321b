import type { Clock } from '../../app/ports.ts';

const PERIOD_MS = 60_000;
/** A hundred boxes behind one address that no longer knows them stay well below. */
const FAILURES_MAX = 600;
const ADDRESSES_MAX = 10_000;

/** Counts wrong secrets by address, so that nobody keeps the store busy with guesses. */
export interface Attempts {
  isBarred(address: string): boolean;
  failed(address: string): void;
}

// Only failures count, and for links as well as for requests: the boxes of a whole venue may share one address, and a
// limit on what goes well would keep them out when the hub is back.
export function createAttempts(clock: Pick<Clock, 'monoMs'>): Attempts {
  const failures = new Map<string, number>();
  let sinceMs = clock.monoMs();

  function beginPeriod(): void {
    if (clock.monoMs() < sinceMs + PERIOD_MS) return;
    sinceMs = clock.monoMs();
    failures.clear();
  }

  return {
    isBarred(address) {
      beginPeriod();
      return (failures.get(address) ?? 0) >= FAILURES_MAX;
    },
    failed(address) {
      beginPeriod();
      if (failures.size < ADDRESSES_MAX || failures.has(address))
        failures.set(address, (failures.get(address) ?? 0) + 1);
    },
  };
}

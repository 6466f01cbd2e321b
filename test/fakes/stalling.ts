import type { Clock } from '../../src/app/ports.ts';

/** A clock of a computer that stops for a while between two readings. */
export interface StallingClock {
  clock: Clock;
  /** How long it stops after each of the coming readings of either clock. */
  stallsMs: number[];
}

export function stalling(clock: Clock): StallingClock {
  const stallsMs: number[] = [];
  let stalledMs = 0;
  const reading = (read: () => number) => () => {
    const now = read() + stalledMs;
    stalledMs += stallsMs.shift() ?? 0;
    return now;
  };
  return { clock: { ...clock, wallAt: reading(clock.wallAt), monoMs: reading(clock.monoMs) }, stallsMs };
}

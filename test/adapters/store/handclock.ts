import type { Clock } from '../../../src/app/ports.ts';
import { NOW } from './fixture.ts';

/** A clock whose timers fire when a test says so. */
export interface HandClock extends Clock {
  /** The delays of the timers that wait. */
  waits(): number[];
  /** Fires every timer that waits. */
  fire(): void;
}

export function createHandClock(): HandClock {
  const timers = new Map<symbol, { delayMs: number; call: () => void }>();
  const after: Clock['after'] = (delayMs, call) => {
    const key = Symbol('timer');
    timers.set(key, { delayMs, call });
    return () => void timers.delete(key);
  };
  return {
    wallAt: () => NOW,
    monoMs: () => 0,
    after,
    every: after,
    soon: (call) => after(0, call),
    waits: () => [...timers.values()].map((timer) => timer.delayMs),
    fire() {
      const due = [...timers.values()];
      timers.clear();
      for (const timer of due) timer.call();
    },
  };
}

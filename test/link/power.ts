import type { Cancel, Clock } from '../../src/app/ports.ts';
import type { FakeClock } from '../fakes/clock.ts';

/** One life of a computer, from a boot to the kill that ends it. */
export interface Power {
  /** Its own clocks: the wall of its owner's making, and a monotonic one since its boot. */
  clock: Clock;
  isOn(): boolean;
  /** Nothing of this life goes on: no timer fires, and what it still waits for never comes. */
  kill(): void;
  /** An operation of something outside that the computer waits for; it never ends when the power goes meanwhile. */
  use<T>(operation: () => T): Promise<T>;
}

/** @param wallErrorMs how wrong its wall clock is now */
export function powerOn(world: FakeClock, wallErrorMs: () => number): Power {
  const bootedMs = world.monoMs();
  const timers = new Set<Cancel>();
  let on = true;

  function track(arm: (call: () => void) => Cancel, isOnce: boolean, call: () => void): Cancel {
    const cancel = arm(() => {
      if (isOnce) timers.delete(stop);
      if (on) call();
    });
    const stop = () => {
      timers.delete(stop);
      cancel();
    };
    timers.add(stop);
    return stop;
  }

  return {
    clock: {
      wallAt: () => world.wallAt() + wallErrorMs(),
      monoMs: () => world.monoMs() - bootedMs,
      after: (delayMs, call) => track((fire) => world.after(delayMs, fire), true, call),
      every: (periodMs, call) => track((fire) => world.every(periodMs, fire), false, call),
      soon: (call) => track((fire) => world.soon(fire), true, call),
    },
    isOn: () => on,
    kill() {
      on = false;
      for (const stop of [...timers]) stop();
    },
    use: (operation) =>
      new Promise((resolve, reject) => {
        if (!on) return;
        try {
          const value = operation();
          queueMicrotask(() => {
            if (on) resolve(value);
          });
        } catch (error) {
          reject(error);
        }
      }),
  };
}

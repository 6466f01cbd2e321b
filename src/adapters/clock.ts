import type { Clock } from '../app/ports.ts';

const LONGEST_TIMER_MS = 2_147_483_647;

/**
 * The computer's clocks and timers; the only place that touches them.
 * @param startAt a rehearsal's idea of now, epoch milliseconds: it begins there and runs on with the
 * monotonic clock, whatever the computer's wall clock does.
 */
export function createClock(startAt: number | null = null): Clock {
  // CLOCK_MONOTONIC counts from the boot of the computer, as the kernel's GPIO time stamps do.
  const monoMs = () => Number(process.hrtime.bigint()) / 1e6;
  const startedMs = monoMs();
  return {
    wallAt: startAt === null ? () => Date.now() : () => startAt + (monoMs() - startedMs),
    monoMs,
    after(delayMs, call) {
      // Rounded up: a timer that ends early would have to be set again.
      const timer = setTimeout(call, Math.min(Math.max(0, Math.ceil(delayMs)), LONGEST_TIMER_MS));
      return () => clearTimeout(timer);
    },
    every(periodMs, call) {
      const timer = setInterval(call, periodMs);
      return () => clearInterval(timer);
    },
    soon(call) {
      // After the poll phase: input that the kernel already holds is delivered first.
      const turn = setImmediate(call);
      return () => clearImmediate(turn);
    },
  };
}

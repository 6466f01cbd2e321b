import type { Pattern } from '../core/patterns.ts';
import type { Cancel, Clock } from './ports.ts';

/** Plays patterns on one light or on the buzzer; a new one replaces the old at once. */
export interface Player {
  play(pattern: Pattern): void;
  /** Silent, or dark. */
  stop(): void;
}

/** @param set switches the thing; it is called only when something changes */
export function createPlayer(clock: Clock, set: (on: boolean) => void): Player {
  let on = false;
  let changedMs = Number.NEGATIVE_INFINITY;
  let cancel: Cancel = () => {};

  function turn(to: boolean): void {
    if (on === to) return;
    on = to;
    changedMs = clock.monoMs();
    set(to);
  }

  function step(pattern: Pattern, index: number, beganMs: number): void {
    const { steps, periodMs } = pattern;
    turn(steps[index]?.on ?? false);
    const next = steps[index + 1];
    if (next !== undefined) wait(beganMs + next.atMs, () => step(pattern, index + 1, beganMs));
    else if (periodMs !== null) wait(beganMs + periodMs, () => step(pattern, 0, beganMs + periodMs));
  }

  function wait(untilMs: number, call: () => void): void {
    cancel = clock.after(untilMs - clock.monoMs(), call);
  }

  return {
    play(pattern) {
      cancel();
      const nowMs = clock.monoMs();
      const [first, second] = pattern.steps;
      const restMs = first?.on === false && !on ? (second?.atMs ?? 0) : 0;
      // Dark for long enough already: nobody waits for the dark that a lit lamp needs to be seen to light again.
      if (restMs > 0 && nowMs - changedMs >= restMs) step(pattern, 1, nowMs);
      else step(pattern, 0, nowMs);
    },
    stop() {
      cancel();
      turn(false);
    },
  };
}

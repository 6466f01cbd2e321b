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
  let cancel: Cancel = () => {};

  function turn(to: boolean): void {
    if (on === to) return;
    on = to;
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
      step(pattern, 0, clock.monoMs());
    },
    stop() {
      cancel();
      turn(false);
    },
  };
}

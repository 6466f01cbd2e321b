/**
 * One button, from raw levels to presses. It knows no clock: every call brings its monotonic time, so
 * that a late timer changes when a press is noticed, never whether it is one.
 */

/** All durations in milliseconds. */
export interface DebounceRule {
  /** Active this long without a break is a press. Longer than half a mains period, 10 ms at 50 Hz. */
  pressMs: number;
  /** Inactive this long is a release. Longer than the 42 ms gap once measured inside one press. */
  releaseMs: number;
  /** From one counted press to the recognition of the next: sooner is quicker than a hand can mean it. */
  cooldownMs: number;
  /** Without rest for this long the button is stuck. */
  stuckMs: number;
}

/**
 * `press` counts; `repeat` came within the cool-down; `noise` was a burst that never became a press;
 * `stuck` is a button without rest, `freed` the end of that.
 */
export type DebounceEvent = { kind: 'press' | 'repeat' | 'noise' | 'stuck' | 'freed'; atMs: number };

export interface Debounce {
  /** A level change that the backend saw, at its own time. */
  edge(active: boolean, atMs: number): DebounceEvent[];
  /**
   * The level as read between two instants, which a stall may have drawn apart. Where it agrees with the edges it proves
   * nothing of what came after the first; where it contradicts them, one was lost, as late as may be.
   */
  sample(active: boolean, fromMs: number, untilMs?: number): DebounceEvent[];
  /** Nobody saw the line for a while; the level is known again. Active now, it is no press until it has rested. */
  restart(active: boolean, atMs: number): DebounceEvent[];
  /** When the level should be read next; undefined while nothing can happen without an edge. */
  wakeAtMs(): number | undefined;
  /** Since when a recognised press has not been released; undefined while there is none. */
  heldSinceMs(): number | undefined;
  active(): boolean;
}

/**
 * `barred`: active at start or after a restart, no press until it has rested. `burst`: left rest, no press yet.
 * `held`: recognised, not yet released. `stuck`: without rest for too long.
 */
type Phase = 'rest' | 'barred' | 'burst' | 'held' | 'stuck';

/** A button whose level at `atMs` is `active`. Active now, it is no press until it has rested once. */
export function createDebounce(rule: DebounceRule, active: boolean, atMs: number): Debounce {
  let level = active;
  let phase: Phase = active ? 'barred' : 'rest';
  let changedAtMs = atMs;
  let leftRestAtMs = atMs;
  let heldSinceMs: number | undefined;
  let countedAtMs = Number.NEGATIVE_INFINITY;
  let pressless = false;

  function nextStep(): { kind: 'recognise' | 'rest' | 'jam'; atMs: number } | undefined {
    if (phase === 'rest') return undefined;
    const jam = { kind: 'jam' as const, atMs: leftRestAtMs + rule.stuckMs };
    const settle = level
      ? { kind: 'recognise' as const, atMs: changedAtMs + rule.pressMs }
      : { kind: 'rest' as const, atMs: changedAtMs + rule.releaseMs };
    if (level && phase !== 'burst') return phase === 'stuck' ? undefined : jam;
    return phase === 'stuck' || settle.atMs <= jam.atMs ? settle : jam;
  }

  function recognise(at: number): DebounceEvent {
    phase = 'held';
    pressless = false;
    heldSinceMs = at;
    if (at - countedAtMs < rule.cooldownMs) return { kind: 'repeat', atMs: at };
    countedAtMs = at;
    return { kind: 'press', atMs: at };
  }

  function rest(at: number): DebounceEvent[] {
    const events: DebounceEvent[] = [];
    if (phase === 'stuck') events.push({ kind: 'freed', atMs: at });
    if (pressless) events.push({ kind: 'noise', atMs: at });
    phase = 'rest';
    pressless = false;
    heldSinceMs = undefined;
    return events;
  }

  function advance(toMs: number): DebounceEvent[] {
    const events: DebounceEvent[] = [];
    for (let step = nextStep(); step !== undefined && step.atMs <= toMs; step = nextStep()) {
      if (step.kind === 'recognise') events.push(recognise(step.atMs));
      else if (step.kind === 'rest') events.push(...rest(step.atMs));
      else {
        phase = 'stuck';
        events.push({ kind: 'stuck', atMs: step.atMs });
      }
    }
    return events;
  }

  function turn(to: boolean, at: number): void {
    level = to;
    changedAtMs = Math.max(changedAtMs, at);
    if (phase !== 'rest') return;
    phase = 'burst';
    pressless = true;
    leftRestAtMs = changedAtMs;
  }

  return {
    edge(to, at) {
      // Active twice: a break was lost in between, so the time before it proves no press.
      const events = to && level ? [] : advance(at);
      turn(to, at);
      return [...events, ...advance(at)];
    },
    sample(to, from, until = from) {
      if (to === level) return advance(from);
      const events = level ? [] : advance(from);
      turn(to, until);
      return [...events, ...advance(until)];
    },
    restart(to, at) {
      const isStuck = phase === 'stuck' && to;
      level = to;
      changedAtMs = Math.max(changedAtMs, at);
      // Still stuck as far as anybody can tell: freed and stuck again would be two lies.
      if (isStuck) return [];
      const events = rest(at);
      if (to) phase = 'barred';
      leftRestAtMs = changedAtMs;
      return events;
    },
    wakeAtMs: () => nextStep()?.atMs,
    heldSinceMs: () => heldSinceMs,
    active: () => level,
  };
}

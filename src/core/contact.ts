/**
 * A model of a mechanical switch, for simulated buttons and for tests. It is made from what was measured
 * on real ones (J. Ganssle, "A Guide to Debouncing": 18 switches, 1.6 ms on average, most under 6 ms, one
 * at 157 ms): each time the contact closes or opens it chatters before it stays.
 */

/** A level change; `atMs` on whatever axis the caller uses. */
export interface Change {
  atMs: number;
  active: boolean;
}

export interface SwitchModel {
  /** Mean length of the chatter, drawn from an exponential distribution. */
  meanMs: number;
  /** Longest chatter. */
  maxMs: number;
  /** Longest time that the level stays inside the chatter. */
  longestGapMs: number;
}

/** A usual punch button. */
export const USUAL_SWITCH: SwitchModel = { meanMs: 1.6, maxMs: 6, longestGapMs: 2 };

/** The worst one that was measured. */
export const WORST_SWITCH: SwitchModel = { meanMs: 80, maxMs: 157, longestGapMs: 42 };

/**
 * Turns what a hand does into what the line shows: every change is preceded by the chatter of the
 * contact, so the new level is stable from `change.atMs` plus at most `maxMs` on.
 * @param random uniform in [0, 1)
 */
export function bounce(changes: readonly Change[], model: SwitchModel, random: () => number): Change[] {
  return changes.flatMap((change, i) => {
    const next = changes[i + 1];
    const room = next === undefined ? model.maxMs : (next.atMs - change.atMs) / 2;
    const lengthMs = Math.min(exponential(model.meanMs, random), model.maxMs, room);
    const edges: Change[] = [{ ...change }];
    let atMs = change.atMs;
    let active = change.active;
    for (;;) {
      atMs += 0.05 + random() * Math.min(model.longestGapMs, lengthMs / 2);
      if (atMs >= change.atMs + lengthMs) break;
      active = !active;
      edges.push({ atMs, active });
    }
    if (active !== change.active) edges.push({ atMs: change.atMs + lengthMs, active: change.active });
    return edges;
  });
}

function exponential(mean: number, random: () => number): number {
  return -mean * Math.log(1 - random());
}

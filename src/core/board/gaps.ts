import type { RawEdge, ToolVersion } from './tools.ts';

/** Libgpiod 1.6 has the kernel's first interface, whose queue of a line holds this many and drops the newest. */
const QUEUE_EVENTS = 16;

/** Puts edges that were lost between two of a monitor back where they belong. */
export interface GapFinder {
  /**
   * The edges to believe for one that was heard, in order.
   * @param level of the line before it: true is high
   * @param nowMs monotonic now
   */
  heard(edge: RawEdge, level: boolean, nowMs: number): RawEdge[];
}

/**
 * For the edges of one `gpiomon`, as the kernel stamped them.
 * @param restsHigh the level of a button that nobody touches
 */
export function createGapFinder(version: ToolVersion, restsHigh: boolean): GapFinder {
  let heardAtMs: number[] = [];
  let fullAtMs: number | null = null;

  /** As many as a queue holds had all come before the first of them was heard: it may have been full. */
  function mayOverflow(edge: RawEdge, nowMs: number): boolean {
    heardAtMs = [...heardAtMs, nowMs].slice(-QUEUE_EVENTS);
    const [firstAtMs = 0] = heardAtMs;
    return version === 1 && heardAtMs.length === QUEUE_EVENTS && edge.atMs <= firstAtMs;
  }

  return {
    heard(edge, level, nowMs) {
      // Two presses without a release between them are one: only a press that was lost begins where the queue ended.
      const lostAtMs = edge.high === restsHigh ? fullAtMs : null;
      fullAtMs = mayOverflow(edge, nowMs) ? edge.atMs : null;
      if (edge.high !== level) return [edge];
      // The same edge twice: the kernel stamps at once but reads the level late, so the opposite one came just before.
      return [{ high: !edge.high, atMs: lostAtMs ?? edge.atMs }, edge];
    },
  };
}

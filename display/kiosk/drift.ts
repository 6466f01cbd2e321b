/** The farthest that fixed parts move from their place, in CSS pixels: far less than what is left at the edge. */
export const DRIFT_MAX_PX = 5;

const MINUTE_MS = 60_000;
/** Two lengths without a common measure, so that the path covers the square and not one line of it. */
const ACROSS_MS = 34 * MINUTE_MS;
const DOWN_MS = 47 * MINUTE_MS;

/**
 * Where the fixed parts stand at `at` (epoch milliseconds), in whole CSS pixels from their place: a screen that shows
 * the same plate for a week would keep its outline. A step is one pixel, and takes a minute and more.
 */
export function driftAt(at: number): { x: number; y: number } {
  return { x: swing(at / ACROSS_MS), y: swing(at / DOWN_MS) };
}

/** There and back once in each turn, at an even pace, so that no place is held for longer than another. */
function swing(turns: number): number {
  const share = turns - Math.floor(turns);
  const there = 1 - Math.abs(2 * share - 1);
  return Math.round((2 * there - 1) * DRIFT_MAX_PX);
}

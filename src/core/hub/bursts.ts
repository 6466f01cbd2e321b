/** So many presses within the span make a burst: over four. */
const PRESSES_MIN = 5;
const SPAN_MS = 10_000;

/**
 * The bursts among the presses of one button of one box: five or more presses in a row of which the first and the fifth
 * lie at most 10 s apart. A burst goes on as long as its presses belong to such a five; two that share a press are one.
 * @param presses corrected times, ascending, milliseconds
 * @returns how many bursts there are, and the presses in them
 */
export function burstsOf(presses: readonly number[]): { count: number; votes: number } {
  let count = 0;
  let votes = 0;
  let end = -1; // the last press that is in a burst
  for (let first = 0; first + PRESSES_MIN <= presses.length; first += 1) {
    const last = first + PRESSES_MIN - 1;
    if ((presses[last] ?? 0) - (presses[first] ?? 0) > SPAN_MS) continue;
    if (first > end) count += 1;
    votes += last - Math.max(end, first - 1);
    end = last;
  }
  return { count, votes };
}

const FIRST_MS = 500;
const LONGEST_MS = 30_000;

/**
 * How long to wait before a try: exponential with full jitter, so that the boxes of a venue do not come back all at once
 * (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/). Milliseconds, 0 to 30 s.
 * @param failures in a row, from 1
 * @param chance uniform in [0, 1)
 */
export function backoffMs(failures: number, chance: number): number {
  return chance * Math.min(LONGEST_MS, FIRST_MS * 2 ** (failures - 1));
}

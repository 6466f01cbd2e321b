/** What was read, and since when it holds. */
export interface Reading<T> {
  value: T;
  fromMs: number;
}

/**
 * Reading a level may deliver edges: what was read before one of them says nothing of now, so it is read again until
 * none came between.
 * @param heard how many edges have been heard
 */
export function readQuietly<T>(read: () => T, heard: () => number, nowMs: () => number): Reading<T> {
  for (;;) {
    const before = heard();
    const fromMs = nowMs();
    const value = read();
    if (heard() === before) return { value, fromMs };
  }
}

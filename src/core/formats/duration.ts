const DURATION = /^(?:(\d{1,3}):)?(\d{1,3}):(\d{2})$/;

/**
 * Reads how long an event lasts as frab's family writes it, in milliseconds: `0:20`, `00:45`, or with days before it
 * `2:06:00`, two days and six hours. It never has seconds. Null for anything else.
 */
export function parseDuration(written: unknown): number | null {
  const match = typeof written === 'string' ? DURATION.exec(written.trim()) : null;
  if (match === null) return null;
  const [days = 0, hours = 0, minutes = 0] = match.slice(1).map((part) => Number(part ?? 0));
  if (minutes > 59) return null;
  return ((days * 24 + hours) * 60 + minutes) * 60_000;
}

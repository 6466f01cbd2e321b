const CLOCK = /^(\d{1,3}):(\d{2})(?::(\d{2}))?$/;
// Who counts days writes no zero before them, and nothing in a programme lasts ten days.
const DAYS = /^(\d):(\d{1,2}):(\d{2})$/;

/**
 * Reads how long an event lasts as frab's family writes it, in milliseconds: `0:20`, `00:45`, or with days before it
 * `2:06:00`, two days and six hours. Three numbers that cannot be such days, as in `00:45:00`, are hours, minutes and
 * seconds. Null for anything else.
 */
export function parseDuration(written: unknown): number | null {
  const text = typeof written === 'string' ? written.trim() : '';
  return daysIn(text) ?? clockIn(text);
}

function daysIn(text: string): number | null {
  const match = DAYS.exec(text);
  if (match === null) return null;
  const [days, hours, minutes] = match.slice(1).map(Number) as [number, number, number];
  return hours > 23 || minutes > 59 ? null : ((days * 24 + hours) * 60 + minutes) * 60_000;
}

function clockIn(text: string): number | null {
  const match = CLOCK.exec(text);
  if (match === null) return null;
  const [hours = 0, minutes = 0, seconds = 0] = match.slice(1).map((part) => Number(part ?? 0));
  const isTooLong = match[3] !== undefined && hours > 23;
  return isTooLong || minutes > 59 || seconds > 59 ? null : ((hours * 60 + minutes) * 60 + seconds) * 1_000;
}

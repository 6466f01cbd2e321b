/** A date and time of day as a clock on the wall of some place shows it; `month` is 1-12. */
export interface WallTime {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
}

const DAY_MS = 86_400_000;

// Making a DateTimeFormat costs a hundred times what using it does.
const clocks = new Map<string, Intl.DateTimeFormat>();
const labels = new Map<string, Intl.DateTimeFormat>();

/** Whether this is an IANA time zone that this computer knows: `Europe/Paris`. */
export function isZone(name: string): boolean {
  // Newer engines also take offsets such as +02:00, which know no summer time.
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    clockOf(name);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** Whether such a day and time exist in the calendar; 24:00 and 30 February do not. */
export function isWallTime(wall: WallTime): boolean {
  const date = new Date(asUtc(wall));
  return (
    date.getUTCMonth() + 1 === wall.month &&
    date.getUTCDate() === wall.day &&
    date.getUTCHours() === wall.hour &&
    date.getUTCMinutes() === wall.minute &&
    date.getUTCSeconds() === wall.second
  );
}

/**
 * The instant at which a clock in this zone shows this time, epoch milliseconds. A time that summer time skips moves
 * on by what was skipped (02:30 is 03:30); of a time that comes twice it is the second. Throws RangeError for an
 * unknown zone.
 */
export function wallToInstant(wall: WallTime, zone: string): number {
  const utc = asUtc(wall);
  const before = offsetMs(utc - DAY_MS, zone);
  const after = offsetMs(utc + DAY_MS, zone);
  return offsetMs(utc - after, zone) === after ? utc - after : utc - before;
}

/** What a clock in this zone shows at an instant. */
export function instantToWall(at: number, zone: string): WallTime {
  const parts: Record<string, number> = {};
  for (const { type, value } of clockOf(zone).formatToParts(at)) parts[type] = Number(value);
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = parts;
  return { year, month, day, hour, minute, second };
}

/** The local day of an instant: `2026-06-24`. */
export function localDate(at: number, zone: string): string {
  const { year, month, day } = instantToWall(at, zone);
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
}

/** The local time of an instant: `09:05`. */
export function localTime(at: number, zone: string): string {
  const { hour, minute } = instantToWall(at, zone);
  return `${two(hour)}:${two(minute)}`;
}

/** The local day of an instant for people: `mercredi 24 juin`, `Wednesday 24 June`. */
export function dayLabel(at: number, zone: string, language: 'fr' | 'en'): string {
  const key = `${language} ${zone}`;
  const format =
    labels.get(key) ??
    new Intl.DateTimeFormat(language, { timeZone: zone, weekday: 'long', day: 'numeric', month: 'long' });
  labels.set(key, format);
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return `${parts.get('weekday')} ${parts.get('day')} ${parts.get('month')}`;
}

function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en', {
    timeZone: zone,
    calendar: 'iso8601',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  clocks.set(zone, made);
  return made;
}

/** How far the zone's clocks are ahead of UTC at an instant. */
function offsetMs(at: number, zone: string): number {
  const whole = Math.floor(at / 1000) * 1000;
  return asUtc(instantToWall(whole, zone)) - whole;
}

function asUtc(wall: WallTime): number {
  return Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute, wall.second);
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

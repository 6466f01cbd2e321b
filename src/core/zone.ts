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

// Since then every zone changes its clocks at a whole minute; before, some did within one.
const WHOLE_MINUTES_FROM = Date.UTC(1973, 0);
const MINUTE_MS = 60_000;
const OFFSETS_MAX = 10_000;

// Asking one costs a hundred times what looking up does, and the sessions of a programme share their times.
const offsets = new Map<string, Map<number, number>>();

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
  const shown = new Date(at + offsetMs(at, zone));
  return {
    year: shown.getUTCFullYear(),
    month: shown.getUTCMonth() + 1,
    day: shown.getUTCDate(),
    hour: shown.getUTCHours(),
    minute: shown.getUTCMinutes(),
    second: shown.getUTCSeconds(),
  };
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
  const day = parts.get('day');
  const ordinal = language === 'fr' && day === '1' ? '1er' : day;
  return `${parts.get('weekday')} ${ordinal} ${parts.get('month')}`;
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
  if (!(at >= WHOLE_MINUTES_FROM)) return askOffsetMs(at, zone);
  const known = offsets.get(zone) ?? new Map<number, number>();
  const minute = Math.floor(at / MINUTE_MS);
  const offset = known.get(minute) ?? askOffsetMs(at, zone);
  if (known.size === OFFSETS_MAX) known.clear();
  offsets.set(zone, known.set(minute, offset));
  return offset;
}

function askOffsetMs(at: number, zone: string): number {
  const whole = Math.floor(at / 1000) * 1000;
  const parts: Record<string, number> = {};
  for (const { type, value } of clockOf(zone).formatToParts(whole)) parts[type] = Number(value);
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = parts;
  return asUtc({ year, month, day, hour, minute, second }) - whole;
}

function asUtc(wall: WallTime): number {
  return Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute, wall.second);
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

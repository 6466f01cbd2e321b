import { findIana } from 'windows-iana';
import { cleanLine } from '../text.ts';
import { isZone, type WallTime, wallToInstant } from '../zone.ts';
import type { Property } from './icscalendar.ts';
import { parseStamp, type Stamp } from './stamp.ts';

/** A time as a calendar writes it. Its zone is null where it floats, and 'Z' where it is a claim to be UTC. */
export interface IcsTime {
  wall: WallTime;
  zone: string | null;
}

/** Finds zones by the names that calendars give them, and keeps what it found and what it did not. */
export interface Zones {
  find(tzid: string): string | null;
  found: ReadonlySet<string>;
  unknown: ReadonlySet<string>;
}

// Asking the engine for a zone that it does not know is slow, and no event is in so many.
const NAMES_MAX = 50;
const DURATION =
  /^([+-])?P(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:(\d{1,8})S)?)?$/i;
const DAY = /^\d{4}-\d{2}-\d{2}(?:T::)?$/;

/**
 * Reads a date and time. Without a TZID it is in `zoneless`, the zone of the whole calendar. `day` is one without a time
 * of day; null is neither.
 */
export function timeOf(property: Property, zoneless: string | null, zones: Zones): IcsTime | 'day' | null {
  return valueTime(property.values[0], property, zoneless, zones);
}

/** Reads every date of a list of them, such as EXDATE. */
export function timesOf(property: Property, zoneless: string | null, zones: Zones): (IcsTime | string)[] {
  return property.values.flatMap((value) => {
    const time = valueTime(value, property, zoneless, zones);
    if (time === null) return [];
    return [time === 'day' ? String(value).slice(0, 10) : time];
  });
}

function valueTime(value: unknown, { params }: Property, zoneless: string | null, zones: Zones) {
  if (typeof value !== 'string') return null;
  if (DAY.test(value)) return 'day';
  const written = parseStamp(value);
  if (written === null) return null;
  const { wall } = written;
  if (written.offsetMs !== null) return { wall, zone: 'Z' };
  const tzid = cleanLine(params.tzid);
  return { wall, zone: (tzid === '' ? null : zones.find(tzid)) ?? zoneless };
}

/** The instant of a time; one that floats is in the zone of the event. */
export function icsInstant({ wall, zone }: IcsTime, timezone: string): number {
  return wallToInstant(wall, zone === 'Z' ? 'UTC' : (zone ?? timezone));
}

/** A Z stays a claim that the owner may overrule; a named zone is beyond doubt. */
export function icsStamp({ wall, zone }: IcsTime): Stamp {
  if (zone === null || zone === 'Z') return { wall, offsetMs: zone === null ? null : 0 };
  return { at: wallToInstant(wall, zone) };
}

/** The date as it is written: `2026-06-24`. */
export function icsDay({ wall: { year, month, day } }: IcsTime): string {
  return new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10);
}

/** Reads `PT1H30M` or `P1D` as milliseconds; null for anything else. */
export function parseIcsDuration(written: unknown): number | null {
  const match = typeof written === 'string' && /\d/.test(written) ? DURATION.exec(written) : null;
  if (match === null) return null;
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match
    .slice(2)
    .map((part) => Number(part ?? 0));
  const sum = (((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60 + seconds;
  return (match[1] === '-' ? -1 : 1) * sum * 1_000;
}

/** Zones as calendars name them: IANA, Windows, with a path before it, or as a list of cities. */
export function createZones(): Zones {
  const known = new Map<string, string | null>();
  const found = new Set<string>();
  const unknown = new Set<string>();
  const find = (tzid: string): string | null => {
    const kept = known.get(tzid);
    if (kept !== undefined || known.size >= NAMES_MAX) return kept ?? null;
    const zone = resolve(tzid);
    known.set(tzid, zone);
    if (zone === null) unknown.add(tzid);
    else found.add(zone);
    return zone;
  };
  return { find, found, unknown };
}

function resolve(tzid: string): string | null {
  const name = tzid.replace(/^["']|["']$/g, '');
  const parts = name.split('/');
  // /freeassociation.sourceforge.net/America/Argentina/Ushuaia; FOSDEM writes Europe-Brussels.
  const names = [name, ...[3, 2, 1].map((count) => parts.slice(-count).join('/')), name.replace('-', '/')];
  return names.find(isZone) ?? findIana(name).find(isZone) ?? zoneOfCities(name);
}

/** `(UTC+01:00) Amsterdam, Berlin, Bern`: what Windows shows to people, and Outlook writes. */
function zoneOfCities(name: string): string | null {
  const cities = new Set(
    name
      .replace(/^\([^)]*\)/, '')
      .split(',')
      .map((city) => city.trim().replaceAll(' ', '_').toLowerCase()),
  );
  const isThere = (zone: string) => cities.has(zone.slice(zone.lastIndexOf('/') + 1).toLowerCase());
  return Intl.supportedValuesOf('timeZone').find(isThere) ?? null;
}

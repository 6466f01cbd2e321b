import type { Dropped } from '../programme.ts';
import { cleanLine } from '../text.ts';
import { instantToWall, isZone } from '../zone.ts';
import { type Draft, describe, sortOut } from './draft.ts';
import { parseDuration } from './duration.ts';
import type { Found } from './format.ts';
import { quote } from './json.ts';
import { instantOf, minutesAfter, parseMinutes, parseStamp, type Written } from './stamp.ts';

/** An event as frab's family writes it, in XML or JSON. */
export interface FrabEvent {
  id: unknown;
  title: unknown;
  speakers: readonly unknown[];
  room: unknown;
  /** Date, time and offset; FOSDEM wrote none until 2023. */
  date: unknown;
  /** Time of day. */
  start: unknown;
  duration: unknown;
  /** Date, time and offset at which it ends; newer tools write it beside the duration. */
  end?: unknown;
  track: unknown;
  type: unknown;
  language: unknown;
  /** `feedback_url`, as pretalx and newer frabs write it. */
  feedbackUrl: unknown;
}

export interface FrabDay {
  date: unknown;
  /** In the order in which they are listed. */
  events: readonly FrabEvent[];
}

export interface FrabSchedule {
  days: readonly FrabDay[];
  /** The time of day at which its days change, as written. */
  dayChange: unknown;
  /** The zone that it names, as written. */
  zone: unknown;
}

interface Clock {
  date: Written;
  /** The time of day that stands beside it. */
  minutes: number;
}

const DAY_MINUTES = 24 * 60;
const SMALL_HOURS = 6 * 60;
const DAY_CHANGE = 4 * 60;
const BREAK_TYPE = /^(?:coffee |lunch )?breaks?$/i;

/** Makes drafts of the events of frab's family, and says what their offsets are worth (FORMATS.md 2.3). */
export function readFrab(
  { days, dayChange, zone }: FrabSchedule,
  timezone: string,
): Pick<Found, 'drafts' | 'dropped' | 'offsets'> {
  const change = minutesOf(dayChange) ?? DAY_CHANGE;
  return {
    ...sortOut(days.flatMap((day) => readDay(day, change))),
    offsets: offsetsOf(
      days.flatMap(({ events }) => events),
      cleanLine(zone),
      timezone,
    ),
  };
}

/** What starts before the change of day belongs to the night after it, once something has started before it there. */
function readDay({ date, events }: FrabDay, change: number): (Draft | Dropped)[] {
  const midnight = parseIsoDay(date);
  const written = quote(date);
  const rooms = new Map<string, number>();
  const latest = events.reduce((last, { start }) => Math.max(last, minutesOf(start) ?? -1), -1);
  return events.map((event) => {
    const room = cleanLine(event.room);
    const minutes = minutesOf(event.start) ?? -1;
    const before = rooms.get(room) ?? -1;
    rooms.set(room, Math.max(before, minutes));
    const isLate = minutes < change && (before >= change || (latest >= change && minutes < SMALL_HOURS));
    return readEvent(event, written, midnight, isLate ? DAY_MINUTES : 0);
  });
}

function readEvent(event: FrabEvent, day: string, midnight: Written | null, shift: number): Draft | Dropped {
  const drop = (why: string) => ({ what: describe(cleanLine(event.title), cleanLine(event.id)), why });
  const start = startOf(event, midnight, shift);
  if (start === null) return drop(whyNoStart(event, day));
  const end = parseStamp(event.end);
  const lastsMs = parseDuration(event.duration);
  if (end === null && lastsMs === null) return drop(`its duration is not H:MM (${quote(event.duration)})`);
  const { id, title, speakers, room, track, language, type, feedbackUrl } = event;
  const flag = BREAK_TYPE.test(cleanLine(type)) ? 'break' : null;
  return {
    id,
    title,
    speakers,
    room,
    start,
    end: lastsMs === null && end !== null ? end : { lastsMs: lastsMs ?? 0 },
    flag,
    word: type,
    track,
    language,
    feedbackUrl,
  };
}

/** Where an event has a date of its own, that of its day does not count: DebConf 2023 wrote the day before. */
function startOf(event: FrabEvent, midnight: Written | null, shift: number): Written | null {
  const stamp = parseStamp(event.date);
  if (stamp !== null) return stamp;
  const own = parseIsoDay(event.date);
  const minutes = minutesOf(event.start);
  if (minutes === null) return null;
  if (own !== null) return { wall: minutesAfter(own.wall, minutes), offsetMs: null };
  if (midnight === null || !isMissing(event.date)) return null;
  return { wall: minutesAfter(midnight.wall, minutes + shift), offsetMs: null };
}

function whyNoStart({ date, start }: FrabEvent, day: string): string {
  if (!isMissing(date) && parseIsoDay(date) === null) return `its date is no date and time (${quote(date)})`;
  if (minutesOf(start) === null) return `its start is no time of day (${quote(start)})`;
  return `its day has no date (${day})`;
}

/**
 * An offset is true, unless its event shows the same time of day and claims UTC in a file that names no zone: DebConf
 * 2017 wrote local time so. Where the time of day is that of the instant in the zone, it is true beyond doubt (DebConf
 * 2023); where both are something else, the hours of the days have to decide.
 */
function offsetsOf(events: readonly FrabEvent[], named: string, timezone: string): Found['offsets'] {
  const clocks = events.flatMap(clockOf);
  const zone = isZone(named) ? named : timezone;
  const written = clocks.filter(({ date, minutes }) => minutesOfWall(date.wall) === minutes);
  const local = clocks.filter(({ date, minutes }) => {
    return minutesOfWall(instantToWall(instantOf(date, zone, 'instant'), zone)) === minutes;
  });
  const known = Math.max(written.length, local.length);
  if (known * 2 < clocks.length) return 'claimed';
  if (local.length >= written.length) return 'true';
  const claimUtc = written.every(({ date }) => date.offsetMs === 0);
  if (!claimUtc) return 'true';
  return isZone(named) ? 'claimed' : 'ignored';
}

function clockOf({ date, start }: FrabEvent): Clock[] {
  const stamp = parseStamp(date);
  const minutes = minutesOf(start);
  return stamp === null || stamp.offsetMs === null || minutes === null ? [] : [{ date: stamp, minutes }];
}

/** `10:30`; FOSDEM writes its day_change with seconds. */
function minutesOf(written: unknown): number | null {
  return parseMinutes(
    typeof written === 'string' ? written.trim().replace(/^(\d+:\d+):\d+$/, '$1') : written,
  );
}

function minutesOfWall({ hour, minute }: { hour: number; minute: number }): number {
  return hour * 60 + minute;
}

/** `2013-02-02`, or the day of a whole date and time. */
function parseIsoDay(written: unknown): Written | null {
  return typeof written === 'string' ? parseStamp(`${written.trim().slice(0, 10)}T00:00`) : null;
}

function isMissing(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

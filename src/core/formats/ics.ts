import ICAL from 'ical.js';
import type { ReadingFault } from '../programme.ts';
import { cleanLine } from '../text.ts';
import { fillEnds } from './ends.ts';
import type { Found, TextFormat } from './format.ts';
import { type Calendars, calendarsOf, type Property } from './icscalendar.ts';
import { readEvents } from './icsevent.ts';
import { unfold } from './icstext.ts';
import { createZones, type Zones } from './icstime.ts';
import { isRecord } from './json.ts';
import type { ReadOptions } from './options.ts';

const NOT_SESSIONS = [
  ['VTODO', 'a list of tasks (VTODO)'],
  ['VJOURNAL', 'a journal (VJOURNAL)'],
  ['VFREEBUSY', 'a list of free and busy times (VFREEBUSY)'],
] as const;

/**
 * iCalendar (FORMATS.md 2.10). The lines are cut and sorted here, so that one bad line costs nothing else, and each is
 * read by ical.js; its own times would put what has no VTIMEZONE into the zone of the computer.
 */
export const ICS: TextFormat = {
  name: 'iCalendar (BEGIN:VCALENDAR)',
  recognises: (text) => /^BEGIN:VCALENDAR\b/i.test(text),
  read(text, options, bytes) {
    const isWide = bytes[0] === 0xff || bytes[0] === 0xfe;
    const { lines, foreign } = unfold(isWide ? new TextEncoder().encode(text) : bytes);
    const file = calendarsOf(lines, parseLine);
    const zones = createZones();
    return read(file, foreign, zones, options);
  },
};

function read(file: Calendars, foreign: number, zones: Zones, options: ReadOptions): Found {
  const events = readEvents(file, zones, options.timezone);
  const ends = fillEnds(events.open, options.timezone);
  const about = (...names: string[]) =>
    file.calendars
      .flatMap((calendar) => names.map((name) => cleanLine(calendar.about.get(name)?.[0]?.values[0])))
      .find((value) => value !== '');
  const said = about('x-wr-timezone');
  const [only, ...more] = zones.found;
  return {
    format: 'ics',
    name: about('x-wr-calname', 'name'),
    zone: (said === undefined ? null : zones.find(said)) ?? (more.length === 0 ? only : undefined),
    offsets: 'true',
    drafts: ends.drafts,
    dropped: events.dropped,
    faults: [
      ...refusals(file, events.open.length + events.dropped.length),
      ...file.faults,
      ...events.faults,
      ...zoneFaults(zones),
      ...foreignFaults(foreign),
    ],
    assumed: [...events.assumed, ...ends.assumed],
  };
}

function parseLine(line: string): Property | null {
  let jcal: unknown;
  try {
    jcal = ICAL.parse.property(line);
  } catch {
    return null;
  }
  if (!Array.isArray(jcal)) return null;
  const [, params, , ...values] = jcal as unknown[];
  return { params: isRecord(params) ? params : {}, values, written: line };
}

function refusals({ others }: Calendars, events: number): ReadingFault[] {
  if (events > 0) return [];
  const kind = NOT_SESSIONS.find(([name]) => others.has(name));
  if (kind === undefined) return [];
  const message = `This calendar is ${kind[1]}, not a programme: it holds no event. Export the calendar of the sessions.`;
  return [{ severity: 'error', message }];
}

function zoneFaults({ unknown }: Zones): ReadingFault[] {
  const [first] = unknown;
  if (first === undefined) return [];
  const more = unknown.size === 1 ? '' : ` (and ${unknown.size - 1} more)`;
  const message = `The calendar names a time zone that nobody knows: "${first.slice(0, 80)}"${more}. Its times were read as if it named none: check the first session of each day.`;
  return [{ severity: 'warning', message }];
}

function foreignFaults(foreign: number): ReadingFault[] {
  if (foreign === 0) return [];
  const message = `${foreign === 1 ? '1 line is' : `${foreign} lines are`} not UTF-8 and read as Windows-1252: check the accents, or export the calendar as UTF-8.`;
  return [{ severity: 'warning', message }];
}

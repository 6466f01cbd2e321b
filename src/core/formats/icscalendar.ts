import type { ReadingFault } from '../programme.ts';
import type { Line } from './icstext.ts';
import { quote } from './json.ts';

/** One property, its value in the notation of jCal: `2026-06-24T10:00:00`, text without escapes. */
export interface Property {
  params: Readonly<Record<string, unknown>>;
  values: readonly unknown[];
  /** The line as it stands in the file. */
  written: string;
}

/** The properties of one component by their names in lower case. */
export type Properties = Map<string, Property[]>;

export interface Calendar {
  about: Properties;
  events: Properties[];
}

export interface Calendars {
  calendars: readonly Calendar[];
  /** The event in which the file breaks off. */
  cut: Properties | null;
  /** The components that are no events, and how many of each. */
  others: ReadonlyMap<string, number>;
  faults: readonly ReadingFault[];
}

interface Walk {
  calendars: Calendar[];
  event: Properties | null;
  /** Components that are open inside of the event, such as an alarm: what they say is not about the event. */
  nested: number;
  isOpen: boolean;
  unended: number;
  others: Map<string, number>;
  unreadable: Line[];
}

const EDGE = /^(BEGIN|END)\s*:\s*([\w-]{1,40})$/i;
const NAME = /^[\w.-]{1,60}(?=[;:])/;

// Behind so many characters of parameters no value comes any more.
const HEAD_MAX = 4_000;
const HEAD = /^[\w.-]+(?:;[^":]*(?:"[^"]*"[^":]*)*)?:/;
const LINE_MAX = 20_000;

const ABOUT = new Set(['prodid', 'method', 'name', 'x-wr-calname', 'x-wr-timezone']);
const EVENT = new Set(
  'uid summary description location categories status attendee organizer dtstart dtend duration rrule rdate exdate recurrence-id'.split(
    ' ',
  ),
);

/**
 * Sorts lines into calendars and events. Components are counted, never nested, so a file may open and close them as it
 * likes: a missing END is put where the next event begins. `parse` reads one line, and gives null for a broken one.
 */
export function calendarsOf(lines: readonly Line[], parse: (line: string) => Property | null): Calendars {
  const walk: Walk = {
    calendars: [],
    event: null,
    nested: 0,
    isOpen: false,
    unended: 0,
    others: new Map(),
    unreadable: [],
  };
  for (const line of lines) {
    const [, edge, name = ''] = EDGE.exec(line.text) ?? [];
    if (edge === undefined) note(walk, line, parse);
    else if (edge.toUpperCase() === 'BEGIN') enter(walk, name.toUpperCase());
    else leave(walk, name.toUpperCase());
  }
  const { calendars, event, others } = walk;
  return { calendars, cut: event, others, faults: faultsOf(walk) };
}

function enter(walk: Walk, name: string): void {
  if (name === 'VCALENDAR' || name === 'VEVENT') endEvent(walk, false);
  if (name === 'VCALENDAR') {
    walk.calendars.push({ about: new Map(), events: [] });
    walk.isOpen = true;
  } else if (name === 'VEVENT') {
    walk.event = new Map();
  } else if (walk.event !== null) {
    walk.nested += 1;
  } else {
    walk.others.set(name, (walk.others.get(name) ?? 0) + 1);
  }
}

function leave(walk: Walk, name: string): void {
  if (name === 'VCALENDAR' || name === 'VEVENT') endEvent(walk, name === 'VEVENT');
  else walk.nested = Math.max(0, walk.nested - 1);
  if (name === 'VCALENDAR') walk.isOpen = false;
}

function endEvent(walk: Walk, isEnded: boolean): void {
  if (walk.event === null) return;
  if (!isEnded) walk.unended += 1;
  currentOf(walk).events.push(walk.event);
  walk.event = null;
  walk.nested = 0;
}

function currentOf({ calendars }: Walk): Calendar {
  const last = calendars.at(-1) ?? { about: new Map(), events: [] };
  if (calendars.length === 0) calendars.push(last);
  return last;
}

function note(walk: Walk, line: Line, parse: (line: string) => Property | null): void {
  const name = NAME.exec(line.text)?.[0].toLowerCase();
  if (name === undefined && !/[:;]/.test(line.text)) walk.unreadable.push(line);
  if (name === undefined || walk.nested > 0) return;
  if (!(walk.event === null ? ABOUT : EVENT).has(name)) return;
  // The library searches to the end of the line for every parameter.
  const isBounded = HEAD.test(line.text.slice(0, HEAD_MAX));
  const property = isBounded ? parse(line.text.slice(0, LINE_MAX)) : null;
  if (property === null) {
    walk.unreadable.push(line);
    return;
  }
  const owner = walk.event ?? currentOf(walk).about;
  const known = owner.get(name);
  if (known === undefined) owner.set(name, [property]);
  else known.push(property);
}

function faultsOf({ unreadable, unended, event, isOpen }: Walk): ReadingFault[] {
  const messages: string[] = [];
  const [first] = unreadable;
  if (first !== undefined) {
    const more = unreadable.length === 1 ? '' : `, and ${unreadable.length - 1} more like it`;
    messages.push(
      `Line ${first.number} (${quote(first.text)}) is no line of a calendar and was left out${more}.`,
    );
  }
  if (unended > 0) {
    messages.push(
      `${unended === 1 ? '1 event has' : `${unended} events have`} no END:VEVENT, and was read up to the next BEGIN.`,
    );
  }
  if (event === null && isOpen) {
    messages.push(
      'The calendar has no END:VCALENDAR. If sessions are missing, it was cut short: fetch or export it again.',
    );
  }
  const faults = messages.map((message): ReadingFault => ({ severity: 'warning', message }));
  if (event === null) return faults;
  const message =
    'The calendar ends in the middle of an event: it was probably cut short. Fetch or export it again.';
  return [{ severity: 'error', message }, ...faults];
}

import type { Dropped, ReadingFault } from '../programme.ts';
import { cleanLine } from '../text.ts';
import { describe } from './draft.ts';
import type { OpenDraft } from './ends.ts';
import type { Calendar, Calendars, Properties, Property } from './icscalendar.ts';
import type { Entry } from './icsentry.ts';
import { customOf, text, titleAndSpeakers } from './icspeople.ts';
import { type Exceptions, exceptionsOf, expand } from './icsrepeat.ts';
import { type IcsTime, icsInstant, icsStamp, parseIcsDuration, timeOf, type Zones } from './icstime.ts';

export interface Events {
  open: OpenDraft[];
  dropped: Dropped[];
  faults: ReadingFault[];
  assumed: string[];
}

const ADDRESS = /,.*(?:\b\d{4,6}\b|,.*,)/;

/** Makes drafts of all events of a file; repeating ones become one draft for each time. */
export function readEvents(file: Calendars, zones: Zones, timezone: string): Events {
  const { calendars, cut } = file;
  const read = calendars.flatMap((calendar) => entriesOf(calendar, zones));
  const entries = read.filter((entry) => 'start' in entry);
  const dropped = read.filter((entry) => 'why' in entry);
  if (cut !== null) dropped.push({ what: nameOf(cut), why: 'the file ends in the middle of it' });
  const replaced = overridesOf(entries, zones, timezone);
  const isRepeating = ({ event }: Entry) => event.has('rrule') || event.has('rdate');
  const plain = entries.filter((entry) => !isRepeating(entry));
  const isMoved = ({ event }: Entry) => event.has('recurrence-id');
  // A moved time is a day of the event, but alone it says nothing of where the event begins and ends.
  const among = plain.every(isMoved) ? [] : plain.map(({ start }) => start);
  const expanded = expand(entries.filter(isRepeating), { zones, timezone, replaced, among });
  const inTitle = entries.some(({ custom }) => custom.inTitle);
  return {
    open: [
      ...plain.map((entry) => openDraft(entry, zones, timezone)),
      ...expanded.times.map(({ entry, start }) => repeatedDraft(entry, start, zones, timezone)),
    ],
    dropped: [...dropped, ...expanded.dropped],
    faults: expanded.faults,
    assumed: inTitle ? ['Speakers: what follows the last " - " of a title.'] : [],
  };
}

function entriesOf({ about, events }: Calendar, zones: Zones): (Entry | Dropped)[] {
  const said = (name: string) => cleanLine(about.get(name)?.[0]?.values[0]);
  const zone = said('x-wr-timezone');
  const zoneless = zone === '' ? null : zones.find(zone);
  const custom = customOf(events, said('prodid'));
  return events.map((event) => {
    const isCancelled = /^cancel/i.test(said('method')) || /^cancel/i.test(text(event, 'status'));
    const [property] = event.get('dtstart') ?? [];
    const start = property === undefined ? null : timeOf(property, zoneless, zones);
    if (start !== null && start !== 'day') return { event, custom, isCancelled, zoneless, start };
    return { what: nameOf(event), why: whyNot(start, property) };
  });
}

function whyNot(start: 'day' | null, property: Property | undefined): string {
  if (start === 'day') return 'it is for whole days, without a time of day, so it is no session';
  if (property === undefined) return 'it has no start (DTSTART)';
  return `its start is no date and time (${JSON.stringify(property.written.slice(0, 80))})`;
}

/** The times that are moved or changed by an event of their own (RECURRENCE-ID), by the id of what repeats. */
function overridesOf(entries: readonly Entry[], zones: Zones, timezone: string): Map<string, Exceptions> {
  const lists = new Map<string, Entry[]>();
  for (const entry of entries) {
    if (!entry.event.has('recurrence-id')) continue;
    const uid = text(entry.event, 'uid');
    const list = lists.get(uid);
    if (list === undefined) lists.set(uid, [entry]);
    else list.push(entry);
  }
  return new Map(
    [...lists].map(([uid, list]) => [uid, exceptionsOf(list, 'recurrence-id', zones, timezone)] as const),
  );
}

function openDraft(entry: Entry, zones: Zones, timezone: string): OpenDraft {
  const { event, start, zoneless } = entry;
  const [recurrence] = event.get('recurrence-id') ?? [];
  const original = recurrence === undefined ? null : timeOf(recurrence, zoneless, zones);
  const uid = text(event, 'uid');
  const id = original === null ? uid : repeatId(uid, original === 'day' ? start : original, timezone);
  return { ...bodyOf(entry), id, start: icsStamp(start), end: endOf(entry, zones) };
}

function repeatedDraft(entry: Entry, start: IcsTime, zones: Zones, timezone: string): OpenDraft {
  const [property] = entry.event.get('dtend') ?? [];
  const end = property === undefined ? null : timeOf(property, entry.zoneless, zones);
  const lastsMs =
    end === null || end === 'day'
      ? parseIcsDuration(entry.event.get('duration')?.[0]?.values[0])
      : icsInstant(end, timezone) - icsInstant(entry.start, timezone);
  return {
    ...bodyOf(entry),
    id: repeatId(text(entry.event, 'uid'), start, timezone),
    start: icsStamp(start),
    end: lastsMs === null ? null : { lastsMs },
  };
}

/** A time of a repeating event has the same id whether the rule gives it or an event of its own. */
function repeatId(uid: string, time: IcsTime, timezone: string): string {
  return uid === '' ? '' : `${uid} ${new Date(icsInstant(time, timezone)).toISOString().slice(0, 16)}Z`;
}

function endOf({ event, zoneless }: Entry, zones: Zones): OpenDraft['end'] {
  const [property] = event.get('dtend') ?? [];
  const end = property === undefined ? null : timeOf(property, zoneless, zones);
  if (end !== null && end !== 'day') return icsStamp(end);
  const lastsMs = parseIcsDuration(event.get('duration')?.[0]?.values[0]);
  return lastsMs === null ? null : { lastsMs };
}

function bodyOf({ event, custom, isCancelled }: Entry): Omit<OpenDraft, 'id' | 'start' | 'end'> {
  const categories = (event.get('categories') ?? []).flatMap(({ values }) => values.map(cleanLine));
  return {
    ...titleAndSpeakers(event, custom),
    room: roomOf(text(event, 'location')),
    flag: null,
    track: categories.filter((category) => category !== '').join(', '),
    cancelled: isCancelled,
  };
}

/** Of an address the first part: the rest is the same for every room. */
function roomOf(location: string): string {
  return ADDRESS.test(location) ? location.slice(0, location.indexOf(',')) : location;
}

function nameOf(event: Properties): string {
  return describe(text(event, 'summary'), text(event, 'uid'));
}

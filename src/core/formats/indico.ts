import type { Dropped } from '../programme.ts';
import { cleanLine } from '../text.ts';
import { isZone, wallToInstant } from '../zone.ts';
import { type Draft, describe, sortOut } from './draft.ts';
import type { JsonFormat } from './format.ts';
import { isRecord, listOf, quote } from './json.ts';
import { parseStamp, type Stamp } from './stamp.ts';

type Entry = Record<string, unknown>;

interface Part {
  entry: unknown;
  /** The block that it is part of: its room and title stand in for missing ones. */
  block: Entry;
}

/**
 * The HTTP export of Indico: an event with `detail=contributions` or `detail=sessions`, or its timetable, which alone
 * lists breaks. Every time has a zone of its own, which counts, not the event's. Written from how the export is
 * documented: of real files, FORMATS.md 2.12 saw contributions with {date, time, tz}, but no session blocks and no
 * timetable.
 */
export const INDICO: JsonFormat = {
  name: 'Indico ({results: [{contributions: […]}]}, or its timetable)',
  recognises(value) {
    if (!isRecord(value)) return false;
    if (isRecord(value.results)) return timetableOf(value.results).length > 0;
    return listOf(value.results).some((event) => isRecord(event) && Array.isArray(event.contributions));
  },
  read(value) {
    const results = isRecord(value) ? value.results : undefined;
    const events = listOf(results).filter(isRecord);
    const parts = isRecord(results)
      ? timetableOf(results).flatMap(partsOfBlock)
      : events.flatMap(partsOfEvent);
    return {
      format: 'indico',
      ...(isRecord(results) ? {} : { name: events[0]?.title, zone: events[0]?.timezone }),
      offsets: 'true',
      ...sortOut(parts.map(readPart)),
    };
  },
};

/** `{event: {day: {key: entry}}}`, and every entry says what it is. */
function timetableOf(results: Entry): Entry[] {
  const days = Object.values(results)
    .filter(isRecord)
    .flatMap(Object.values<unknown>)
    .filter(isRecord);
  const entries = days.flatMap(Object.values<unknown>).filter(isRecord);
  return entries.filter((entry) => 'entryType' in entry);
}

function partsOfEvent({ contributions, sessions }: Entry): Part[] {
  return [
    ...listOf(contributions).map((entry) => ({ entry, block: {} })),
    ...listOf(sessions).filter(isRecord).flatMap(partsOfBlock),
  ];
}

/** A block of contributions is only their frame; one without any, such as a poster session, is a session. */
function partsOfBlock(block: Entry): Part[] {
  const { entries, contributions } = block;
  const parts = isRecord(entries) ? Object.values(entries) : listOf(contributions);
  return parts.length === 0 ? [{ entry: block, block: {} }] : parts.map((entry) => ({ entry, block }));
}

function readPart({ entry, block }: Part, index: number): Draft | Dropped {
  if (!isRecord(entry)) return { what: `contribution ${index + 1}`, why: 'it is not a contribution' };
  const what = describe(cleanLine(entry.title), cleanLine(entry.id));
  if (!isRecord(entry.startDate)) return { what, why: 'it is not in the timetable: it has no startDate' };
  const start = stampOf(entry.startDate);
  const end = endOf(entry);
  if (start === null) return { what, why: `its startDate is no time (${quote(entry.startDate)})` };
  if (end === null) return { what, why: `its endDate is no time (${quote(entry.endDate)})` };
  return {
    id: entry.id,
    title: entry.title,
    speakers: listOf(entry.speakers ?? entry.presenters).map(nameOf),
    room: firstText(entry.roomFullname, entry.room, block.roomFullname, block.room),
    start,
    end,
    flag: /^break/i.test(cleanLine(entry.entryType ?? entry._type)) ? 'break' : null,
    track: firstText(...[entry.track, entry.session, block.session, block.title].map(titleOf)),
  };
}

/** `{date: '2026-06-24', time: '09:00:00', tz: 'Europe/Zurich'}`; a zone that nobody knows is the event's. */
function stampOf(written: unknown): Stamp | null {
  if (!isRecord(written)) return null;
  const stamp = parseStamp(`${cleanLine(written.date)} ${cleanLine(written.time)}`);
  const zone = cleanLine(written.tz);
  if (stamp === null || !isZone(zone)) return stamp;
  return { at: wallToInstant(stamp.wall, zone) };
}

/** Contributions last so many minutes where they have no end. */
function endOf({ endDate, duration }: Entry): Draft['end'] | null {
  if (isRecord(endDate)) return stampOf(endDate);
  const isDuration = typeof duration === 'number' && duration >= 0 && duration < 100_000;
  return isDuration ? { lastsMs: Math.round(duration * 60_000) } : null;
}

/** `fullName` has the family name first, so the parts come before it. */
function nameOf(person: unknown): unknown {
  if (!isRecord(person)) return person;
  const given = cleanLine(person.first_name ?? person.firstName);
  const family = cleanLine(person.last_name ?? person.familyName);
  return family === '' ? (person.fullName ?? person.name) : `${given} ${family}`;
}

function titleOf(thing: unknown): unknown {
  return isRecord(thing) ? thing.title : thing;
}

function firstText(...written: readonly unknown[]): unknown {
  return written.find((text) => cleanLine(text) !== '');
}

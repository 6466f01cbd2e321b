import type { Dropped } from '../programme.ts';
import { cleanLine } from '../text.ts';
import { type Draft, describe, sortOut } from './draft.ts';
import type { JsonFormat } from './format.ts';
import { isRecord, listOf, quote } from './json.ts';
import { parseStamp } from './stamp.ts';

type Entry = Record<string, unknown>;

/**
 * The schedule of cfp.dev, which Devoxx and Voxxed Days use today (FORMATS.md 2.9): true UTC, with the event's zone. An
 * overflow room is a session of its own that names the one whose talk it shows.
 */
export const DEVOXX_DEV: JsonFormat = {
  name: 'Devoxx cfp.dev ([{fromDate, sessionType, …}])',
  recognises: (value, first) =>
    Array.isArray(value) && first !== null && 'fromDate' in first && 'sessionType' in first,
  read(value) {
    const list = listOf(value);
    const first = list.find(isRecord);
    const shownAt = mainRooms(list.filter(isRecord));
    return {
      format: 'devoxx-cfp.dev',
      name: first?.eventName,
      zone: first?.timezone,
      offsets: 'true',
      ...sortOut(list.map((entry, index) => readEntry(entry, index, shownAt))),
    };
  },
};

/** Entry ids of the rooms in which a talk is given, by talk and start and, for a relay of another hour, by talk. */
function mainRooms(entries: readonly Entry[]): ReadonlyMap<string, unknown> {
  const rooms = new Map<string, unknown>();
  for (const entry of entries) {
    if (entry.overflow === true) continue;
    for (const key of talkKeys(entry)) if (!rooms.has(key)) rooms.set(key, entry.id);
  }
  return rooms;
}

function talkKeys({ proposal, fromDate }: Entry): string[] {
  const id = isRecord(proposal) ? cleanLine(proposal.id) : '';
  return id === '' ? [] : [JSON.stringify([id, cleanLine(fromDate)]), id];
}

function readEntry(entry: unknown, index: number, shownAt: ReadonlyMap<string, unknown>): Draft | Dropped {
  if (!isRecord(entry)) return { what: `entry ${index + 1} of the list`, why: 'it is not a session' };
  const proposal = isRecord(entry.proposal) ? entry.proposal : {};
  const type = isRecord(entry.sessionType) ? entry.sessionType : {};
  const title = cleanLine(proposal.title) === '' ? type.name : proposal.title;
  const what = describe(cleanLine(title), cleanLine(entry.id));
  const start = parseStamp(entry.fromDate);
  const end = parseStamp(entry.toDate);
  if (start === null) return { what, why: `its fromDate is no date and time (${quote(entry.fromDate)})` };
  if (end === null) return { what, why: `its toDate is no date and time (${quote(entry.toDate)})` };
  const main = talkKeys(entry).find((key) => shownAt.has(key));
  return {
    id: entry.id,
    title,
    speakers: listOf(proposal.speakers ?? entry.speakers).map(nameOf),
    room: nameOf(entry.room),
    start,
    end,
    flag: type.pause === true ? 'break' : 'content',
    track: nameOf(proposal.track ?? entry.track),
    language: isRecord(proposal.language) ? proposal.language.alpha2 : undefined,
    ...(entry.overflow === true && main !== undefined ? { relayOf: shownAt.get(main) } : {}),
  };
}

function nameOf(thing: unknown): unknown {
  if (!isRecord(thing)) return thing;
  const fullName = cleanLine(thing.fullName);
  if (fullName !== '') return thing.fullName;
  return thing.name ?? [thing.firstName, thing.lastName].map(cleanLine).join(' ');
}

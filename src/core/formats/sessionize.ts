import type { Dropped } from '../programme.ts';
import { cleanLine } from '../text.ts';
import { describe } from './draft.ts';
import { fillEnds, type OpenDraft } from './ends.ts';
import type { Found, JsonFormat } from './format.ts';
import { isRecord, listOf } from './json.ts';
import { languageCode } from './language.ts';
import { namedBy } from './openfeedback.ts';
import type { ReadOptions } from './options.ts';
import { readSpan } from './span.ts';

/** Clean names of what an entry refers to by its id; in the views that write names themselves, these are empty. */
interface Tables {
  rooms: ReadonlyMap<string, string>;
  speakers: ReadonlyMap<string, string>;
  /** Of an item of a category. */
  choices: ReadonlyMap<string, Choice>;
}

interface Choice {
  category: string;
  name: string;
}

const NONE: Tables = { rooms: new Map(), speakers: new Map(), choices: new Map() };
const TRACK = /\btrack|th[eè]me/iu;
const LANGUAGE = /\blang|sprache/iu;

/**
 * Sessionize's grid (FORMATS.md 2.6), the view that has breaks too. `timeSlots` repeats what `rooms` holds, so it is
 * left out.
 */
export const SESSIONIZE_GRID: JsonFormat = {
  name: 'Sessionize GridSmart ([{date, rooms: […]}])',
  recognises: (value, first) =>
    Array.isArray(value) && first !== null && 'date' in first && Array.isArray(first.rooms),
  read(value, options) {
    const rooms = recordsOf(value).flatMap((day) => recordsOf(day.rooms));
    const entries = rooms.flatMap(({ name, sessions }) => {
      const room = cleanLine(name);
      return listOf(sessions).map((entry) => readEntry(entry, NONE, room));
    });
    return found(entries, options);
  },
};

/** Sessionize's list of sessions, in groups of the organiser's choice (FORMATS.md 2.6); breaks are often missing. */
export const SESSIONIZE_SESSIONS: JsonFormat = {
  name: 'Sessionize Sessions ([{groupId, sessions: […]}])',
  recognises: (value, first) =>
    Array.isArray(value) && first !== null && 'groupId' in first && Array.isArray(first.sessions),
  read(value, options) {
    const entries = recordsOf(value).flatMap((group) => listOf(group.sessions));
    return found(
      entries.map((entry) => readEntry(entry, NONE)),
      options,
    );
  },
};

/** Sessionize's view of everything (FORMATS.md 2.6): sessions that name rooms, speakers and categories by their ids. */
export const SESSIONIZE_ALL: JsonFormat = {
  name: 'Sessionize All ({sessions: […], rooms: […], speakers: […]})',
  // Conference Hall's export has a list of sessions, a zone and days.
  recognises: (value) =>
    isRecord(value) &&
    [value.sessions, value.rooms, value.speakers].every(Array.isArray) &&
    !('timeZone' in value),
  read(value, options) {
    const root = isRecord(value) ? value : {};
    const tables = {
      rooms: tableOf(root.rooms, ({ name }) => name),
      speakers: tableOf(root.speakers, nameOf),
      choices: choicesOf(root.categories),
    };
    return found(
      listOf(root.sessions).map((entry) => readEntry(entry, tables)),
      options,
    );
  },
};

function found(read: readonly (OpenDraft | Dropped)[], { timezone }: ReadOptions): Found {
  const open = read.filter((entry) => 'start' in entry);
  const dropped = read.filter((entry) => 'why' in entry);
  return { format: 'sessionize', offsets: 'claimed', dropped, ...fillEnds(open, timezone) };
}

function readEntry(entry: unknown, tables: Tables, roomOfList = ''): OpenDraft | Dropped {
  if (!isRecord(entry)) return { what: 'an entry of sessions', why: 'it is not a session' };
  const what = describe(cleanLine(entry.title), cleanLine(entry.id));
  const status = cleanLine(entry.status);
  if (status !== '' && status.toLowerCase() !== 'accepted') {
    return { what, why: `its status is ${status}, not Accepted` };
  }
  const span = readSpan(entry, 'startsAt', 'endsAt');
  if ('why' in span) return { what, why: span.why };
  const choices = [...choicesOf(entry.categories).values(), ...namedBy(entry.categoryItems, tables.choices)];
  const chosen = (category: RegExp) => choices.filter((choice) => category.test(choice.category));
  return {
    id: entry.id,
    title: entry.title,
    speakers: [...namedBy(entry.speakers, tables.speakers), ...recordsOf(entry.speakers).map(nameOf)],
    room: [entry.room, tables.rooms.get(cleanLine(entry.roomId)), roomOfList].find(
      (room) => cleanLine(room) !== '',
    ),
    ...span,
    flag: entry.isServiceSession === true ? 'break' : null,
    track: chosen(TRACK)[0]?.name,
    // "Programming language" is a category too.
    language: chosen(LANGUAGE)
      .map(({ name }) => languageCode(name))
      .find((code) => code !== null),
    plenary: entry.isPlenumSession === true,
  };
}

function nameOf(speaker: Record<string, unknown>): unknown {
  const names = [speaker.firstName, speaker.lastName].map(cleanLine).join(' ');
  return [speaker.fullName, speaker.name, names].find((name) => cleanLine(name) !== '');
}

/** Of categories as they stand at the root (`title`, `items`), or at a session (`name`, `categoryItems`). */
function choicesOf(categories: unknown): ReadonlyMap<string, Choice> {
  const choices = recordsOf(categories).flatMap(({ title, name, items, categoryItems }) => {
    const category = cleanLine(title) || cleanLine(name);
    return recordsOf(items ?? categoryItems).map((item): [string, Choice] => [
      cleanLine(item.id),
      { category, name: cleanLine(item.name) },
    ]);
  });
  return new Map(choices);
}

function tableOf(list: unknown, nameIn: (entry: Record<string, unknown>) => unknown): Map<string, string> {
  const named = recordsOf(list).filter(({ id }) => cleanLine(id) !== '');
  return new Map(named.map((entry) => [cleanLine(entry.id), cleanLine(nameIn(entry))]));
}

function recordsOf(list: unknown): Record<string, unknown>[] {
  return listOf(list).filter(isRecord);
}

import type { Dropped } from '../programme.ts';
import { cleanLine } from '../text.ts';
import { type Draft, describe, sortOut } from './draft.ts';
import type { JsonFormat } from './format.ts';
import { isRecord, listOf } from './json.ts';
import { languageCode } from './language.ts';
import { namedBy, namesOf } from './openfeedback.ts';
import { readWholeSpan } from './span.ts';

/** Names by id of what sessions refer to. */
interface Tables {
  rooms: ReadonlyMap<string, string>;
  tracks: ReadonlyMap<string, string>;
  formats: ReadonlyMap<string, string>;
  speakers: ReadonlyMap<string, string>;
}

/**
 * OpenPlanner's static JSON (FORMATS.md 2.8), where a `track` is a room and a `category` a track. Written from
 * OpenPlanner's source: no real file was at hand. There, times are instants that are written with an offset.
 */
export const OPENPLANNER: JsonFormat = {
  name: 'OpenPlanner ({event: {…}, sessions: […], generatedAt})',
  recognises: (value) =>
    isRecord(value) && isRecord(value.event) && Array.isArray(value.sessions) && 'generatedAt' in value,
  read(value) {
    const root = isRecord(value) ? value : {};
    const event = isRecord(root.event) ? root.event : {};
    const tables = {
      rooms: tableOf(event.tracks),
      tracks: tableOf(event.categories),
      formats: tableOf(event.formats),
      speakers: tableOf(root.speakers),
    };
    return {
      format: 'openplanner',
      name: event.name,
      zone: root.timezone,
      offsets: 'true',
      ...sortOut(listOf(root.sessions).map((entry) => readEntry(entry, tables))),
    };
  },
};

/**
 * What OpenPlanner writes for Voxxrin (FORMATS.md 2.8), from its source as well. Its `timezone` is Europe/Paris wherever
 * the event is, so it is no proposal.
 */
export const OPENPLANNER_VOXXRIN: JsonFormat = {
  name: 'OpenPlanner for Voxxrin ({sessions: {…}, speakers: {…}, rooms: […]})',
  recognises: (value) =>
    isRecord(value) && isRecord(value.sessions) && isRecord(value.speakers) && Array.isArray(value.rooms),
  read(value) {
    const root = isRecord(value) ? value : {};
    const tables = {
      rooms: tableOf(root.rooms),
      tracks: tableOf(root.talkTracks),
      formats: tableOf(root.talkFormats),
      speakers: namesOf(root.speakers),
    };
    const sessions = Object.entries(isRecord(root.sessions) ? root.sessions : {});
    return {
      format: 'openplanner-voxxrin',
      name: root.title,
      offsets: 'true',
      ...sortOut(sessions.map(([key, entry]) => readVoxxrinEntry(key, entry, tables))),
    };
  },
};

function readEntry(entry: unknown, tables: Tables): Draft | Dropped {
  if (!isRecord(entry)) return { what: 'an entry of sessions', why: 'it is not a session' };
  const span = readWholeSpan(entry, 'dateStart', 'dateEnd');
  if ('why' in span) return { what: describe(cleanLine(entry.title), cleanLine(entry.id)), why: span.why };
  return { ...draftOf(entry, entry.speakerIds, tables), ...span, id: entry.id };
}

function readVoxxrinEntry(key: string, entry: unknown, tables: Tables): Draft | Dropped {
  if (!isRecord(entry)) return { what: `entry ${cleanLine(key)} of sessions`, why: 'it is not a session' };
  const id = cleanLine(entry.id) || key;
  const span = readWholeSpan(entry, 'startTime', 'endTime');
  if ('why' in span) return { what: describe(cleanLine(entry.title), cleanLine(id)), why: span.why };
  return { ...draftOf(entry, entry.speakers, tables), ...span, id };
}

function draftOf(
  entry: Record<string, unknown>,
  speakers: unknown,
  { rooms, tracks, formats, speakers: names }: Tables,
): Omit<Draft, 'id' | 'start' | 'end'> {
  return {
    title: entry.title,
    speakers: namedBy(speakers, names),
    room: rooms.get(cleanLine(entry.trackId)) || entry.trackTitle,
    flag: null,
    word: formats.get(cleanLine(entry.formatId)),
    track: tracks.get(cleanLine(entry.categoryId)) || entry.categoryName,
    language: languageCode(entry.language),
    hidden: entry.showInFeedback === false,
  };
}

/** Clean names by id. OpenPlanner calls things by `name`, what it writes for Voxxrin calls them by `title`. */
function tableOf(list: unknown): ReadonlyMap<string, string> {
  const entries = listOf(list)
    .filter(isRecord)
    .filter(({ id }) => cleanLine(id) !== '');
  return new Map(entries.map(({ id, name, title }) => [cleanLine(id), cleanLine(name ?? title)]));
}

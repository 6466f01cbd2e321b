import type { Dropped } from '../programme.ts';
import { cleanLine } from '../text.ts';
import { type Draft, describe, sortOut } from './draft.ts';
import type { JsonFormat } from './format.ts';
import { isRecord, listOf } from './json.ts';
import { languageCode } from './language.ts';
import { readWholeSpan } from './span.ts';

/**
 * What conferences publish for OpenFeedback (FORMATS.md 2.8), where `trackTitle` is the room. Right offsets, wrong ones
 * and none were all seen. It has no word for a break: an entry without speakers may be a keynote, so the title tells.
 */
export const OPENFEEDBACK: JsonFormat = {
  name: 'OpenFeedback ({sessions: {…}, speakers: {…}})',
  recognises: (value) =>
    isRecord(value) &&
    isRecord(value.sessions) &&
    isRecord(value.speakers) &&
    !isRecord(value.schedule) &&
    !Array.isArray(value.rooms),
  read(value) {
    const root = isRecord(value) ? value : {};
    const names = namesOf(root.speakers);
    const sessions = Object.entries(isRecord(root.sessions) ? root.sessions : {});
    return {
      format: 'openfeedback',
      offsets: 'claimed',
      ...sortOut(sessions.map(([key, entry]) => readEntry(key, entry, names))),
    };
  },
};

function readEntry(key: string, entry: unknown, names: ReadonlyMap<string, string>): Draft | Dropped {
  if (!isRecord(entry)) return { what: `entry ${cleanLine(key)} of sessions`, why: 'it is not a session' };
  const id = cleanLine(entry.id) || key;
  const span = readWholeSpan(entry, 'startTime', 'endTime');
  if ('why' in span) return { what: describe(cleanLine(entry.title), cleanLine(id)), why: span.why };
  return {
    id,
    title: entry.title,
    speakers: namedBy(entry.speakers, names),
    room: entry.trackTitle,
    ...span,
    flag: null,
    track: listOf(entry.tags)[0],
    language: languageCode(entry.language),
    hidden: entry.hideInFeedback === true,
  };
}

/**
 * The names of speakers by their ids, from an object of them as OpenFeedback, Hoverboard and OpenPlanner write it.
 * They are clean: a name is cleaned once, however many sessions it is written at.
 */
export function namesOf(speakers: unknown): ReadonlyMap<string, string> {
  const entries = Object.entries(isRecord(speakers) ? speakers : {});
  return new Map(
    entries.map(([id, speaker]) => [cleanLine(id), cleanLine(isRecord(speaker) ? speaker.name : speaker)]),
  );
}

/** What a list of ids stands for: each id once, and none that is unknown. */
export function namedBy<T>(ids: unknown, table: ReadonlyMap<string, T>): T[] {
  return [...new Set(listOf(ids).map(cleanLine))].flatMap((id) => (id === '' ? [] : (table.get(id) ?? [])));
}

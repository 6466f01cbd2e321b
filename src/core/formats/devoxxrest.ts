import type { Dropped } from '../programme.ts';
import { cleanLine } from '../text.ts';
import { type Draft, describe, sortOut } from './draft.ts';
import type { JsonFormat } from './format.ts';
import { isRecord, listOf, quote } from './json.ts';
import { parseStamp } from './stamp.ts';

/**
 * The list that cfp.devoxx.com served until 2013 (rest/v1, FORMATS.md 2.9): wall times, and every kind but talk and
 * keynote is a break.
 */
export const DEVOXX_REST: JsonFormat = {
  name: 'Devoxx rest v1 ([{fromTime, kind, …}])',
  recognises: (value, first) =>
    Array.isArray(value) && first !== null && 'fromTime' in first && 'kind' in first,
  read(value) {
    return {
      format: 'devoxx-rest-v1',
      offsets: 'ignored',
      ...sortOut(listOf(value).map(readTalk)),
    };
  },
};

/** Reads an entry of this list; Voxxrin kept its field names, and made objects of rooms and speakers. */
export function readTalk(entry: unknown, index: number): Draft | Dropped {
  if (!isRecord(entry)) return { what: `entry ${index + 1} of the list`, why: 'it is not a session' };
  const kind = cleanLine(entry.kind);
  // A slot that is kept free has a kind too; "Talk" is no title.
  const titles = [entry.title, entry.note, /^talk$/i.test(kind) ? '' : kind];
  const title = titles.find((written) => cleanLine(written) !== '');
  const what = describe(cleanLine(title), cleanLine(entry.id));
  const start = parseStamp(entry.fromTime);
  const end = parseStamp(entry.toTime);
  if (start === null) return { what, why: `its fromTime is no date and time (${quote(entry.fromTime)})` };
  if (end === null) return { what, why: `its toTime is no date and time (${quote(entry.toTime)})` };
  return {
    id: entry.id,
    title,
    speakers: listOf(entry.speakers ?? entry.speaker).map(nameOf),
    room: nameOf(entry.room),
    start,
    end,
    flag: flagOf(kind),
    track: entry.track,
  };
}

function flagOf(kind: string): Draft['flag'] {
  if (kind === '') return null;
  return /^(talk|keynote)$/i.test(kind) ? 'content' : 'break';
}

function nameOf(thing: unknown): unknown {
  return isRecord(thing) ? (thing.speaker ?? thing.name) : thing;
}

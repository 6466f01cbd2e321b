import { nearest } from '../nearest.ts';
import type { Dropped, ReadingFault } from '../programme.ts';
import { cleanLine } from '../text.ts';
import { type Draft, describe, sortOut } from './draft.ts';
import type { JsonFormat } from './format.ts';
import { isRecord, listOf, quote } from './json.ts';
import { type Property, ROOT_PROPERTIES, SESSION_PROPERTIES } from './schema.ts';
import { instantOf, parseEpoch, parseStamp, type Stamp } from './stamp.ts';

type SessionFields = Partial<Record<keyof typeof SESSION_PROPERTIES, unknown>>;
type RootFields = Partial<Record<keyof typeof ROOT_PROPERTIES, unknown>>;

const WARNINGS_MAX = 10;
const KEY_MAX = 60;
const TEXT_MAX = 10_000; // cleaned text has 500 characters at most, and escapes make it longer

/**
 * Our own JSON (DESIGN section 9): what `likebox programme check --json` prints, perhaps edited by hand, and what a box
 * or a hub serves. PROGRAMME_SCHEMA describes it; what does not fit there counts as absent, with a warning. A time with
 * Z or an offset is that instant, whatever reading the owner has set for other files.
 */
export const OWN: JsonFormat = {
  name: 'LikeBox ({name, timezone, sessions: [{title, startsAt, endsAt, …}]})',
  recognises(value) {
    if (!isRecord(value) || !Array.isArray(value.sessions)) return false;
    // Sessionize, OpenPlanner and Conference Hall have sessions too, and these beside them.
    if (['speakers', 'event', 'timeZone'].some((key) => key in value)) return false;
    const first = value.sessions.find(isRecord);
    return 'timezone' in value || (first !== undefined && ('startsAt' in first || 'endsAt' in first));
  },
  read(value) {
    const mistakes: Mistakes = new Map();
    const root: RootFields = fitting(isRecord(value) ? value : {}, ROOT_PROPERTIES, '', mistakes);
    const listed = isRecord(value) ? listOf(value.sessions) : [];
    const read = listed.map((session, index) =>
      isRecord(session)
        ? readSession(fitting(session, SESSION_PROPERTIES, 'sessions[].', mistakes))
        : { what: `entry ${index + 1} of sessions`, why: 'it is not a session' },
    );
    return {
      format: 'likebox',
      name: plain(root.name),
      zone: root.timezone,
      offsets: 'true',
      ...sortOut(read),
      faults: warningsOf(mistakes),
    };
  },
};

function readSession(session: SessionFields): Draft | Dropped {
  const { startsAt, endsAt, kind } = session;
  const id = plain(session.id);
  const what = describe(cleanLine(plain(session.title)), cleanLine(id));
  if (session.withdrawn === true) return { what, why: 'it is withdrawn: its own source no longer lists it' };
  const start = stampOf(startsAt);
  const end = stampOf(endsAt);
  if (start === null) return { what, why: `its startsAt is no date and time (${quote(startsAt)})` };
  if (end === null) return { what, why: `its endsAt is no date and time (${quote(endsAt)})` };
  return {
    id,
    derivedId: session.derivedId === true,
    title: plain(session.title),
    speakers: listOf(session.speakers).map(plain),
    room: plain(session.room),
    start,
    end,
    flag: kind === 'talk' ? 'content' : kind === 'break' || kind === 'other' ? kind : null,
    track: plain(session.track),
    language: session.language,
    cancelled: session.cancelled === true,
    hidden: session.votable === false,
    plenary: session.plenary === true,
    relayOf: plain(session.relayOf),
    feedbackUrl: session.feedbackUrl,
  };
}

/** Text here is no HTML: what looks like an entity or a tag is meant as it is written. */
function plain(written: unknown): unknown {
  if (typeof written !== 'string') return written;
  return written.slice(0, TEXT_MAX).replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

function stampOf(written: unknown): Stamp | null {
  if (typeof written === 'number') return parseEpoch(written);
  const stamp = parseStamp(written);
  return stamp === null || stamp.offsetMs === null ? stamp : { at: instantOf(stamp, 'UTC', 'instant') };
}

/** By where they are; how often, and the first one. */
type Mistakes = Map<string, { times: number; key: string; value: unknown; known: Properties }>;
type Properties = Readonly<Record<string, Property>>;

/** What the schema allows of an object; the rest is noted. */
function fitting(
  object: Record<string, unknown>,
  known: Properties,
  path: string,
  mistakes: Mistakes,
): Record<string, unknown> {
  const allowed: [string, unknown][] = [];
  for (const [key, value] of Object.entries(object)) {
    const property = Object.hasOwn(known, key) ? known[key] : undefined;
    if (property !== undefined && fits(value, property)) {
      allowed.push([key, value]);
      continue;
    }
    const place = path + key;
    const mistake = mistakes.get(place) ?? { times: 0, key, value, known };
    mistakes.set(place, { ...mistake, times: mistake.times + 1 });
  }
  return Object.fromEntries(allowed);
}

/** Whether type, choice and items are right; whether a time can be read is told with its session. */
function fits(value: unknown, { type, enum: choices, items }: Property): boolean {
  if (!listOf(type).includes(typeOf(value))) return false;
  // A list of sessions is read one by one.
  if (items !== undefined && items.type === 'string' && !listOf(value).every(isText)) return false;
  return choices === undefined || choices.some((choice) => choice === value);
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}

function warningsOf(mistakes: Mistakes): ReadingFault[] {
  const named = [...mistakes].slice(0, WARNINGS_MAX).map(([place, { times, key, value, known }]) => {
    const often = times === 1 ? '' : ` (${times} times)`;
    return `${quote(place).slice(1, -1)}: ${explain(key, value, known)}; ignored${often}.`;
  });
  const more = mistakes.size - named.length;
  const messages = more === 0 ? named : [...named, `${more} more keys were ignored.`];
  return messages.map((message) => ({ severity: 'warning', message }));
}

function explain(key: string, value: unknown, known: Properties): string {
  const property = Object.hasOwn(known, key) ? known[key] : undefined;
  if (property !== undefined) return `${quote(value)} is not ${expected(property)}`;
  const [likely] = nearest(key.slice(0, KEY_MAX), Object.keys(known), 1);
  return likely === undefined ? 'unknown key' : `unknown key (did you mean ${likely}?)`;
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  null: 'null',
};

function expected({ type, enum: choices, items }: Property): string {
  const words = choices ?? listOf(type).map((name) => TYPE_WORDS[cleanLine(name)] ?? 'an object');
  const list = items?.type === 'string' ? ' of texts' : '';
  return `${words.join(' or ')}${list}`;
}

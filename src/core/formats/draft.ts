import type { Dropped, Reading, Session, SessionKind } from '../programme.ts';
import { cleanLine } from '../text.ts';
import { localDate, localTime, wallToInstant } from '../zone.ts';
import { instantOf, type Stamp } from './stamp.ts';

/** A session as a format file found it: text not yet cleaned, times as written. */
export interface Draft {
  id: unknown;
  /** The source says that it was derived from day, room, start and title. */
  derivedId?: boolean;
  title: unknown;
  speakers: readonly unknown[];
  room: unknown;
  start: Stamp;
  /** When it ends, or how long it lasts. */
  end: Stamp | { lastsMs: number };
  /** What the source says of it, when it says it: break, content, or neither. Null leaves it to the title. */
  flag: 'break' | 'content' | 'other' | null;
  /** The source's own word for it (`Eat`): the title of a break that has none. */
  word?: unknown;
  track?: unknown;
  /** `fr`, `en`; of several the first counts. */
  language?: unknown;
  /** The source says so; a title such as "[CANCELLED] …" is recognised without it. */
  cancelled?: boolean;
  /** The source asks for no feedback on it. */
  hidden?: boolean;
  /** In one room, for everybody. */
  plenary?: boolean;
  /** Of an overflow room: the id of the entry whose talk it shows. */
  relayOf?: unknown;
  /** Where people are asked what they think of it. */
  feedbackUrl?: unknown;
}

const LONGEST_VOTABLE_MS = 8 * 3_600_000;
const ADDRESS_MAX = 300;

// FORMATS.md 0.5: checked on 12,182 titles. JavaScript's \b would miss [ANNULÉ], so the end is a look-ahead.
const CANCELLED = /^[^\p{L}\p{N}]*(cancell?ed|annul[ée]e?s?|abgesagt|report[ée]e?s?)(?![\p{L}\p{N}])/iu;

// FORMATS.md 0.6, whole words and their plurals only: "Breaking the monolith" is a talk.
const BREAK =
  /^[^\p{L}\p{N}]*(accueil|pauses?|(?:petits?[ -])?d[ée]j(?:euners?)?|buffets?|caf[ée]s?|(?:coffee|lunch|tea)[ -]?breaks?|coffees?|breaks?|breakfasts?|lunch(?:es|time)?|dinners?|registrations?|check-?ins?|afterworks?|ap[ée]ros?|part(?:y|ies))(?![\p{L}\p{N}])/iu;
const HYPHENS = /[\u2010-\u2015]/gu;

/** Makes a session of a draft, or says why it cannot be one. Its id is still as written: see `settleIds`. */
export function readDraft(
  draft: Draft,
  timezone: string,
  reading: Reading,
): { session: Session } | { dropped: Dropped } {
  const startsAt = instantOf(draft.start, timezone, reading);
  const endsAt = endOf(draft, startsAt, timezone, reading);
  const speakers = draft.speakers.map(cleanLine).filter((name) => name !== '');
  const written = cleanLine(draft.title);
  const isBreak =
    draft.flag === 'break' || (draft.flag === null && speakers.length === 0 && looksLikeBreak(written));
  const title = written === '' && isBreak ? cleanLine(draft.word) || 'break' : written;
  const id = cleanLine(draft.id);
  const room = cleanLine(draft.room);
  const drop = (why: string) => {
    const place = room === '' ? '' : `, ${room}`;
    return { dropped: { what: `${describe(title, id)}, ${moment(startsAt, timezone)}${place}`, why } };
  };
  if (title === '') return drop('it has no title');
  if (endsAt < startsAt) return drop(`it ends before it starts (${moment(endsAt, timezone)})`);
  const kind = kindOf(isBreak ? 'break' : draft.flag, endsAt - startsAt);
  const cancelled = draft.cancelled === true || CANCELLED.test(title);
  const relayOf = cleanLine(draft.relayOf);
  const feedbackUrl = addressOf(draft.feedbackUrl);
  return {
    session: {
      id,
      derivedId: draft.derivedId === true,
      title,
      speakers,
      room,
      startsAt,
      endsAt,
      kind,
      votable: kind === 'talk' && room !== '' && !cancelled && draft.hidden !== true,
      cancelled,
      language: languageOf(draft.language),
      track: cleanLine(draft.track) || null,
      ...(draft.plenary === true ? { plenary: true } : {}),
      ...(relayOf === '' ? {} : { relayOf }),
      ...(feedbackUrl === null ? {} : { feedbackUrl }),
    },
  };
}

function endOf({ start, end }: Draft, startsAt: number, timezone: string, reading: Reading): number {
  if ('lastsMs' in end) return startsAt + end.lastsMs;
  const endsAt = instantOf(end, timezone, reading);
  if (endsAt > startsAt || 'at' in start || 'at' in end) return endsAt;
  // Where summer time skips its start, a session keeps its written length.
  const writtenMs = wallToInstant(end.wall, 'UTC') - wallToInstant(start.wall, 'UTC');
  return start.offsetMs === end.offsetMs && writtenMs > 0 ? startsAt + writtenMs : endsAt;
}

function looksLikeBreak(title: string): boolean {
  return BREAK.test(title.replace(HYPHENS, '-'));
}

/** Sorts drafts into sessions and what was dropped. */
export function readDrafts(
  drafts: readonly Draft[],
  timezone: string,
  reading: Reading,
): { sessions: Session[]; dropped: Dropped[] } {
  const sessions: Session[] = [];
  const dropped: Dropped[] = [];
  for (const draft of drafts) {
    const read = readDraft(draft, timezone, reading);
    if ('session' in read) sessions.push(read.session);
    else dropped.push(read.dropped);
  }
  return { sessions, dropped };
}

/** Parts what a format file could read from what it could not. */
export function sortOut(read: readonly (Draft | Dropped)[]): { drafts: Draft[]; dropped: Dropped[] } {
  const drafts: Draft[] = [];
  const dropped: Dropped[] = [];
  for (const entry of read) {
    if ('why' in entry) dropped.push(entry);
    else drafts.push(entry);
  }
  return { drafts, dropped };
}

/** `FR`, `de, en`: one code in lower case, null without one. */
function languageOf(written: unknown): string | null {
  return (
    cleanLine(written)
      .split(/[\s,;/|]+/)[0]
      ?.toLowerCase() || null
  );
}

/** An address that a telephone may be sent to; null for what is none, and for one that a QR code cannot hold well. */
function addressOf(written: unknown): string | null {
  if (typeof written !== 'string' || written.length > ADDRESS_MAX || !URL.canParse(written)) return null;
  const { protocol, href, username } = new URL(written);
  return protocol === 'https:' && username === '' ? href : null;
}

/** Names an entry for the list of what was dropped. */
export function describe(title: string, id: string): string {
  if (title === '') return id === '' ? 'an entry without title and id' : `entry ${id}`;
  return id === '' ? `"${title}"` : `"${title}" (${id})`;
}

function moment(at: number, timezone: string): string {
  return `${localDate(at, timezone)} ${localTime(at, timezone)}`;
}

function kindOf(flag: Draft['flag'], lastsMs: number): SessionKind {
  if (flag === 'break' || flag === 'other') return flag;
  // What runs all day is in the background of other sessions; what lasts no time is a signpost.
  return lastsMs > LONGEST_VOTABLE_MS || lastsMs === 0 ? 'other' : 'talk';
}

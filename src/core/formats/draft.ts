import type { Dropped, Session, SessionKind } from '../programme.ts';
import { cleanLine } from '../text.ts';
import { localDate, localTime } from '../zone.ts';

/** A session as a format file found it: text not yet cleaned, times already understood. */
export interface Draft {
  id: unknown;
  title: unknown;
  speakers: readonly unknown[];
  room: unknown;
  startsAt: number;
  endsAt: number;
  /** What the source says of it, when it says it: break or content. Null leaves it to the title. */
  flag: 'break' | 'content' | null;
  /** The source's own word for it (`Eat`): the title of a break that has none. */
  word: unknown;
  track: unknown;
}

const LONGEST_VOTABLE_MS = 8 * 3_600_000;

// FORMATS.md 0.5: checked on 12,182 titles. JavaScript's \b would miss [ANNULÉ], so the end is a look-ahead.
const CANCELLED = /^[^\p{L}\p{N}]*(cancell?ed|annul[ée]e?s?|abgesagt|report[ée]e?s?)(?![\p{L}\p{N}])/iu;

// FORMATS.md 0.6, whole words only: "Breaking the monolith" is a talk.
const BREAK =
  /^[^\p{L}\p{N}]*(accueil|pauses?|d[ée]jeuner|petit[ -]d[ée]j(euner)?|buffet|caf[ée]|coffee|breaks?|breakfast|lunch|dinner|registration|check-in|afterwork|ap[ée]ro|party)(?![\p{L}\p{N}])/iu;

/** Makes a session of a draft, or says why it cannot be one. Its id is still as written: see `settleIds`. */
export function readDraft(draft: Draft, timezone: string): { session: Session } | { dropped: Dropped } {
  const { startsAt, endsAt } = draft;
  const speakers = draft.speakers.map(cleanLine).filter((name) => name !== '');
  const written = cleanLine(draft.title);
  const isBreak =
    draft.flag === 'break' || (draft.flag === null && speakers.length === 0 && BREAK.test(written));
  const title = written === '' && isBreak ? cleanLine(draft.word) || 'break' : written;
  const id = cleanLine(draft.id);
  const room = cleanLine(draft.room);
  const drop = (why: string) => {
    const place = room === '' ? '' : `, ${room}`;
    return { dropped: { what: `${describe(title, id)}, ${moment(startsAt, timezone)}${place}`, why } };
  };
  if (title === '') return drop('it has no title');
  if (endsAt < startsAt) return drop(`it ends before it starts (${moment(endsAt, timezone)})`);
  const kind = kindOf(isBreak, endsAt - startsAt);
  const cancelled = CANCELLED.test(title);
  const votable = kind === 'talk' && room !== '' && !cancelled;
  const track = cleanLine(draft.track) || null;
  return {
    session: {
      id,
      derivedId: false,
      title,
      speakers,
      room,
      startsAt,
      endsAt,
      kind,
      votable,
      cancelled,
      language: null,
      track,
    },
  };
}

/** Sorts drafts into sessions and what was dropped. */
export function readDrafts(
  drafts: readonly Draft[],
  timezone: string,
): { sessions: Session[]; dropped: Dropped[] } {
  const sessions: Session[] = [];
  const dropped: Dropped[] = [];
  for (const draft of drafts) {
    const read = readDraft(draft, timezone);
    if ('session' in read) sessions.push(read.session);
    else dropped.push(read.dropped);
  }
  return { sessions, dropped };
}

/** Names an entry for the list of what was dropped. */
export function describe(title: string, id: string): string {
  if (title === '') return id === '' ? 'an entry without title and id' : `entry ${id}`;
  return id === '' ? `"${title}"` : `"${title}" (${id})`;
}

function moment(at: number, timezone: string): string {
  return `${localDate(at, timezone)} ${localTime(at, timezone)}`;
}

function kindOf(isBreak: boolean, lastsMs: number): SessionKind {
  if (isBreak) return 'break';
  // What runs all day is in the background of other sessions; what lasts no time is a signpost.
  return lastsMs > LONGEST_VOTABLE_MS || lastsMs === 0 ? 'other' : 'talk';
}

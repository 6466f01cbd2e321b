import { displayable, isReadable } from '../fold.ts';
import { pages } from '../paging.ts';
import type { SessionView } from '../state.ts';
import { WORDS, type Words } from '../words.ts';
import { localTime } from '../zone.ts';
import type { ScreenContext } from './context.ts';
import { nextOf } from './moment.ts';
import { centred, footer, paged } from './rows.ts';

const MINUTE_MS = 60_000;
const MINUTES_SHOWN = 60; // beyond, a time says more than a count
const TITLE_ROWS = 3;

/** What a screen needs of a session; instants are epoch milliseconds. */
export type ScreenSession = Pick<
  SessionView,
  'title' | 'speakers' | 'startsAt' | 'endsAt' | 'opensAt' | 'closesAt'
>;

/** A session takes votes. */
export function waiting(session: ScreenSession, context: ScreenContext): string[] {
  return [
    ...titleRows(session, context),
    footer(voteFooter(session.closesAt, context, WORDS[context.language]), context),
  ];
}

/** A session runs, and its voting opens later. */
export function beforeOpening(session: ScreenSession, context: ScreenContext): string[] {
  return [...titleRows(session, context), footer(openingFooter(session.opensAt, context), context)];
}

/** Nothing takes votes in this room now. */
export function noSession(next: ScreenSession | null, context: ScreenContext): string[] {
  const words = WORDS[context.language];
  const heading = centred(words.noSession, context.size);
  if (next === null) {
    return [heading, ...words.noMoreSessions.map((line) => centred(line, context.size)), footer('', context)];
  }
  const title = paged(titleOf(next, context.timezone), 2, context);
  const when = nextOf(next.startsAt, context.at, context.timezone, words);
  return [heading, ...title, footer(when, context)];
}

/** The title, or the session's times when the LCD can show no word of it (right-to-left, CJK, emoji alone). */
export function titleOf(session: ScreenSession, timezone: string): string {
  const title = displayable(session.title);
  if (isReadable(title)) return title;
  return `Session ${localTime(session.startsAt, timezone)}-${localTime(session.endsAt, timezone)}`;
}

/** The title over three rows, and the speakers below it where they fit whole. */
function titleRows(session: ScreenSession, context: ScreenContext): string[] {
  const { size } = context;
  const title = titleOf(session, context.timezone);
  const speakers = displayable(session.speakers.join(', '));
  const [page = [], ...more] = pages(title, size.cols, TITLE_ROWS);
  const fits = more.length === 0 && page.length < TITLE_ROWS && [...speakers].length <= size.cols;
  if (!fits || !isReadable(speakers)) return paged(title, TITLE_ROWS, context);
  return [...paged(title, TITLE_ROWS - 1, context), centred(speakers, size)];
}

/** The call to vote, and for how long; `closesAt` in epoch milliseconds. */
export function voteFooter(
  closesAt: number | null,
  { at, timezone }: ScreenContext,
  words: Pick<Words, 'voteNow' | 'minutesToVote' | 'voteUntil'>,
): string {
  if (closesAt === null) return words.voteNow;
  const minutes = minutesUntil(closesAt, at);
  return minutes < MINUTES_SHOWN
    ? words.minutesToVote(minutes)
    : words.voteUntil(localTime(closesAt, timezone));
}

function openingFooter(opensAt: number | null, { at, language, timezone }: ScreenContext): string {
  const words = WORDS[language];
  if (opensAt === null) return words.opensSoon;
  const minutes = minutesUntil(opensAt, at);
  return minutes < MINUTES_SHOWN ? words.opensIn(minutes) : words.opensAt(localTime(opensAt, timezone));
}

/** Begun minutes, at least one: a screen that is a moment late must not say 0. */
function minutesUntil(thenAt: number, nowAt: number): number {
  return Math.max(1, Math.ceil((thenAt - nowAt) / MINUTE_MS));
}

import { byDay } from '../days.ts';
import type { Session } from '../programme.ts';
import { dayLabel, localDate, localTime } from '../zone.ts';
import { widthOf, wrap } from './width.ts';

const DAY_MS = 86_400_000;
const THREE_LINES_BELOW = 28;

/** A session with its local times as the report shows them. */
export interface Slot {
  session: Session;
  /** `10:00` */
  start: string;
  /** `10:50`; with its day when that is not clear. */
  end: string;
}

/** What starts on one local day, in order. */
export interface Day {
  /** `2026-06-24` */
  day: string;
  slots: readonly Slot[];
}

/** The days on which sessions start, in order, each with all of its sessions. */
export function slotsByDay(sessions: readonly Session[], timezone: string): Day[] {
  return [...byDay(sessions, timezone)].map(([day, own]) => ({
    day,
    slots: own.map((session) => slotOf(session, timezone)),
  }));
}

function slotOf(session: Session, timezone: string): Slot {
  const { startsAt, endsAt } = session;
  const time = localTime(endsAt, timezone);
  const end = endsAt - startsAt < DAY_MS ? time : `${shortDay(localDate(endsAt, timezone))}, ${time}`;
  return { session, start: localTime(startsAt, timezone), end };
}

/** `Wednesday 24 June 2026` */
export function longDay(day: string): string {
  return `${dayLabel(Date.parse(`${day}T12:00Z`), 'UTC', 'en')} ${day.slice(0, 4)}`;
}

/** `Wed 24 June` */
export function shortDay(day: string): string {
  return dayLabel(Date.parse(`${day}T12:00Z`), 'UTC', 'en').replace(/^(\p{L}{3})\p{L}*/u, '$1');
}

/** What a person has to know of a session beside its title: that it takes no votes, and why. */
export function markOf({ kind, cancelled, votable, relayOf }: Session): string {
  if (cancelled) return '[cancelled]';
  if (kind === 'break') return '[break]';
  if (relayOf !== undefined) return '[relay]';
  return votable ? '' : '[no votes]';
}

/** Text in two lines, or three where they are short, then its notes, which are never cut. */
export function withNotes(text: string, notes: readonly string[], width: number): string[] {
  const lines = wrap(text, width, width < THREE_LINES_BELOW ? 3 : 2);
  const note = notes.filter((part) => part !== '').join(' ');
  const last = lines.at(-1) ?? '';
  if (note === '') return lines;
  if (widthOf(`${last} ${note}`) <= width) return [...lines.slice(0, -1), `${last} ${note}`];
  return [...lines, ...wrap(note, width)];
}

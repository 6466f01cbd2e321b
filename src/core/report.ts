import {
  type Dropped,
  type ProgrammeReading,
  type ReadingFault,
  roomsOf,
  type Session,
} from './programme.ts';
import { dayLabel, localDate, localTime } from './zone.ts';

/** What `programme check --json` prints; its instants are ISO 8601 in UTC with milliseconds. */
export interface CheckReport {
  format: string;
  timezone: string;
  reading: string;
  name: string;
  /** Local days on which sessions start. */
  days: readonly string[];
  rooms: readonly string[];
  sessions: readonly (Omit<Session, 'startsAt' | 'endsAt'> & { startsAt: string; endsAt: string })[];
  dropped: readonly Dropped[];
  faults: readonly ReadingFault[];
}

/** The report of a reading for programs. */
export function checkReport(reading: ProgrammeReading): CheckReport {
  return {
    format: reading.format,
    timezone: reading.timezone,
    reading: reading.reading,
    name: reading.name,
    days: daysOf(reading),
    rooms: roomsOf(reading.sessions),
    sessions: reading.sessions.map((session) => ({
      id: session.id,
      derivedId: session.derivedId,
      title: session.title,
      speakers: session.speakers,
      room: session.room,
      startsAt: new Date(session.startsAt).toISOString(),
      endsAt: new Date(session.endsAt).toISOString(),
      kind: session.kind,
      votable: session.votable,
      cancelled: session.cancelled,
      language: session.language,
      track: session.track,
    })),
    dropped: reading.dropped,
    faults: reading.faults,
  };
}

/** The report of a reading for people: faults first, then what was read, assumed and dropped, then every session. */
export function checkText(reading: ProgrammeReading): string {
  const { faults, sessions, dropped } = reading;
  const sections = [
    faults.map(({ severity, message }) => `${severity === 'error' ? 'ERROR' : 'Warning'}: ${message}`),
    [summary(reading), ...assumptions(reading)],
    section(
      'Days and their first session',
      daysOf(reading).map((day) => dayLine(day, reading)),
    ),
    section(
      'Rooms',
      roomsOf(sessions).map((room) => roomLine(room, sessions)),
    ),
    section(
      `Dropped: ${dropped.length}`,
      dropped.map(({ what, why }) => `${what}: ${why}`),
    ),
    ...daysOf(reading).map((day) => sessionLines(day, reading)),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n');
}

function daysOf({ sessions, timezone }: ProgrammeReading): string[] {
  return [...new Set(sessions.map(({ startsAt }) => localDate(startsAt, timezone)))].sort();
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`)];
}

function summary({ format, name, sessions }: ProgrammeReading): string {
  const parts = [
    count(sessions.filter(({ votable }) => votable).length, 'takes votes', 'take votes'),
    count(sessions.filter(({ kind }) => kind === 'break').length, 'is a break', 'are breaks'),
    count(sessions.filter(({ cancelled }) => cancelled).length, 'is cancelled', 'are cancelled'),
  ];
  const title = name === '' ? '' : `${name}: `;
  return `${title}${count(sessions.length, 'session', 'sessions')} (format ${format}): ${parts.join(', ')}.`;
}

function assumptions({ sessions, timezone, reading }: ProgrammeReading): string[] {
  if (sessions.length === 0) return [];
  const times =
    reading === 'wall'
      ? `Times were read as the wall time of ${timezone}.`
      : `Times were read as the instants that their Z or offset says, and are shown in ${timezone}.`;
  const derived = sessions.filter(({ derivedId }) => derivedId).length;
  const roomless = sessions.filter(({ room }) => room === '').length;
  const others = sessions.filter(({ kind }) => kind === 'other').length;
  return [
    times,
    ...(derived === 0
      ? []
      : [
          `${count(derived, 'session', 'sessions')} without a usable id: it was made from day, room, start and title.`,
        ]),
    ...(roomless === 0 ? [] : [`${count(roomless, 'session has', 'sessions have')} no room, so no votes.`]),
    ...(others === 0
      ? []
      : [
          `${count(others, 'session takes', 'sessions take')} no votes: longer than 8 hours, or without a duration.`,
        ]),
  ];
}

function dayLine(day: string, { sessions, timezone }: ProgrammeReading): string {
  const own = sessions.filter(({ startsAt }) => localDate(startsAt, timezone) === day);
  const [first] = own;
  if (first === undefined) return day;
  const label = `${day} ${dayLabel(first.startsAt, timezone, 'en').split(' ')[0]}`;
  return `${label.padEnd(20)}  ${localTime(first.startsAt, timezone)} ${place(first)} "${first.title}" (${count(own.length, 'session', 'sessions')})`;
}

function roomLine(room: string, sessions: readonly Session[]): string {
  const own = sessions.filter((session) => session.room === room);
  const votable = own.filter((session) => session.votable).length;
  return `${room}: ${count(own.length, 'session', 'sessions')}, ${count(votable, 'takes votes', 'take votes')}`;
}

function sessionLines(day: string, { sessions, timezone }: ProgrammeReading): string[] {
  const own = sessions.filter(({ startsAt }) => localDate(startsAt, timezone) === day);
  return section(
    day,
    own.map((session) => {
      const times = `${localTime(session.startsAt, timezone)}-${localTime(session.endsAt, timezone)}`;
      const speakers = session.speakers.length === 0 ? '' : ` (${session.speakers.join(', ')})`;
      return `${times}  ${place(session)}  ${session.title}${speakers}${mark(session)}`;
    }),
  );
}

function mark({ kind, cancelled, votable }: Session): string {
  if (cancelled) return ' [cancelled]';
  if (kind === 'break') return ' [break]';
  return votable ? '' : ' [no votes]';
}

function place({ room }: Session): string {
  return room === '' ? 'no room' : room;
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}

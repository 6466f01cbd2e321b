import { daysOf, joinDays } from '../days.ts';
import {
  type DayStart,
  type Dropped,
  type ProgrammeReading,
  type Reading,
  type ReadingFault,
  roomsOf,
  type Session,
} from '../programme.ts';

/** What `programme check --json` prints; its instants are ISO 8601 in UTC with milliseconds. */
export interface CheckReport {
  format: string;
  timezone: string;
  reading: string;
  name: string;
  /** Local days on which sessions start. */
  days: readonly string[];
  rooms: readonly string[];
  /** `plenary`, `relayOf` and `feedbackUrl` only where they are set. */
  sessions: readonly (Omit<Session, 'startsAt' | 'endsAt'> & { startsAt: string; endsAt: string })[];
  dropped: readonly Dropped[];
  faults: readonly ReadingFault[];
  /** What was taken for granted, a sentence each. */
  assumed: readonly string[];
  /** The days as each reading of the written times has them; null when both give the same. */
  readings: Readings | null;
}

interface Readings {
  /** The one in which the sessions are listed. */
  chosen: Reading;
  other: Reading;
  /** Both are as likely: a person has to say which. */
  undecided: boolean;
  days: Readonly<Record<Reading, readonly DayStart[]>>;
}

/** The report of a reading for programs. */
export function checkReport(reading: ProgrammeReading): CheckReport {
  const days = daysOf(reading.sessions, reading.timezone);
  return {
    format: reading.format,
    timezone: reading.timezone,
    reading: reading.reading,
    name: reading.name,
    days: days.map(({ day }) => day),
    rooms: roomsOf(reading.sessions),
    sessions: reading.sessions.map(sessionReport),
    dropped: reading.dropped,
    faults: reading.faults,
    assumed: reading.assumed,
    readings: readingsOf(reading, days),
  };
}

/** The report as one JSON document; what could drive a terminal is escaped. */
export function checkJson(reading: ProgrammeReading): string {
  const json = JSON.stringify(checkReport(reading), null, 2);
  const escaped = json.replace(
    /[\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `${escaped}\n`;
}

function sessionReport(session: Session): CheckReport['sessions'][number] {
  const { plenary, relayOf, feedbackUrl } = session;
  return {
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
    ...(plenary === undefined ? {} : { plenary }),
    ...(relayOf === undefined ? {} : { relayOf }),
    ...(feedbackUrl === undefined ? {} : { feedbackUrl }),
  };
}

function readingsOf({ reading, other, undecided }: ProgrammeReading, days: DayStart[]): Readings | null {
  if (other === null) return null;
  const [chosen, others] = [days, joinDays(other.days)];
  return {
    chosen: reading,
    other: other.reading,
    undecided,
    days: reading === 'wall' ? { wall: chosen, instant: others } : { wall: others, instant: chosen },
  };
}

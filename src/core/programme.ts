/** `talk` is any content (keynotes and workshops too); `other` is not votable for another reason. */
export type SessionKind = 'talk' | 'break' | 'other';

/** One slot in one room. Instants are epoch milliseconds. */
export interface Session {
  /** As written in the source, trimmed; or derived when that was missing, a placeholder or repeated. */
  id: string;
  derivedId: boolean;
  title: string;
  speakers: readonly string[];
  /** Empty when the source names none; such a session is not votable. */
  room: string;
  startsAt: number;
  endsAt: number;
  kind: SessionKind;
  votable: boolean;
  cancelled: boolean;
  language: string | null;
  track: string | null;
  /** It takes place in one room, for everybody. */
  plenary?: boolean;
  /** Of an overflow room: the id of the session that is shown there; results add its votes to that one. */
  relayOf?: string;
  /** Where the programme asks for feedback about it, https. */
  feedbackUrl?: string;
}

/** A session as the box keeps it, with what its own history adds. */
export interface KnownSession extends Session {
  /** From this instant on it takes no votes (cancelled or withdrawn); null while it does. */
  closedFromAt: number | null;
  /** When a later import listed it as it is now; null when it was so in the first version. */
  listedFromAt: number | null;
  /** The source no longer lists it, but it has votes. */
  withdrawn: boolean;
  /** Ids under which earlier imports listed it, oldest first; absent while there was one only. */
  formerIds?: readonly string[];
  /** When each of those was given up, epoch milliseconds. */
  renamedAt?: readonly number[];
  /** When it came, if its id was another session's until then: what was said of that id before is not about it. */
  namedFromAt?: number;
  /** Of a session that is over and keeps its room: the one that the source gives it now, if that is another. */
  listedRoom?: string;
  /** Where it took votes before the source moved or closed it, oldest first; absent while there is none. */
  earlier?: readonly Place[];
}

/** A slot of a session, where it took votes until `closedFromAt`. */
export type Place = Pick<KnownSession, 'room' | 'startsAt' | 'endsAt' | 'listedFromAt'> & {
  closedFromAt: number;
  /** When it left that slot: later than its votes ended there if it was cancelled first. Absent in older versions. */
  leftAt?: number;
};

/** All days, rooms and sessions of a conference, as one version. */
export interface Programme {
  name: string;
  /** IANA zone of the event: `Europe/Paris`. */
  timezone: string;
  /** Which sources it was read from; a change of source is a person's decision, a change of content is not. */
  origin?: string;
  /** How its written times were understood. */
  reading?: Reading;
  /** Both readings were as likely when it was taken, for want of a better one. */
  undecided?: boolean;
  /** Names what the sources gave, so that the same is known again. */
  digest?: string;
  /** Digests that a person has rolled back: the sources may give them, they are not taken. */
  refused?: readonly string[];
  /** What organisers changed is folded in already: a box that took it from its hub folds nothing more. */
  adjusted?: true;
  sessions: readonly KnownSession[];
}

/** One version of the programme, as it was kept. */
export interface ProgrammeVersion {
  /** Counts from 1. */
  version: number;
  /** When it was kept, epoch milliseconds. */
  at: number;
  origin: string;
  /** How many it lists. */
  sessions: number;
  /** Against the version before: `3 added, 1 moved`. */
  changes: string;
}

/** How written times were understood: as the event's wall time, or as the true instants they claim to be. */
export type Reading = 'wall' | 'instant';

export interface Dropped {
  what: string;
  why: string;
}

export interface ReadingFault {
  severity: 'error' | 'warning';
  message: string;
}

/** What a format file makes of the bytes of one source. */
export interface ProgrammeReading {
  /** The format's short name: `sched`, `likebox-2015`. */
  format: string;
  timezone: string;
  reading: Reading;
  name: string;
  sessions: readonly Session[];
  dropped: readonly Dropped[];
  /** An `error` means that it is not a programme, or that a person has to decide. */
  faults: readonly ReadingFault[];
  /** What was taken for granted, a sentence each. */
  assumed: readonly string[];
  /** How the days would begin in the other reading; null when it makes no difference. */
  other: { reading: Reading; days: readonly DayStart[] } | null;
  /** Both readings are as likely: a person has to say which. `sessions` are those of `reading` all the same. */
  undecided: boolean;
  /** The address of the next page of this list, as written. */
  next?: string;
  /** Of a list of talks, which is no programme: speakers by the id of their talk. */
  companion?: ReadonlyMap<string, readonly string[]>;
}

/** How a day begins and ends, for people who know the conference. */
export interface DayStart {
  /** Local date, `2026-06-24`. */
  day: string;
  /** Local time of its first session, `09:30`. */
  first: string;
  room: string;
  title: string;
  /** Local time at which its last session starts. */
  last: string;
  sessions: number;
}

/** The rooms of some sessions in order of their names; sessions without a room add none. */
export function roomsOf(sessions: readonly Session[]): string[] {
  const rooms = new Set(sessions.map((session) => session.room));
  rooms.delete('');
  return [...rooms].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}

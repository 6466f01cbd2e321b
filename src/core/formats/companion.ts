import type { ProgrammeReading, Session } from '../programme.ts';
import { cleanLine } from '../text.ts';
import { isRecord, listOf } from './json.ts';

/** Speakers by the id of their talk. */
export type Companion = ReadonlyMap<string, readonly string[]>;

/**
 * Reads the list of talks that lies beside a programme without speakers, as BreizhCamp's talks.json did (FORMATS.md
 * 2.1): `[{id, speakers: [{fullname}]}]`. Null when nobody is named in it.
 */
export function readCompanion(value: unknown): Companion | null {
  const speakers = new Map<string, readonly string[]>();
  for (const talk of Array.isArray(value) ? value : []) {
    if (!isRecord(talk)) continue;
    const id = cleanLine(talk.id);
    const names = listOf(talk.speakers)
      .map(nameOf)
      .filter((name) => name !== '');
    if (id !== '' && names.length > 0) speakers.set(id, names);
  }
  return speakers.size === 0 ? null : speakers;
}

/**
 * Gives the sessions that name nobody the speakers that another source knows for their id. A source that helped so is
 * no longer at fault for holding no sessions.
 */
export function joinCompanions(readings: readonly ProgrammeReading[]): readonly ProgrammeReading[] {
  return readings.reduce((joined, { companion }) => {
    return companion === undefined ? joined : joinOne(joined, companion);
  }, readings);
}

function joinOne(readings: readonly ProgrammeReading[], companion: Companion): readonly ProgrammeReading[] {
  const named = (session: Session): Session => {
    const speakers = companion.get(session.id);
    if (session.speakers.length > 0 || speakers === undefined) return session;
    // Nobody speaks at a break: its title only looked like one.
    const wasBreak = session.kind === 'break' && !session.cancelled;
    return { ...session, speakers, ...(wasBreak ? { kind: 'talk', votable: session.room !== '' } : {}) };
  };
  const joined = readings.map((reading) => ({ ...reading, sessions: reading.sessions.map(named) }));
  const helped = joined.flatMap(({ sessions }, index) =>
    sessions.filter((session, place) => session !== readings[index]?.sessions[place]),
  ).length;
  if (helped === 0) return readings;
  const which = helped === 1 ? '1 session' : `${helped} sessions`;
  const assumed = [`The speakers of ${which} are those of the list of talks beside the programme.`];
  return joined.map((reading) =>
    reading.companion === companion ? { ...reading, assumed, faults: [] } : reading,
  );
}

function nameOf(speaker: unknown): string {
  if (!isRecord(speaker)) return cleanLine(speaker);
  return cleanLine(speaker.fullname ?? speaker.fullName ?? speaker.name);
}

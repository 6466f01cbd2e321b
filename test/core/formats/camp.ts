import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readProgramme } from '../../../src/core/formats/detect.ts';
import type { ProgrammeReading, Session } from '../../../src/core/programme.ts';

/** One small conference that every format's fixture writes down in its own way: made up, and full of traps. */
export interface CampSession {
  title: string;
  speakers: readonly string[];
  room: string;
  startsAt: string;
  endsAt: string;
  kind: Session['kind'];
  votable: boolean;
  cancelled: boolean;
  language: string | null;
  track: string | null;
}

const talk = { kind: 'talk', votable: true, cancelled: false } as const;
const pause = {
  kind: 'break',
  votable: false,
  cancelled: false,
  speakers: [],
  language: null,
  track: null,
} as const;

/** In order of start and room. */
export const CAMP: readonly CampSession[] = [
  {
    ...pause,
    title: 'Accueil café',
    room: 'Hall',
    startsAt: '2026-06-24T07:00:00.000Z',
    endsAt: '2026-06-24T07:30:00.000Z',
  },
  {
    ...talk,
    title: 'Déboguer sans pleurer',
    speakers: ['Ada Quéméner'],
    room: 'Amphi A',
    startsAt: '2026-06-24T08:00:00.000Z',
    endsAt: '2026-06-24T08:50:00.000Z',
    language: 'fr',
    track: 'Web',
  },
  {
    ...talk,
    title: 'Rust & C++ : <la paix>',
    speakers: ['Bjørn Åkesson', 'Zoë Le Bœuf'],
    room: 'Amphi B',
    startsAt: '2026-06-24T08:00:00.000Z',
    endsAt: '2026-06-24T08:50:00.000Z',
    language: 'en',
    track: 'Langages',
  },
  {
    ...talk,
    title: '[ANNULÉ] Les caches',
    speakers: [],
    room: 'Amphi A',
    startsAt: '2026-06-24T09:00:00.000Z',
    endsAt: '2026-06-24T10:00:00.000Z',
    votable: false,
    cancelled: true,
    language: 'fr',
    track: 'Web',
  },
  {
    ...pause,
    title: 'Déjeuner',
    room: 'Hall',
    startsAt: '2026-06-24T10:30:00.000Z',
    endsAt: '2026-06-24T12:00:00.000Z',
  },
  {
    ...talk,
    title: 'Atelier : un compilateur',
    speakers: ['Łucja Wójcik'],
    room: 'Amphi B',
    startsAt: '2026-06-25T07:30:00.000Z',
    endsAt: '2026-06-25T10:30:00.000Z',
    language: 'en',
    track: 'Langages',
  },
  {
    ...talk,
    title: 'Concert',
    speakers: ['Les Binaires'],
    room: 'Amphi A',
    startsAt: '2026-06-25T20:00:00.000Z',
    endsAt: '2026-06-25T22:30:00.000Z',
    language: 'fr',
    track: 'Web',
  },
];

/** Reads a fixture as a box in Rennes does. */
export function readFixture(name: string, timezone = 'Europe/Paris'): ProgrammeReading {
  const file = new URL(`../../fixtures/programmes/${name}`, import.meta.url);
  return readProgramme(readFileSync(file), { timezone, reading: 'auto', language: 'fr' });
}

/**
 * Asserts that a reading holds the camp and nothing else. `unsaid` names what the format has no place for; those fields
 * are not compared.
 */
export function assertCamp(reading: ProgrammeReading, unsaid: readonly (keyof CampSession)[] = []): void {
  const comparable = (session: CampSession) =>
    Object.fromEntries(Object.entries(session).filter(([key]) => !unsaid.includes(key as keyof CampSession)));
  const order = (a: CampSession, b: CampSession) =>
    a.startsAt.localeCompare(b.startsAt) || a.title.localeCompare(b.title);
  const read = reading.sessions.map((session) => ({
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
  }));
  assert.deepEqual(read.sort(order).map(comparable), [...CAMP].sort(order).map(comparable));
}

import type { ProgrammeReading, Session } from '../../../src/core/programme.ts';

/** A session on 24 June 2026 in Paris, from and to `HH:MM`; what is not given is ordinary. */
export function made(
  times: string,
  room: string,
  title: string,
  more: Partial<Session> = {},
  day = '2026-06-24',
): Session {
  const [from = '', to = ''] = times.split('-');
  return {
    id: `${day} ${times} ${room}`,
    derivedId: false,
    title,
    speakers: [],
    room,
    startsAt: Date.parse(`${day}T${from}+02:00`),
    endsAt: Date.parse(`${day}T${to}+02:00`),
    kind: 'talk',
    votable: true,
    cancelled: false,
    language: null,
    track: null,
    ...more,
  };
}

/** A reading of some sessions with nothing to remark; what is given counts. */
export function readingOf(
  sessions: readonly Session[],
  more: Partial<ProgrammeReading> = {},
): ProgrammeReading {
  return {
    format: 'sched',
    timezone: 'Europe/Paris',
    reading: 'wall',
    name: '',
    sessions,
    dropped: [],
    faults: [],
    assumed: [],
    other: null,
    undecided: false,
    ...more,
  };
}

export const BREAK = { kind: 'break', votable: false } as const;

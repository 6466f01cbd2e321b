import { existsSync, readFileSync } from 'node:fs';
import { readProgramme } from '../../../src/core/formats/detect.ts';
import { type ProgrammeReading, roomsOf } from '../../../src/core/programme.ts';
import { localDate } from '../../../src/core/zone.ts';

// Real schedules are not part of the project: their licences were not checked.
const FOLDER = new URL('../../../../shared/programmes/', import.meta.url);

/** Of a test over real programmes: false where they are, else why it cannot run. */
export const skip = existsSync(FOLDER) ? false : 'the real programmes are not in ../shared/programmes';

/** Reads one by its path in the folder, as a box in the given zone does. */
export function readReal(path: string, timezone = 'Europe/Paris'): ProgrammeReading {
  const options = { timezone, reading: 'auto', language: 'fr' } as const;
  return readProgramme(readFileSync(new URL(path, FOLDER)), options);
}

/** What can be counted in the file by other means. */
export function countsOf({ format, sessions, timezone, dropped, faults }: ProgrammeReading) {
  return {
    format,
    days: [...new Set(sessions.map(({ startsAt }) => localDate(startsAt, timezone)))],
    rooms: roomsOf(sessions),
    sessions: sessions.length,
    votable: sessions.filter(({ votable }) => votable).length,
    breaks: sessions.filter(({ kind }) => kind === 'break').length,
    cancelled: sessions.filter(({ cancelled }) => cancelled).length,
    derived: sessions.filter(({ derivedId }) => derivedId).length,
    dropped: dropped.length,
    faults: faults.map(({ severity }) => severity),
  };
}

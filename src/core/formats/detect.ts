import type { ProgrammeReading } from '../programme.ts';
import { isRecord, parseJson } from './json.ts';
import { LIKEBOX_NAME, readLikebox } from './likebox.ts';
import type { ReadOptions } from './options.ts';
import { refuseShape, refuseText } from './refuse.ts';
import { readSched, SCHED_NAME } from './sched.ts';

/** A source of more bytes is refused; the biggest real export has 3.96 MB (FORMATS.md 0.12). */
export const SOURCE_MAX_BYTES = 16 * 1024 * 1024;

const SESSIONS_MAX = 5_000;
const FORMATS = `${SCHED_NAME} and ${LIKEBOX_NAME}`;

/**
 * Reads a programme from the bytes of one source; its name and media type do not matter. It never throws: what is no
 * programme gives no sessions and a fault that says what it is and what to use instead.
 */
export function readProgramme(bytes: Uint8Array, options: ReadOptions): ProgrammeReading {
  if (bytes.length > SOURCE_MAX_BYTES) {
    return refused(
      `This is ${Math.ceil(bytes.length / 1_048_576)} MB; a programme of more than 16 MB is refused.`,
      options,
    );
  }
  const text = decode(bytes);
  if (text === null) {
    return refused('This is not UTF-8 text. If an editor saved it, save it again as UTF-8.', options);
  }
  if (text === '') return refused('This is empty. Fetch or export the programme again.', options);
  const refusal = refuseText(text, FORMATS);
  if (refusal !== null) return refused(refusal, options);
  const json = parseJson(text);
  if (!json.ok) return refused(json.message, options);
  return bounded(readShape(json.value, options), options);
}

function readShape(value: unknown, options: ReadOptions): ProgrammeReading {
  if (Array.isArray(value)) {
    if (value.length > SESSIONS_MAX) return tooMany(value.length, options);
    const first = value.find(isRecord);
    if (first !== undefined && 'event_start' in first) return readSched(value, options);
  }
  if (isRecord(value) && isRecord(value.programme) && 'jours' in value.programme) {
    return readLikebox(value, options);
  }
  return refused(refuseShape(value, FORMATS), options);
}

function bounded(reading: ProgrammeReading, options: ReadOptions): ProgrammeReading {
  if (reading.sessions.length > SESSIONS_MAX) return tooMany(reading.sessions.length, options);
  if (reading.sessions.length > 0 || reading.faults.some(({ severity }) => severity === 'error')) {
    return reading;
  }
  const message =
    reading.dropped.length === 0
      ? 'This programme holds no session yet. Ask for the finished one.'
      : `None of the ${reading.dropped.length} entries could be read. The first: ${reading.dropped[0]?.what}: ${reading.dropped[0]?.why}.`;
  return { ...reading, faults: [{ severity: 'error', message }, ...reading.faults] };
}

function tooMany(count: number, options: ReadOptions): ProgrammeReading {
  return refused(
    `This lists ${count} sessions; a programme of more than ${SESSIONS_MAX} is refused.`,
    options,
  );
}

/** The reading of a source that is no programme, with the sentence that says why. */
export function refused(message: string, { timezone, reading }: ReadOptions): ProgrammeReading {
  return {
    format: 'unknown',
    timezone,
    reading: reading === 'instant' ? 'instant' : 'wall',
    name: '',
    sessions: [],
    dropped: [],
    faults: [{ severity: 'error', message }],
  };
}

/** The text without byte order mark and leading white space; null when it is not UTF-8. */
function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).trimStart();
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

import type { ProgrammeReading } from '../programme.ts';
import { assemble } from './assemble.ts';
import { boundReading, refuseLength } from './bound.ts';
import { readCompanion } from './companion.ts';
import { CONFERENCE_HALL } from './conferencehall.ts';
import { CSV } from './csv.ts';
import { decode } from './decode.ts';
import { DEVOXX_CFP } from './devoxxcfp.ts';
import { DEVOXX_DEV } from './devoxxdev.ts';
import { DEVOXX_REST } from './devoxxrest.ts';
import type { Found, JsonFormat, TextFormat } from './format.ts';
import { FRAB } from './frab.ts';
import { FRAB_JSON, HUB_JSON } from './frabjson.ts';
import { HOVERBOARD } from './hoverboard.ts';
import { ICS } from './ics.ts';
import { INDICO } from './indico.ts';
import { isRecord, parseJson } from './json.ts';
import { LIKEBOX } from './likebox.ts';
import { SESSIONS_MAX, SOURCE_MAX_BYTES } from './limits.ts';
import { OPENFEEDBACK } from './openfeedback.ts';
import { OPENPLANNER, OPENPLANNER_VOXXRIN } from './openplanner.ts';
import type { ReadOptions } from './options.ts';
import { OWN } from './own.ts';
import { PRETALX_API, PRETALX_WIDGET } from './pretalx.ts';
import { refuseBinary, refuseShape, refuseText } from './refuse.ts';
import { SCHED } from './sched.ts';
import { SESSIONIZE_ALL, SESSIONIZE_GRID, SESSIONIZE_SESSIONS } from './sessionize.ts';
import { VOXXRIN, VOXXRIN3 } from './voxxrin.ts';

/** In the order in which they are tried: the most particular shape first (FORMATS.md 1). */
const JSON_FORMATS: readonly JsonFormat[] = [
  FRAB_JSON,
  HUB_JSON,
  LIKEBOX,
  SCHED,
  SESSIONIZE_GRID,
  SESSIONIZE_SESSIONS,
  CONFERENCE_HALL,
  SESSIONIZE_ALL,
  OPENPLANNER,
  OPENPLANNER_VOXXRIN,
  HOVERBOARD,
  OPENFEEDBACK,
  PRETALX_WIDGET,
  PRETALX_API,
  DEVOXX_CFP,
  DEVOXX_DEV,
  DEVOXX_REST,
  VOXXRIN,
  VOXXRIN3,
  INDICO,
  OWN,
];

const TEXT_FORMATS: readonly TextFormat[] = [ICS, FRAB, CSV];

/** Every format that is read, as messages name them. */
export const FORMATS: readonly string[] = [...JSON_FORMATS, ...TEXT_FORMATS].map(({ name }) => name);

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
  const binary = refuseBinary(bytes);
  if (binary !== null) return refused(binary, options);
  const { text, guessed } = decode(bytes);
  if (text === '') return refused('This is empty. Fetch or export the programme again.', options);
  const format = TEXT_FORMATS.find(({ recognises }) => recognises(text));
  if (format !== undefined) return bounded(format.read(text, options, bytes), options);
  const refusal = refuseText(text, guessed);
  if (refusal !== null) return refused(refusal, options);
  const json = parseJson(text);
  return json.ok ? readJson(json.value, options) : refused(json.message, options);
}

function readJson(value: unknown, options: ReadOptions): ProgrammeReading {
  const first = Array.isArray(value) ? (value.find(isRecord) ?? null) : isRecord(value) ? value : null;
  const format = JSON_FORMATS.find(({ recognises }) => recognises(value, first));
  if (format === undefined) {
    const companion = readCompanion(value);
    return { ...refused(refuseShape(value), options), ...(companion === null ? {} : { companion }) };
  }
  return bounded(format.read(value, options), options);
}

function bounded(found: Found, options: ReadOptions): ProgrammeReading {
  const listed = found.drafts.length + found.dropped.length;
  if (listed > SESSIONS_MAX) {
    return refused(
      `This lists ${listed} sessions; a programme of more than ${SESSIONS_MAX} is refused.`,
      options,
    );
  }
  const whole = assemble(found, options);
  const tooLong = refuseLength(whole);
  if (tooLong !== null) return refused(tooLong, options);
  const reading = boundReading(whole);
  if (reading.sessions.length > 0 || reading.faults.some(({ severity }) => severity === 'error')) {
    return reading;
  }
  const [first] = reading.dropped;
  const message =
    first === undefined
      ? 'This programme holds no session yet. Ask for the finished one.'
      : `None of the ${reading.dropped.length} entries could be read. The first: ${first.what}: ${first.why}.`;
  return { ...reading, faults: [{ severity: 'error', message }, ...reading.faults] };
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
    assumed: [],
    other: null,
    undecided: false,
  };
}

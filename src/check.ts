import { createClock } from './adapters/clock.ts';
import { TooLargeError } from './adapters/source/errors.ts';
import { createSource } from './adapters/source/source.ts';
import { readPages } from './app/pages.ts';
import type { FetchSource } from './app/ports.ts';
import type { Language } from './core/config.ts';
import { readProgramme, refused } from './core/formats/detect.ts';
import { mergeReadings } from './core/formats/merge.ts';
import type { ReadOptions } from './core/formats/options.ts';
import { labelOf } from './core/label.ts';
import { nearest } from './core/nearest.ts';
import type { ProgrammeReading } from './core/programme.ts';
import { checkJson } from './core/report/json.ts';
import { checkText } from './core/report/text.ts';
import { printable } from './core/report/width.ts';
import { isZone } from './core/zone.ts';

export interface CheckOptions {
  /** IANA zone of the event; `Europe/Paris` when absent. */
  timezone?: string;
  /** `wall` or `instant`; absent or `auto`: by the rules of the format. */
  reading?: string;
  /** `fr` (when absent) or `en`: in French, 03/04 is the third of April. */
  language?: string;
  /** Columns of the text for people; 100 when absent. */
  width?: number;
  json?: boolean;
}

/** Where text goes; each call gets whole lines. */
export interface CheckOutput {
  out: (text: string) => void;
  err: (text: string) => void;
}

const READINGS = ['auto', 'wall', 'instant'] as const;
const LANGUAGES: readonly Language[] = ['fr', 'en'];
const WIDTH = 100;

/**
 * `likebox programme check`: reads sources as a box would and says what it finds. Gives the exit code: 0 a programme,
 * 1 a source cannot be read, 2 wrong usage, 3 not a programme or a person has to decide.
 */
export async function checkProgramme(
  sources: readonly string[],
  options: CheckOptions,
  { out, err }: CheckOutput,
): Promise<0 | 1 | 2 | 3> {
  const { asked, mistakes } = parseOptions(sources, options);
  if (mistakes.length > 0) {
    for (const mistake of mistakes) err(`${printable(mistake)}\n`);
    return 2;
  }
  const fetchSource = createSource({ clock: createClock() });
  const readings: ProgrammeReading[] = [];
  const unread: string[] = [];
  for (const source of sources) {
    const read = await readSource(source, asked, fetchSource);
    if (read.failure !== null) unread.push(read.failure);
    readings.push(
      sources.length === 1 || read.failure !== null ? read.made : named(read.made, labelOf(source)),
    );
  }
  for (const message of unread) err(`${printable(message)}\n`);
  if (unread.length > 0 && !options.json) return 1;
  const merged = mergeReadings(readings);
  out(options.json ? checkJson(merged) : checkText(merged, options.width ?? WIDTH));
  if (unread.length > 0) return 1;
  return merged.faults.some(({ severity }) => severity === 'error') ? 3 : 0;
}

function parseOptions(
  sources: readonly string[],
  options: CheckOptions,
): { asked: ReadOptions; mistakes: string[] } {
  const timezone = options.timezone ?? 'Europe/Paris';
  const reading = READINGS.find((known) => known === (options.reading ?? 'auto'));
  const language = LANGUAGES.find((known) => known === (options.language ?? 'fr'));
  return {
    asked: { timezone, reading: reading ?? 'auto', language: language ?? 'fr' },
    mistakes: [
      ...(sources.length === 0 ? ['Name at least one file or address.'] : []),
      ...(isZone(timezone) ? [] : [unknownZone(timezone)]),
      ...(reading === undefined ? [`--reading ${options.reading}: this is wall or instant.`] : []),
      ...(language === undefined ? [`--language ${options.language}: this is fr or en.`] : []),
    ],
  };
}

/** Reads a source with all of its pages. One that cannot be read is a fault of the document too, so that `--json` tells the whole. */
async function readSource(
  source: string,
  asked: ReadOptions,
  fetchSource: FetchSource,
): Promise<{ made: ProgrammeReading; failure: string | null }> {
  try {
    const chosen: string[] = [];
    const { reading } = await readPages(source, async (address) => {
      const fetched = await fetchSource(address, null);
      if (!fetched.modified) throw new Error(`${labelOf(address)} sent no content.`);
      const { bytes, name } = fetched;
      if (name !== undefined) chosen.push(`Of ${labelOf(source)}, the file read was ${name}.`);
      return { reading: readProgramme(bytes, asked), size: bytes.length };
    });
    return { made: { ...reading, assumed: [...chosen, ...reading.assumed] }, failure: null };
  } catch (error) {
    const failure = error instanceof Error ? error.message : String(error);
    const made = refused(failure, asked);
    return error instanceof TooLargeError ? { made, failure: null } : { made, failure };
  }
}

/** Of several sources, a fault has to say which one it is about. */
function named(read: ProgrammeReading, label: string): ProgrammeReading {
  return {
    ...read,
    faults: read.faults.map(({ severity, message }) => ({ severity, message: `${label}: ${message}` })),
  };
}

function unknownZone(timezone: string): string {
  const meant = nearest(timezone, Intl.supportedValuesOf('timeZone'), 1)[0];
  const hint = meant === undefined ? 'for example Europe/Paris' : `did you mean ${meant}?`;
  return `--timezone ${timezone}: this is not a time zone (${hint}).`;
}

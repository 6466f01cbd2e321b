import { createClock } from './adapters/clock.ts';
import { createSource } from './adapters/source/source.ts';
import { readProgramme, refused } from './core/formats/detect.ts';
import { mergeReadings } from './core/formats/merge.ts';
import { labelOf } from './core/label.ts';
import { nearest } from './core/nearest.ts';
import type { ProgrammeReading } from './core/programme.ts';
import { checkReport, checkText } from './core/report.ts';
import { isZone } from './core/zone.ts';

export interface CheckOptions {
  /** IANA zone of the event; `Europe/Paris` when absent. */
  timezone?: string;
  /** `wall` or `instant`; absent or `auto`: by the rules of the format. */
  reading?: string;
  json?: boolean;
}

/** Where text goes; each call gets whole lines. */
export interface CheckOutput {
  out: (text: string) => void;
  err: (text: string) => void;
}

const READINGS = ['auto', 'wall', 'instant'] as const;

/**
 * `likebox programme check`: reads sources as a box would and says what it finds. Gives the exit code: 0 a programme,
 * 1 a source cannot be read, 2 wrong usage, 3 not a programme or a person has to decide.
 */
export async function checkProgramme(
  sources: readonly string[],
  options: CheckOptions,
  { out, err }: CheckOutput,
): Promise<0 | 1 | 2 | 3> {
  const timezone = options.timezone ?? 'Europe/Paris';
  const reading = READINGS.find((known) => known === (options.reading ?? 'auto'));
  const mistakes = [
    ...(sources.length === 0 ? ['Name at least one file or address.'] : []),
    ...(isZone(timezone) ? [] : [unknownZone(timezone)]),
    ...(reading === undefined ? [`--reading ${options.reading}: this is wall or instant.`] : []),
  ];
  if (reading === undefined || mistakes.length > 0) {
    for (const mistake of mistakes) err(`${mistake}\n`);
    return 2;
  }
  const fetchSource = createSource({ clock: createClock() });
  const readings: ProgrammeReading[] = [];
  const unread: string[] = [];
  for (const source of sources) {
    try {
      const fetched = await fetchSource(source, null);
      if (!fetched.modified) throw new Error(`${labelOf(source)} sent no content.`);
      const read = readProgramme(fetched.bytes, { timezone, reading, language: 'fr' });
      readings.push(sources.length === 1 ? read : named(read, labelOf(source)));
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      unread.push(message);
      readings.push(refused(message, { timezone, reading, language: 'fr' }));
    }
  }
  for (const message of unread) err(`${message}\n`);
  if (unread.length > 0 && !options.json) return 1;
  const merged = mergeReadings(readings);
  out(options.json ? `${JSON.stringify(checkReport(merged), null, 2)}\n` : checkText(merged));
  if (unread.length > 0) return 1;
  return merged.faults.some(({ severity }) => severity === 'error') ? 3 : 0;
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

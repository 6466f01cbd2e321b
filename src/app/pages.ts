import { SESSIONS_MAX, SOURCE_MAX_BYTES } from '../core/formats/limits.ts';
import { mergeReadings } from '../core/formats/merge.ts';
import { labelOf } from '../core/label.ts';
import type { ProgrammeReading, ReadingFault } from '../core/programme.ts';

const PAGES_MAX = 100;

/** One page of a source. */
export interface Page {
  reading: ProgrammeReading;
  /** How many bytes it was read from. */
  size: number;
}

/** What the pages of a source hold together; `errors` are the sentences that make it no programme. */
export interface Pages {
  reading: ProgrammeReading;
  errors: readonly string[];
}

/**
 * Reads a source and the pages that it leads to: at most 100, with 16 MB and 5,000 sessions together, and only from the
 * host of the source. Rejects with a sentence for people when the list is not read to its end.
 */
export async function readPages(source: string, read: (address: string) => Promise<Page>): Promise<Pages> {
  const readings: ProgrammeReading[] = [];
  const seen = new Set<string>();
  let [bytes, entries] = [0, 0];
  for (let address: string | null = source; address !== null; ) {
    if (seen.size === PAGES_MAX) throw incomplete(source, `it has more than ${PAGES_MAX} pages`);
    seen.add(normal(address));
    const { reading, size } = await read(address);
    bytes += size;
    entries += reading.sessions.length + reading.dropped.length;
    if (bytes > SOURCE_MAX_BYTES) throw incomplete(source, 'its pages have more than 16 MB together');
    if (entries > SESSIONS_MAX) throw incomplete(source, `its pages list more than ${SESSIONS_MAX} sessions`);
    readings.push(reading);
    address = isAddress(source) && reading.next !== undefined ? follow(source, address, reading.next) : null;
    if (address !== null && seen.has(address)) throw incomplete(source, 'its pages lead back to one before');
  }
  return join(readings);
}

function isAddress(source: string): boolean {
  return /^https?:\/\//i.test(source) && URL.canParse(source);
}

function normal(address: string): string {
  return isAddress(address) ? new URL(address).href : address;
}

/** Servers behind a proxy often name their pages with http, though they are asked by https. */
function follow(source: string, from: string, next: string): string {
  if (!URL.canParse(next, from)) throw incomplete(source, 'the address of its next page is malformed');
  const [first, url] = [new URL(source), new URL(next, from)];
  if (first.protocol === 'https:' && url.protocol === 'http:') url.protocol = 'https:';
  if (!isAddress(url.href)) throw incomplete(source, `its next page is a ${url.protocol} address`);
  if (url.host !== first.host) {
    throw incomplete(source, `its next page is on ${url.host}, not on ${first.host}`);
  }
  url.hash = '';
  return url.href;
}

function incomplete(source: string, why: string): Error {
  return new Error(`${labelOf(source)} cannot be read to its end: ${why}.`);
}

/** A page without sessions, the last one for example, is no mistake beside one that has some. */
function join(readings: readonly ProgrammeReading[]): Pages {
  const [first] = readings;
  if (first !== undefined && readings.length === 1) {
    return { reading: withNote(first), errors: errorsOf(first) };
  }
  const isFilled = readings.some(({ sessions }) => sessions.length > 0);
  const isSpare = ({ format, sessions }: ProgrammeReading) =>
    isFilled && sessions.length === 0 && format !== 'unknown';
  const pages = readings.map((reading) => (isSpare(reading) ? withoutErrors(reading) : reading));
  const merged = mergeReadings(pages);
  return {
    reading: { ...merged, faults: distinct(merged.faults) },
    errors: pages.flatMap((page, index) => errorsOf(page).map((message) => `page ${index + 1}: ${message}`)),
  };
}

/** The first error of an undecided reading is the question which of two it is: a person answers it. */
export function errorsOf({ faults, undecided }: ProgrammeReading): string[] {
  const errors = faults.filter(({ severity }) => severity === 'error').map(({ message }) => message);
  return undecided ? errors.slice(1) : errors;
}

function withoutErrors(reading: ProgrammeReading): ProgrammeReading {
  return { ...reading, faults: reading.faults.filter(({ severity }) => severity !== 'error') };
}

/** A page that was saved as a file. */
function withNote(reading: ProgrammeReading): ProgrammeReading {
  if (reading.next === undefined) return reading;
  const message =
    'This is one page of a list, and the next pages are not in it. Name the address that it was fetched from instead, or join the pages.';
  return { ...reading, faults: [...reading.faults, { severity: 'warning', message }] };
}

/** What holds for every page is said once. */
function distinct(faults: readonly ReadingFault[]): ReadingFault[] {
  return [...new Map(faults.map((fault) => [`${fault.severity} ${fault.message}`, fault])).values()];
}

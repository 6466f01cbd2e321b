import type { Language, ProgrammeConfig } from '../core/config.ts';
import { DEMO_SOURCE, demoProgramme } from '../core/demo.ts';
import { mergeReadings } from '../core/formats/merge.ts';
import type { ReadOptions } from '../core/formats/options.ts';
import { labelOf } from '../core/label.ts';
import type { ProgrammeReading } from '../core/programme.ts';
import { errorsOf, readPages } from './pages.ts';
import type { AbsentSource, FetchSource, ReadProgramme, SourceTag } from './ports.ts';

/** What the sources hold together. */
export interface SourcesRead {
  /**
   * Null when no source is a programme. It may be `undecided`: then it has an error, and a person has to say how its
   * times are meant.
   */
  reading: ProgrammeReading | null;
  /** A sentence for each source that is no programme, or that cannot be read. */
  failures: string[];
  /** There are failures, and each is of a stick that is not plugged in. */
  onlyAbsent: boolean;
}

export interface Readings {
  /** Reads every source, with all its pages, and merges those that are programmes. Never rejects. */
  read(asked: ProgrammeConfig, language: Language, at: number): Promise<SourcesRead>;
}

/** The last copy of one page. */
interface Copy {
  tag: SourceTag | null;
  bytes: Uint8Array;
  /** The file that was read, where the source leaves that open. */
  name: string | undefined;
  /** What was made of the bytes, and with which options. */
  reading: ProgrammeReading;
  options: string;
}

/** By address; of a source without pages the one copy has its own. */
type Copies = Map<string, Copy>;

type SourceRead = { reading: ProgrammeReading } | { failure: string; absent: boolean };

/**
 * Remembers the last copy of each source: one that has not changed is neither sent nor parsed again, and a stick that
 * was pulled out is read from its copy.
 */
export function createReadings(fetchSource: FetchSource, readProgramme: ReadProgramme): Readings {
  const kept = new Map<string, Copies>();

  async function readCopy(address: string, asked: ReadOptions, known: Copy | undefined): Promise<Copy> {
    const options = `${asked.timezone} ${asked.reading} ${asked.language}`;
    const fetched = await fetchKnown(address, known);
    const { tag, bytes, name } = fetched;
    if (known !== undefined && known.options === options && Buffer.compare(bytes, known.bytes) === 0) {
      return { ...known, tag, bytes, name };
    }
    const reading = await readProgramme(bytes, asked).catch((error: unknown) => {
      throw new Error(`${name ?? labelOf(address)}: ${messageOf(error)}`, { cause: error });
    });
    return { tag, bytes, name, reading, options };
  }

  /** The copy that is there now: the known one, when it has not changed or its stick was pulled out. */
  async function fetchKnown(
    address: string,
    known: Copy | undefined,
  ): Promise<Pick<Copy, 'tag' | 'bytes' | 'name'>> {
    try {
      const fetched = await fetchSource(address, known?.tag ?? null);
      if (fetched.modified) return { name: undefined, ...fetched };
    } catch (error) {
      if (known === undefined || !isAbsent(error)) throw error;
    }
    if (known === undefined) {
      throw new Error(`${labelOf(address)} answered "not modified" to a first request.`);
    }
    return known;
  }

  async function readSource(source: string, options: ReadOptions): Promise<SourceRead> {
    const copies: Copies = new Map();
    const known = kept.get(source);
    try {
      const { reading, errors } = await readPages(source, async (address) => {
        const copy = await readCopy(address, options, known?.get(address));
        copies.set(address, copy);
        return { reading: copy.reading, size: copy.bytes.length };
      });
      kept.set(source, copies);
      const name = copies.get(source)?.name ?? labelOf(source);
      // A list of talks is judged with the programme that it lies beside.
      const isGood = errors.length === 0 || reading.companion !== undefined;
      return isGood ? { reading } : { failure: `${name}: ${errors.join(' ')}`, absent: false };
    } catch (error) {
      return { failure: messageOf(error), absent: isAbsent(error) };
    }
  }

  return {
    async read({ sources, timezone, reading }, language, at) {
      for (const source of [...kept.keys()]) if (!sources.includes(source)) kept.delete(source);
      const read: SourceRead[] = [];
      for (const source of sources) {
        if (source === DEMO_SOURCE) read.push({ reading: demoProgramme(at, timezone, language) });
        else read.push(await readSource(source, { timezone, reading, language }));
      }
      const good = read.flatMap((one) => ('reading' in one ? [one.reading] : []));
      const bad = read.flatMap((one) => ('failure' in one ? [one] : []));
      const merged = good.length === 0 ? null : mergeReadings(good);
      const errors = merged === null ? [] : errorsOf(merged);
      return {
        reading: merged?.sessions.length === 0 && errors.length > 0 ? null : merged,
        failures: [...bad.map(({ failure }) => failure), ...errors],
        onlyAbsent: errors.length === 0 && bad.length > 0 && bad.every(({ absent }) => absent),
      };
    },
  };
}

function isAbsent(error: unknown): error is AbsentSource {
  return error instanceof Error && 'absent' in error && error.absent === true;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

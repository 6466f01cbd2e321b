import type { Language, ProgrammeConfig } from '../core/config.ts';
import { DEMO_SOURCE, demoProgramme } from '../core/demo.ts';
import { readProgramme } from '../core/formats/detect.ts';
import { mergeReadings } from '../core/formats/merge.ts';
import { labelOf } from '../core/label.ts';
import type { ProgrammeReading } from '../core/programme.ts';
import type { FetchSource, SourceTag } from './ports.ts';

export interface Readings {
  /**
   * Reads every source and merges those that are programmes. Each source that is none, or that cannot be read, adds a
   * sentence to `failures`; `reading` is null when none is left.
   */
  read(
    asked: ProgrammeConfig,
    language: Language,
    at: number,
  ): Promise<{ reading: ProgrammeReading | null; failures: string[] }>;
}

interface Copy {
  tag: SourceTag | null;
  bytes: Uint8Array;
  /** What was made of the bytes, and with which options. */
  reading: ProgrammeReading;
  options: string;
}

/** Remembers the last copy of each source: one that has not changed is neither sent nor parsed again. */
export function createReadings(fetchSource: FetchSource): Readings {
  const copies = new Map<string, Copy>();

  async function readSource(
    source: string,
    asked: ProgrammeConfig,
    language: Language,
  ): Promise<ProgrammeReading> {
    const { timezone, reading } = asked;
    const options = `${timezone} ${reading} ${language}`;
    const known = copies.get(source);
    const fetched = await fetchSource(source, known?.tag ?? null);
    if (!fetched.modified && known === undefined) {
      throw new Error(`${labelOf(source)} answered "not modified" to a first request.`);
    }
    const bytes = fetched.modified ? fetched.bytes : (known?.bytes ?? new Uint8Array());
    const tag = fetched.modified ? fetched.tag : (known?.tag ?? null);
    const isSame =
      known !== undefined && known.options === options && Buffer.compare(bytes, known.bytes) === 0;
    // Parsing a large programme would hold up a small board's buttons for nothing.
    const made = isSame ? known.reading : readProgramme(bytes, { timezone, reading, language });
    copies.set(source, { tag, bytes, reading: made, options });
    return made;
  }

  return {
    async read(asked, language, at) {
      const good: ProgrammeReading[] = [];
      const failures: string[] = [];
      for (const source of asked.sources) {
        if (source === DEMO_SOURCE) {
          good.push(demoProgramme(at, asked.timezone, language));
          continue;
        }
        try {
          const made = await readSource(source, asked, language);
          const errors = made.faults.filter(({ severity }) => severity === 'error');
          if (errors.length === 0) good.push(made);
          else failures.push(`${labelOf(source)}: ${errors.map(({ message }) => message).join(' ')}`);
        } catch (error) {
          failures.push(error instanceof Error ? error.message : String(error));
        }
      }
      return { reading: good.length === 0 ? null : mergeReadings(good), failures };
    },
  };
}

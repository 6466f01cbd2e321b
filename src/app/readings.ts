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
}

/** Remembers the last copy of each source, so that one that has not changed is not sent again. */
export function createReadings(fetchSource: FetchSource): Readings {
  const copies = new Map<string, Copy>();

  async function bytesOf(source: string): Promise<Uint8Array> {
    const known = copies.get(source);
    const fetched = await fetchSource(source, known?.tag ?? null);
    if (fetched.modified) {
      copies.set(source, { tag: fetched.tag, bytes: fetched.bytes });
      return fetched.bytes;
    }
    if (known === undefined)
      throw new Error(`${labelOf(source)} answered "not modified" to a first request.`);
    return known.bytes;
  }

  return {
    async read(asked, language, at) {
      const { timezone, reading } = asked;
      const good: ProgrammeReading[] = [];
      const failures: string[] = [];
      for (const source of asked.sources) {
        if (source === DEMO_SOURCE) {
          good.push(demoProgramme(at, timezone, language));
          continue;
        }
        try {
          const read = readProgramme(await bytesOf(source), { timezone, reading });
          const errors = read.faults.filter(({ severity }) => severity === 'error');
          if (errors.length === 0) good.push(read);
          else failures.push(`${labelOf(source)}: ${errors.map(({ message }) => message).join(' ')}`);
        } catch (error) {
          failures.push(error instanceof Error ? error.message : String(error));
        }
      }
      return { reading: good.length === 0 ? null : mergeReadings(good), failures };
    },
  };
}

import type { ProgrammeConfig } from '../core/config.ts';
import { labelOf } from '../core/label.ts';
import type { ProgrammeReading } from '../core/programme.ts';
import type { Book } from './book.ts';
import { describeFailures, doubtOf } from './doubts.ts';
import type { Imports } from './imports.ts';
import type { Notes } from './notes.ts';
import type { KeeperConfig } from './programme.ts';
import type { Readings, SourcesRead } from './readings.ts';

interface Deps {
  book: Book;
  notes: Notes;
  imports: Imports;
  readings: Readings;
  config: () => KeeperConfig;
  /** Now, epoch milliseconds, by the wall while nobody knows. */
  readTime: () => number;
  isTimeKnown: () => boolean;
  isStopped: () => boolean;
}

/** Reads the sources of a box into its book. */
export interface Intake {
  /** What is wrong, as a sentence; null when the programme is as the sources say. @param isAccepted doubtful or not */
  importAll(isAccepted: boolean): Promise<string | null>;
}

const NO_SOURCE = 'This box has no source: set [programme] source.';
const HUBS = 'The programme of this box comes from its hub, so its own sources are left alone.';

export function createIntake(deps: Deps): Intake {
  const { book, notes, imports, readings, config, readTime, isStopped } = deps;

  async function take(reading: ProgrammeReading, origin: string): Promise<void> {
    const [imported, current] = [book.imported(), book.current()];
    const [at, isTimeKnown, rule] = [readTime(), deps.isTimeKnown(), config().window];
    const next = await imports.apply({ reading, origin, imported, current, rule, at, isTimeKnown });
    if (isStopped()) return;
    await book.turnTo(next, origin, at);
    notes.imported(imported, book.imported());
    notes.reading(reading);
  }

  async function judge(
    { reading, failures, onlyAbsent }: SourcesRead,
    asked: ProgrammeConfig,
    isAccepted: boolean,
  ): Promise<string | null> {
    const known = book.imported();
    // A stick that was taken out again has done its work.
    const isMissed = failures.length > 0 && !(onlyAbsent && known !== null);
    if (reading === null && !isMissed && !isAccepted) return null;
    if (reading === null || (isMissed && known !== null)) return describeFailures(failures, known);
    const origin = asked.sources.map(labelOf).join(' ');
    // That the hub was taken out of the configuration is a person's decision for the sources.
    const isTrusted = isAccepted || known === null || known.adjusted === true;
    const doubt = isTrusted ? null : doubtOf(known, reading, origin, asked.reading);
    if (doubt !== null) return [...failures, doubt].join(' ');
    await take(reading, origin);
    return isMissed ? failures.join(' ') : null;
  }

  return {
    async importAll(isAccepted) {
      const { programme: asked, language, hubUrls } = config();
      if (asked.sources.length === 0) return isAccepted ? NO_SOURCE : null;
      await book.load();
      if (isHubs(book, hubUrls)) return isAccepted ? HUBS : null;
      const read = await readings.read(asked, language, readTime());
      await book.load(); // the store may have opened meanwhile
      return isStopped() ? null : judge(read, asked, isAccepted);
    },
  };
}

/** A programme of the hub is in force, and there is a hub. */
export function isHubs(book: Pick<Book, 'imported'>, hubUrls: readonly string[]): boolean {
  return hubUrls.length > 0 && book.imported()?.adjusted === true;
}

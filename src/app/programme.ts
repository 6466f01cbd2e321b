import type { Language, ProgrammeConfig } from '../core/config.ts';
import { labelOf } from '../core/label.ts';
import type { Programme, ProgrammeReading } from '../core/programme.ts';
import type { WindowRule } from '../core/window.ts';
import { type Book, createBook } from './book.ts';
import { describeFailures, doubtOf } from './doubts.ts';
import type { Faults } from './faults.ts';
import { createImports } from './imports.ts';
import { createNotes } from './notes.ts';
import { createOneByOne } from './onebyone.ts';
import type { Clock, Store } from './ports.ts';
import type { Readings, SourcesRead } from './readings.ts';
import { createRetries } from './retries.ts';

export interface KeeperDeps {
  clock: Pick<Clock, 'wallAt' | 'after'>;
  store: Pick<Store, 'programmes' | 'spansWithVotes'>;
  faults: Pick<Faults, 'set' | 'clear'>;
  readings: Readings;
  /** Now in corrected time, epoch milliseconds; null while nobody knows. */
  nowAt: () => number | null;
  /** Lets presses that wait be heard between two long steps; absent where nobody presses. */
  breathe?: () => Promise<void>;
  log: { warn: (fields: object, message: string) => void; info: (fields: object, message: string) => void };
  /** Read anew at each refresh, so that a reload of the configuration is followed. */
  config: () => KeeperConfig;
}

export interface KeeperConfig {
  programme: ProgrammeConfig;
  language: Language;
  window: WindowRule;
  /** The rooms that this box may serve. */
  rooms: readonly string[];
}

export interface ProgrammeKeeper
  extends Pick<Book, 'load' | 'current' | 'imported' | 'adjustments' | 'readAdjustments' | 'onChange'> {
  /** Loads, then begins the first refresh without waiting for it. */
  start(): Promise<void>;
  /** Reads every source again and keeps what changed; never rejects. During a refresh it begins once more after it. */
  refresh(): Promise<void>;
  /** Takes what the sources give now, doubtful or not. Gives why that is impossible; null when it was taken. */
  accept(): Promise<string | null>;
  /**
   * Puts another version in place of the one that was imported, made while no refresh is under way. Rejects while the
   * store does not answer.
   */
  replace(make: () => Promise<{ programme: Programme; origin: string; at: number }>): Promise<void>;
  /** Ends retries; what is under way is given up. */
  stop(): void;
  /** Compares the configured room with the programme again, after a change of the room. */
  checkRoom(): void;
  /** Ends when the first refresh has ended, well or not. */
  readonly firstAttemptDone: Promise<void>;
  attempted(): boolean;
}

/**
 * Keeps the programme of the box: the last good one survives any source, network or store that fails. It raises the
 * faults `programme` (a source that fails or is doubtful), `programme-reading` (something a person should confirm),
 * `programme-delay` (a delay by hand that the source may repeat) and `room` (the box's room is none of the
 * programme's); all are warnings, since votes are stored all the same.
 */
export function createProgrammeKeeper(deps: KeeperDeps): ProgrammeKeeper {
  const { clock, nowAt, store, faults, readings, log, config, breathe = async () => {} } = deps;
  const book = createBook({ store, log, breathe, onTurn: () => notes.review() });
  const notes = createNotes({
    faults,
    rooms: () => config().rooms,
    current: book.current,
    adjustments: book.adjustments,
    wallAt: readTime,
  });
  let stopped = false;
  let attempted = false;
  const afterOthers = createOneByOne();
  let waiting: Promise<string | null> | null = null;
  const imports = createImports({ store, breathe });
  const retries = createRetries(clock, () => void refresh());
  let endFirstAttempt: () => void = () => {};
  const firstAttemptDone = new Promise<void>((resolve) => {
    endFirstAttempt = resolve;
  });

  function readTime(): number {
    return Math.round(nowAt() ?? clock.wallAt());
  }

  async function take(reading: ProgrammeReading, origin: string): Promise<void> {
    const [imported, current] = [book.imported(), book.current()];
    const [at, isTimeKnown, rule] = [readTime(), nowAt() !== null, config().window];
    const next = await imports.apply({ reading, origin, imported, current, rule, at, isTimeKnown });
    if (stopped) return;
    await book.turnTo(next, origin, at);
    notes.imported(imported, book.imported());
    notes.reading(reading);
  }

  /** What is wrong, as a sentence; null when the programme is as the sources say. */
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
    const doubt = isAccepted || known === null ? null : doubtOf(known, reading, origin, asked.reading);
    if (doubt !== null) return [...failures, doubt].join(' ');
    await take(reading, origin);
    return isMissed ? failures.join(' ') : null;
  }

  async function importAll(isAccepted: boolean): Promise<string | null> {
    const { programme: asked, language } = config();
    if (asked.sources.length === 0)
      return isAccepted ? 'This box has no source: set [programme] source.' : null;
    await book.load();
    const read = await readings.read(asked, language, readTime());
    await book.load(); // the store may have opened meanwhile
    return stopped ? null : judge(read, asked, isAccepted);
  }

  async function attempt(isAccepted: boolean): Promise<string | null> {
    if (stopped) return null;
    retries.cancel();
    const problem = await importAll(isAccepted).catch((error: unknown) => {
      log.warn({ err: error }, 'the refresh of the programme failed unexpectedly');
      return `The programme could not be refreshed: ${error instanceof Error ? error.message : String(error)}`;
    });
    if (stopped) return problem;
    if (problem === null) faults.clear('programme');
    else faults.set('programme', 'warning', problem);
    const isUnkept = config().programme.sources.length > 0 && !book.isLoaded();
    if (problem !== null || isUnkept) retries.again();
    else retries.reset();
    notes.review();
    return problem;
  }

  async function run(isAccepted: boolean): Promise<string | null> {
    try {
      return await attempt(isAccepted);
    } catch (error) {
      log.warn({ err: error }, 'a fault of the programme cannot be shown');
      return null;
    } finally {
      attempted = true;
      endFirstAttempt();
    }
  }

  /** What is under way may have read a source before it changed; what has not begun yet will see it. */
  function refresh(): Promise<string | null> {
    waiting ??= afterOthers(() => {
      waiting = null;
      return run(false);
    });
    return waiting;
  }

  return {
    load: book.load,
    async start() {
      // Without a source, a programme of before would be shown for ever.
      if (config().programme.sources.length > 0) await book.load();
      void refresh();
    },
    refresh: async () => void (await refresh()),
    accept: () => afterOthers(() => run(true)),
    replace: (make) =>
      afterOthers(async () => {
        await book.load();
        if (!book.isLoaded()) throw new Error('The database of this box does not answer yet: try again.');
        const { programme, origin, at } = await make();
        await book.turnTo(programme, origin, at);
      }),
    stop() {
      stopped = true;
      book.close();
      retries.cancel();
      endFirstAttempt();
    },
    current: book.current,
    imported: book.imported,
    adjustments: book.adjustments,
    readAdjustments: book.readAdjustments,
    onChange: book.onChange,
    checkRoom: notes.review,
    firstAttemptDone,
    attempted: () => attempted,
  };
}

import type { Language, ProgrammeConfig } from '../core/config.ts';
import type { Programme } from '../core/programme.ts';
import type { WindowRule } from '../core/window.ts';
import { type Book, createBook } from './book.ts';
import type { Faults } from './faults.ts';
import { createImports } from './imports.ts';
import { createIntake, isHubs } from './intake.ts';
import { createNotes } from './notes.ts';
import { createOneByOne } from './onebyone.ts';
import type { Clock, Store } from './ports.ts';
import type { Readings } from './readings.ts';
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
  /** Empty: the box works alone, and its sources count. */
  hubUrls: readonly string[];
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
  /**
   * Takes what the hub hands out, in which everything that organisers changed is folded in: the sources of the box are
   * left alone from now on. Rejects while it cannot be stored.
   */
  takeFromHub(programme: Programme): Promise<void>;
  /** Whether the programme is the hub's, and to be changed there. */
  isFromHub(): boolean;
  /** Reads what is kept again, where another process may write it too. Rejects while the store does not answer. */
  readAgain(): Promise<void>;
  /** Ends retries; what is under way is given up. */
  stop(): void;
  /** Compares the configured room with the programme again, after a change of the room. */
  checkRoom(): void;
  /** Ends when the first refresh has ended, well or not. */
  readonly firstAttemptDone: Promise<void>;
  attempted(): boolean;
}

const NO_ANSWER = 'The database of this box does not answer yet: try again.';

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
  const { importAll } = createIntake({
    ...{ book, notes, readings, config, readTime },
    imports: createImports({ store, breathe }),
    isTimeKnown: () => nowAt() !== null,
    isStopped: () => stopped,
  });
  const retries = createRetries(clock, () => void refresh());
  let endFirstAttempt: () => void = () => {};
  const firstAttemptDone = new Promise<void>((resolve) => {
    endFirstAttempt = resolve;
  });

  function readTime(): number {
    return Math.round(nowAt() ?? clock.wallAt());
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
      const { programme, hubUrls } = config();
      if (programme.sources.length > 0 || hubUrls.length > 0) await book.load();
      void refresh();
    },
    refresh: async () => void (await refresh()),
    accept: () => afterOthers(() => run(true)),
    replace: (make) =>
      afterOthers(async () => {
        await book.load();
        if (!book.isLoaded()) throw new Error(NO_ANSWER);
        const { programme, origin, at } = await make();
        const { adjusted: _, ...own } = programme; // of an earlier version that came from a hub
        await book.turnTo(own, origin, at);
      }),
    takeFromHub: (programme) =>
      afterOthers(async () => {
        await book.load();
        if (!book.isLoaded()) throw new Error(NO_ANSWER);
        await book.turnTo({ ...programme, adjusted: true }, 'hub', readTime());
        if (!book.isKept()) throw new Error(NO_ANSWER);
        faults.clear('programme');
        notes.reading(null);
        retries.cancel();
        retries.reset();
      }),
    isFromHub: () => isHubs(book, config().hubUrls),
    readAgain: book.readAgain,
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

import type { Language, ProgrammeConfig } from '../core/config.ts';
import { applyImport, missingFrom } from '../core/history.ts';
import { labelOf } from '../core/label.ts';
import { matchSessions } from '../core/match.ts';
import type { Programme, ProgrammeReading } from '../core/programme.ts';
import type { WindowRule } from '../core/window.ts';
import { type Book, createBook } from './book.ts';
import { describeFailures, doubtOf } from './doubts.ts';
import type { Faults } from './faults.ts';
import { createNotes } from './notes.ts';
import type { Clock, Store } from './ports.ts';
import type { Readings } from './readings.ts';
import { createRetries } from './retries.ts';
import { sessionsWithVotes } from './withdrawal.ts';

export interface KeeperDeps {
  clock: Pick<Clock, 'wallAt' | 'after'>;
  store: Pick<Store, 'programmes' | 'spansWithVotes'>;
  faults: Pick<Faults, 'set' | 'clear'>;
  readings: Readings;
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
  /** Reads every source again and keeps what changed; never rejects. A second call joins the one under way. */
  refresh(): Promise<void>;
  /** Takes what the sources give now, doubtful or not. Gives why that is impossible; null when it was taken. */
  accept(): Promise<string | null>;
  /** Puts another version in place of the one that was imported, made while no refresh is under way. */
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
  const { clock, store, faults, readings, log, config, breathe = async () => {} } = deps;
  const book = createBook({ store, log, onTurn: () => notes.review() });
  const notes = createNotes({
    faults,
    rooms: () => config().rooms,
    current: book.current,
    adjustments: book.adjustments,
    wallAt: clock.wallAt,
  });
  let stopped = false;
  let attempted = false;
  let running: Promise<string | null> | null = null;
  const retries = createRetries(clock, () => void run(false));
  let endFirstAttempt: () => void = () => {};
  const firstAttemptDone = new Promise<void>((resolve) => {
    endFirstAttempt = resolve;
  });

  async function take(reading: ProgrammeReading, origin: string, at: number): Promise<void> {
    const [imported, current] = [book.imported(), book.current()];
    const matches = matchSessions(imported?.sessions ?? [], reading.sessions);
    const match = () => matches; // it takes long, and both steps below ask for it
    await breathe();
    const facts = { at, rule: config().window, adjusted: current, match };
    const missing = imported === null ? [] : missingFrom(reading, imported, facts).map(({ id }) => id);
    await breathe();
    const voted =
      current === null ? new Set<string>() : await sessionsWithVotes(missing, current, store, facts.rule, at);
    if (stopped) return;
    const next = applyImport(imported, reading, { ...facts, origin, hasVotes: ({ id }) => voted.has(id) });
    await breathe();
    if (stopped) return;
    await book.turnTo(next, origin, at);
    notes.imported(imported, book.imported());
  }

  /** What is wrong, as a sentence; null when the programme is as the sources say. */
  async function importAll(isAccepted: boolean): Promise<string | null> {
    if (config().programme.sources.length > 0) await book.load();
    const { programme: asked, language } = config();
    if (asked.sources.length === 0)
      return isAccepted ? 'This box has no source: set [programme] source.' : null;
    const at = Math.round(clock.wallAt());
    const { reading, failures, onlyAbsent } = await readings.read(asked, language, at);
    if (stopped) return null;
    const known = book.imported();
    // A stick that was taken out again has done its work.
    if (onlyAbsent && known !== null && !isAccepted) return null;
    if (reading === null || (failures.length > 0 && known !== null)) return describeFailures(failures, known);
    const origin = asked.sources.map(labelOf).join(' ');
    const doubt = isAccepted || known === null ? null : doubtOf(known, reading, origin, asked.reading);
    if (doubt !== null) return doubt;
    await take(reading, origin, at);
    notes.reading(reading);
    return failures.length > 0 ? failures.join(' ') : null;
  }

  async function attempt(isAccepted: boolean): Promise<string | null> {
    retries.cancel();
    const problem = await importAll(isAccepted).catch((error: unknown) => {
      log.warn({ err: error }, 'the refresh of the programme failed unexpectedly');
      return `The programme could not be refreshed: ${error instanceof Error ? error.message : String(error)}`;
    });
    if (stopped) return problem;
    if (problem === null) {
      faults.clear('programme');
      retries.reset();
    } else {
      faults.set('programme', 'warning', problem);
      retries.again();
    }
    notes.review();
    return problem;
  }

  function run(isAccepted: boolean): Promise<string | null> {
    if (stopped) return Promise.resolve(null);
    running ??= attempt(isAccepted)
      .catch((error: unknown) => {
        log.warn({ err: error }, 'a fault of the programme cannot be shown');
        return null;
      })
      .finally(() => {
        running = null;
        attempted = true;
        endFirstAttempt();
      });
    return running;
  }

  return {
    load: book.load,
    async start() {
      // Without a source, a programme of before would be shown for ever.
      if (config().programme.sources.length > 0) await book.load();
      void run(false);
    },
    refresh: async () => void (await run(false)),
    async accept() {
      while (running !== null) await running;
      return run(true);
    },
    async replace(make) {
      while (running !== null) await running;
      const replaced = make().then(({ programme, origin, at }) => book.turnTo(programme, origin, at));
      running = replaced.then(
        () => null,
        () => null,
      );
      await running;
      running = null;
      await replaced;
    },
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

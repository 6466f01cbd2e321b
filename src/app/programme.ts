import type { Adjustment } from '../core/adjustments.ts';
import type { Language, ProgrammeConfig } from '../core/config.ts';
import { applyImport, digestOf, missingFrom } from '../core/history.ts';
import { labelOf } from '../core/label.ts';
import type { Programme, ProgrammeReading } from '../core/programme.ts';
import { describeUnknownRooms } from '../core/rooms.ts';
import { suspicionOf } from '../core/suspicion.ts';
import type { WindowRule } from '../core/window.ts';
import { type Book, createBook } from './book.ts';
import type { Faults } from './faults.ts';
import type { Cancel, Clock, Store } from './ports.ts';
import type { Readings } from './readings.ts';
import { sessionsWithVotes } from './withdrawal.ts';

const RETRY_FIRST_MS = 5_000;
const RETRY_LONGEST_MS = 300_000;

export interface KeeperDeps {
  clock: Pick<Clock, 'wallAt' | 'after'>;
  store: Pick<Store, 'programmes' | 'spansWithVotes'>;
  faults: Pick<Faults, 'set' | 'clear'>;
  readings: Readings;
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

export interface ProgrammeKeeper {
  /** Loads the programme that was last good, and what organisers changed in it. */
  load(): Promise<void>;
  /** Loads, then begins the first refresh without waiting for it. */
  start(): Promise<void>;
  /** Reads every source again and keeps what changed; never rejects. A second call joins the one under way. */
  refresh(): Promise<void>;
  /** Takes what the sources give now, doubtful or not. Gives why that is impossible; null when it was taken. */
  accept(): Promise<string | null>;
  /** Ends retries; what is under way is given up. */
  stop(): void;
  /** With what organisers changed. */
  current(): Programme | null;
  /** As it was imported. */
  imported(): Programme | null;
  /** Takes another version in place of the one that was imported. */
  turnTo: Book['turnTo'];
  adjustments(): readonly Adjustment[];
  readAdjustments(): Promise<void>;
  /** Called after each change of the programme. */
  onChange(listener: () => void): Cancel;
  /** Compares the configured room with the programme again, after a change of the room. */
  checkRoom(): void;
  /** Ends when the first refresh has ended, well or not. */
  readonly firstAttemptDone: Promise<void>;
  attempted(): boolean;
}

/**
 * Keeps the programme of the box: the last good one survives any source, network or store that fails. It raises the
 * faults `programme` (a source that fails or is doubtful), `programme-reading` (something a person should confirm)
 * and `room` (the box's room is none of the programme's); all are warnings, since votes are stored all the same.
 */
export function createProgrammeKeeper(deps: KeeperDeps): ProgrammeKeeper {
  const { clock, store, faults, readings, log, config } = deps;
  const book = createBook({ store, log, onTurn: checkRoom });
  let stopped = false;
  let attempted = false;
  let running: Promise<string | null> | null = null;
  let cancelRetry: Cancel = () => {};
  let retryMs = RETRY_FIRST_MS;
  let endFirstAttempt: () => void = () => {};
  const firstAttemptDone = new Promise<void>((resolve) => {
    endFirstAttempt = resolve;
  });

  function checkRoom(): void {
    const why = describeUnknownRooms(config().rooms, book.current()?.sessions ?? []);
    const message = `${why}. Votes are stored, but go to no session until the room is right.`;
    if (why === null) faults.clear('room');
    else faults.set('room', 'warning', message);
  }

  async function take(reading: ProgrammeReading, origin: string, at: number): Promise<void> {
    const { window: rule } = config();
    const [imported, current] = [book.imported(), book.current()];
    const missing =
      imported === null
        ? []
        : missingFrom(reading, imported, { at, rule, adjusted: current }).map(({ id }) => id);
    const voted =
      current === null ? new Set<string>() : await sessionsWithVotes(missing, current, store, rule, at);
    if (stopped) return;
    const hasVotes = ({ id }: { id: string }) => voted.has(id);
    await book.turnTo(
      applyImport(imported, reading, { at, rule, origin, adjusted: current, hasVotes }),
      origin,
      at,
    );
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
    if (reading === null || (failures.length > 0 && known !== null)) return kept(failures, known);
    const origin = asked.sources.map(labelOf).join(' ');
    const doubt = isAccepted || known === null ? null : doubtOf(known, reading, origin);
    if (doubt !== null) return doubt;
    await take(reading, origin, at);
    showWarnings(reading);
    return failures.length > 0 ? failures.join(' ') : null;
  }

  function showWarnings(reading: ProgrammeReading): void {
    const warnings = reading.faults.map(({ message }) => message);
    if (warnings.length === 0) faults.clear('programme-reading');
    else faults.set('programme-reading', 'warning', warnings.join(' '));
  }

  async function attempt(isAccepted: boolean): Promise<string | null> {
    cancelRetry();
    const problem = await importAll(isAccepted).catch((error: unknown) => {
      log.warn({ err: error }, 'the refresh of the programme failed unexpectedly');
      return `The programme could not be refreshed: ${error instanceof Error ? error.message : String(error)}`;
    });
    if (stopped) return problem;
    if (problem === null) {
      faults.clear('programme');
      retryMs = RETRY_FIRST_MS;
    } else {
      faults.set('programme', 'warning', problem);
      cancelRetry = clock.after(retryMs, () => void run(false));
      retryMs = Math.min(retryMs * 2, RETRY_LONGEST_MS);
    }
    checkRoom();
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
      await running;
      return run(true);
    },
    stop() {
      stopped = true;
      book.close();
      cancelRetry();
      endFirstAttempt();
    },
    current: book.current,
    imported: book.imported,
    turnTo: book.turnTo,
    adjustments: book.adjustments,
    readAdjustments: book.readAdjustments,
    onChange: book.onChange,
    checkRoom,
    firstAttemptDone,
    attempted: () => attempted,
  };
}

/** Why what the sources give is not taken by itself; null when it is. */
function doubtOf(known: Programme, reading: ProgrammeReading, origin: string): string | null {
  if (known.refused?.includes(digestOf(reading))) {
    return 'The programme was rolled back, and the source still gives what was left then. A change of the source is taken up again; to take it as it is, run: likebox programme accept';
  }
  if (reading.undecided && !(known.undecided && known.origin === origin)) {
    const errors = reading.faults.filter(({ severity }) => severity === 'error');
    return `${errors.map(({ message }) => message).join(' ')} The programme before stays.`;
  }
  return suspicionOf(known, reading, origin);
}

function kept(failures: readonly string[], programme: Programme | null): string {
  const now =
    programme === null
      ? 'There is no programme yet; votes are stored all the same.'
      : 'The programme before stays.';
  return `${failures.join(' ')} ${now}`;
}

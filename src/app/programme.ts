import { isDeepStrictEqual } from 'node:util';
import type { Language, ProgrammeConfig } from '../core/config.ts';
import { applyImport, missingFrom } from '../core/history.ts';
import { labelOf } from '../core/label.ts';
import { type Programme, type ProgrammeReading, roomsOf } from '../core/programme.ts';
import { describeUnknownRoom } from '../core/rooms.ts';
import { suspicionOf } from '../core/suspicion.ts';
import type { WindowRule } from '../core/window.ts';
import type { Faults } from './faults.ts';
import type { Cancel, Clock, FetchSource, Store } from './ports.ts';
import { createReadings } from './readings.ts';
import { sessionsWithVotes } from './withdrawal.ts';

const RETRY_FIRST_MS = 5_000;
const RETRY_LONGEST_MS = 300_000;

export interface KeeperDeps {
  clock: Pick<Clock, 'wallAt' | 'after'>;
  store: Pick<Store, 'programmes' | 'spansWithVotes'>;
  faults: Pick<Faults, 'set' | 'clear'>;
  fetchSource: FetchSource;
  log: { warn: (fields: object, message: string) => void; info: (fields: object, message: string) => void };
  /** Read anew at each refresh, so that a reload of the configuration is followed. */
  config: () => { programme: ProgrammeConfig; language: Language; window: WindowRule; room: string | null };
}

export interface ProgrammeKeeper {
  /** Loads the programme that was last good, then begins the first refresh without waiting for it. */
  start(): Promise<void>;
  /** Reads every source again and keeps what changed; never rejects. A second call joins the one under way. */
  refresh(): Promise<void>;
  /** Ends retries; what is under way is given up. */
  stop(): void;
  current(): Programme | null;
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
  const { clock, store, faults, log, config } = deps;
  const readings = createReadings(deps.fetchSource);
  const listeners = new Set<() => void>();
  let programme: Programme | null = null;
  let loaded = false;
  let unsaved = false;
  let stopped = false;
  let attempted = false;
  let running: Promise<void> | null = null;
  let cancelRetry: Cancel = () => {};
  let retryMs = RETRY_FIRST_MS;
  let endFirstAttempt: () => void = () => {};
  const firstAttemptDone = new Promise<void>((resolve) => {
    endFirstAttempt = resolve;
  });

  function adopt(next: Programme): void {
    programme = next;
    checkRoom();
    for (const listener of listeners) listener();
  }

  function checkRoom(): void {
    const { room } = config();
    const why = room === null ? null : describeUnknownRoom(room, programme?.sessions ?? []);
    if (why === null) faults.clear('room');
    else
      faults.set(
        'room',
        'warning',
        `${why}. Votes are stored, but go to no session until the room is right.`,
      );
  }

  async function load(): Promise<void> {
    if (loaded || config().programme.sources.length === 0) return;
    try {
      const stored = await store.programmes.load();
      loaded = true;
      if (stored !== null && !stopped) adopt(stored);
    } catch (error) {
      log.warn({ err: error }, 'the stored programme cannot be loaded yet');
    }
  }

  async function take(reading: ProgrammeReading, origin: string, at: number): Promise<void> {
    const missing = programme === null ? [] : missingFrom(reading, programme);
    const voted =
      programme === null
        ? new Set()
        : await sessionsWithVotes(missing, programme, store, config().window, at);
    if (stopped) return;
    const next = applyImport(programme, reading, {
      at,
      rule: config().window,
      origin,
      hasVotes: (session) => voted.has(session),
    });
    if (!isDeepStrictEqual(next, programme)) {
      unsaved = true;
      log.info({ sessions: next.sessions.length, rooms: roomsOf(next.sessions) }, 'programme changed');
      adopt(next);
    }
    await save(next, origin, at);
  }

  async function save(next: Programme, origin: string, at: number): Promise<void> {
    if (!unsaved) return;
    try {
      await store.programmes.save(next, origin, at);
      unsaved = false;
    } catch (error) {
      log.warn({ err: error }, 'the programme cannot be stored yet: it is kept in memory');
    }
  }

  /** What is wrong, as a sentence; null when the programme is as the sources say. */
  async function importAll(): Promise<string | null> {
    await load();
    const { programme: asked, language } = config();
    if (asked.sources.length === 0) return null;
    const at = Math.round(clock.wallAt());
    const { reading, failures } = await readings.read(asked, language, at);
    if (stopped) return null;
    if (reading === null || (failures.length > 0 && programme !== null)) return kept(failures, programme);
    const origin = asked.sources.map(labelOf).join(' ');
    const suspicion = programme === null ? null : suspicionOf(programme, reading, origin);
    if (suspicion !== null) return suspicion;
    await take(reading, origin, at);
    showWarnings(reading);
    return failures.length > 0 ? failures.join(' ') : null;
  }

  function showWarnings(reading: ProgrammeReading): void {
    const warnings = reading.faults.map(({ message }) => message);
    if (warnings.length === 0) faults.clear('programme-reading');
    else faults.set('programme-reading', 'warning', warnings.join(' '));
  }

  async function attempt(): Promise<void> {
    cancelRetry();
    const problem = await importAll().catch((error: unknown) => {
      log.warn({ err: error }, 'the refresh of the programme failed unexpectedly');
      return `The programme could not be refreshed: ${error instanceof Error ? error.message : String(error)}`;
    });
    if (stopped) return;
    if (problem === null) {
      faults.clear('programme');
      retryMs = RETRY_FIRST_MS;
    } else {
      faults.set('programme', 'warning', problem);
      cancelRetry = clock.after(retryMs, () => void refresh());
      retryMs = Math.min(retryMs * 2, RETRY_LONGEST_MS);
    }
    checkRoom();
  }

  function refresh(): Promise<void> {
    if (stopped) return Promise.resolve();
    running ??= attempt()
      .catch((error: unknown) => log.warn({ err: error }, 'a fault of the programme cannot be shown'))
      .finally(() => {
        running = null;
        attempted = true;
        endFirstAttempt();
      });
    return running;
  }

  return {
    async start() {
      await load();
      void refresh();
    },
    refresh,
    stop() {
      stopped = true;
      cancelRetry();
      endFirstAttempt();
    },
    current: () => programme,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    checkRoom,
    firstAttemptDone,
    attempted: () => attempted,
  };
}

function kept(failures: readonly string[], programme: Programme | null): string {
  const now =
    programme === null
      ? 'There is no programme yet; votes are stored all the same.'
      : 'The programme before stays.';
  return `${failures.join(' ')} ${now}`;
}

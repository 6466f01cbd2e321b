import type { Cancel, Clock } from './ports.ts';

/** What shows that a daemon lives, whatever is wrong around it. */
export interface LifeSigns {
  /** Asks the store something cheap. A refusal is an answer, as of one that is closed; null where nothing is asked. */
  askStore: (() => Promise<unknown>) | null;
  /** When the levels of the buttons were read last, monotonic; null while nobody is meant to read them. */
  buttonsReadMs: () => number | null;
}

export interface Watchdog {
  start(): void;
  stop(): void;
}

interface Deps {
  clock: Pick<Clock, 'monoMs' | 'every'>;
  /** Somebody ends this program when it was not said to be alive for so long; null where nobody does. */
  patienceMs: number | null;
  signs: LifeSigns;
  /** Says so. */
  alive: () => void;
  log: {
    warn: (fields: object, message: string) => void;
    info: (fields: object, message: string) => void;
  };
}

/** A loop that stops for longer is no loop that answers people. */
const LAG_MAX_MS = 3_000;
const LOOKS = 10; // within the patience
const LOOKS_TO_JUDGE = 3; // so that two bad judgements in a row are borne, and a third is not

/**
 * Says that the program is alive as long as its loop turns in time, its store answers and its buttons are read. A fault
 * that is known, of the disk, a line, the LCD or the hub, is no reason to begin anew: a start would find it again.
 */
export function createWatchdog({ clock, patienceMs, signs, alive, log }: Deps): Watchdog {
  let cancel: Cancel = () => {};
  let lookedMs = 0;
  let judgedMs = 0;
  let looks = 0;
  let worstLagMs = 0;
  let isAsking = false;
  let complaint: string | null = null;

  function ailment(): string | null {
    if (worstLagMs > LAG_MAX_MS) return 'its loop stood still for too long';
    if (isAsking) return 'its store does not answer';
    const readMs = signs.buttonsReadMs();
    return readMs !== null && readMs < judgedMs ? 'its buttons are not read' : null;
  }

  function ask(): void {
    if (isAsking || signs.askStore === null) return;
    isAsking = true;
    const answered = () => {
      isAsking = false;
    };
    signs.askStore().then(answered, answered);
  }

  function judge(): void {
    const why = ailment();
    if (why === null) alive();
    if (why !== null && why !== complaint)
      log.warn({ why, worstLagMs }, 'systemd is not told that it is alive');
    if (why === null && complaint !== null) log.info({}, 'systemd is told again that it is alive');
    complaint = why;
    worstLagMs = 0;
    judgedMs = clock.monoMs();
    ask();
  }

  function look(everyMs: number): void {
    const nowMs = clock.monoMs();
    worstLagMs = Math.max(worstLagMs, nowMs - lookedMs - everyMs);
    lookedMs = nowMs;
    looks += 1;
    if (looks % LOOKS_TO_JUDGE === 0) judge();
  }

  return {
    start() {
      if (patienceMs === null) return;
      const everyMs = patienceMs / LOOKS;
      lookedMs = clock.monoMs();
      judgedMs = lookedMs;
      cancel = clock.every(everyMs, () => look(everyMs));
      ask();
    },
    stop() {
      cancel();
    },
  };
}

import type { Cancel, Clock } from '../ports.ts';
import type { AskPairing, PairingAsk, PairingOutcome } from './ports.ts';

/** How often a box asks while people are at it, and how often once nobody came. */
const SOON_MS = 3_000;
const LATE_MS = 30_000;
/** As long as a request lasts at the hub. */
const EAGER_MS = 600_000;

/**
 * How the request stands. `asking`: no hub has answered yet. `waiting`: an organiser compares `code`. `full`: too many
 * boxes wait at the hub. `changed-key` and `unreachable`: of every address, and asked again all the same.
 */
export interface PairingProgress {
  state: 'idle' | 'asking' | 'waiting' | 'paired' | 'refused' | 'full' | 'changed-key' | 'unreachable';
  /** 8 characters while it waits, else null. */
  code: string | null;
  /** The address that answered last, or was tried last. */
  url: string | null;
  /** A sentence for people; null while nothing is wrong. */
  why: string | null;
}

export interface Pairing {
  /**
   * Asks until it is decided: `refused` stays so until this is called again, `stopped` is what `stop` makes of it.
   * Called while it asks already, it gives the same answer. Never rejects.
   */
  run(): Promise<PairingEnd>;
  stop(): void;
  progress(): PairingProgress;
}

export type PairingEnd = 'paired' | 'refused' | 'stopped';

interface Deps {
  clock: Pick<Clock, 'monoMs' | 'after'>;
  askPairing: AskPairing;
  /** The hub's addresses, tried in order. */
  urls: () => readonly string[];
  /** What the box says of itself now. May reject: the store is not open yet, and it is asked again. */
  ask: () => Promise<PairingAsk>;
  onChange: () => void;
}

interface Run {
  ended: Promise<PairingEnd>;
  end(end: PairingEnd): void;
  isOver: boolean;
  startedMs: number;
}

const IDLE: PairingProgress = { state: 'idle', code: null, url: null, why: null };

/** A box's request to be paired, from the first ask to the organisers' decision. */
export function createPairing({ clock, askPairing, urls, ask, onChange }: Deps): Pairing {
  let progress = IDLE;
  let current: Run | null = null;
  let cancelNext: Cancel = () => {};

  function show(next: PairingProgress): void {
    const isSame =
      next.state === progress.state &&
      next.code === progress.code &&
      next.url === progress.url &&
      next.why === progress.why;
    progress = next;
    if (!isSame) onChange();
  }

  function finish(run: Run, end: PairingEnd): void {
    run.isOver = true;
    cancelNext();
    if (current === run) current = null;
    run.end(end);
  }

  /** One round over the addresses, from the one that answered last: a code must not change for a slow answer. */
  async function round(run: Run): Promise<void> {
    const answer = await askAll(orderFrom(urls(), progress.url), run);
    if (run.isOver) return;
    show(answer);
    if (answer.state === 'paired' || answer.state === 'refused') finish(run, answer.state);
    else cancelNext = clock.after(pauseMs(answer, clock.monoMs() - run.startedMs), () => void round(run));
  }

  async function askAll(addresses: readonly string[], run: Run): Promise<PairingProgress> {
    let worst: PairingProgress = { state: 'unreachable', code: null, url: null, why: NO_ADDRESS };
    let said: PairingAsk;
    try {
      said = await ask();
    } catch (error) {
      return {
        ...worst,
        why: `The box cannot say yet what it holds: ${error instanceof Error ? error.message : String(error)}`,
      };
    }
    for (const url of addresses) {
      if (run.isOver) break;
      const answer = progressOf(url, await askPairing(url, said));
      if (answer.state !== 'unreachable' && answer.state !== 'changed-key') return answer;
      // A key that changed is what people have to hear of, whatever the other addresses say.
      if (worst.state !== 'changed-key' || answer.state === 'changed-key') worst = answer;
    }
    return worst;
  }

  return {
    run() {
      if (current !== null) return current.ended;
      let end: (end: PairingEnd) => void = () => {};
      const ended = new Promise<PairingEnd>((resolve) => {
        end = resolve;
      });
      const run: Run = { ended, end, isOver: false, startedMs: clock.monoMs() };
      current = run;
      show({ ...IDLE, state: 'asking' });
      void round(run);
      return ended;
    },
    stop() {
      if (current !== null) finish(current, 'stopped');
      show(IDLE);
    },
    progress: () => progress,
  };
}

const NO_ADDRESS = 'No address of a hub is set: set hub.url.';

function progressOf(url: string, outcome: PairingOutcome): PairingProgress {
  return {
    state: outcome.kind,
    code: outcome.kind === 'waiting' ? outcome.code : null,
    url,
    why: 'why' in outcome ? outcome.why : null,
  };
}

function orderFrom(urls: readonly string[], first: string | null): string[] {
  return [...urls].sort((a, b) => Number(b === first) - Number(a === first));
}

function pauseMs({ state }: PairingProgress, sinceMs: number): number {
  return state === 'full' || sinceMs >= EAGER_MS ? LATE_MS : SOON_MS;
}

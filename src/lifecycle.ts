import type { Faults } from './app/faults.ts';
import type { Cancel, Clock } from './app/ports.ts';

/** One thing that starts and stops. A start that throws leaves nothing open. */
export interface Part {
  name: string;
  start(): Promise<void> | void;
  stop(): Promise<void> | void;
  /** Without it no vote is taken. */
  required?: boolean;
  /** Nobody waits for its start: those after it start meanwhile. */
  aside?: boolean;
  /** Longest time that its stop may take; 400 ms unless said. */
  stopWithinMs?: number;
}

export interface Lifecycle {
  /** Starts every part in order. A part that fails raises a fault and is tried again; the others go on. */
  start(): Promise<void>;
  /** Stops what was started, in reverse; a part that does not stop in time is left behind. */
  stop(): Promise<void>;
}

const STOP_WITHIN_MS = 400;
const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 30_000;

interface Deps {
  parts: readonly Part[];
  clock: Clock;
  faults: Pick<Faults, 'set' | 'clear'>;
  log: { warn: (fields: object, message: string) => void };
}

/** @param deps the parts in the order in which they start */
export function createLifecycle({ parts, clock, faults, log }: Deps): Lifecycle {
  const starting = new Map<Part, Promise<void>>();
  const running = new Set<Part>();
  const retries = new Map<Part, Cancel>();
  let stopping: Promise<void> | null = null;

  function begin(part: Part, retryMs: number): Promise<void> {
    const attempt = tryStart(part, retryMs).then(() => {
      starting.delete(part);
      return stopping === null ? undefined : end(part);
    });
    starting.set(part, attempt);
    return attempt;
  }

  async function tryStart(part: Part, retryMs: number): Promise<void> {
    try {
      await part.start();
      running.add(part);
      // Only what was raised here: a part that has started may have a fault of its own by now.
      if (retries.delete(part)) faults.clear(part.name);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      faults.set(part.name, part.required ? 'error' : 'warning', message);
      const again = () => void begin(part, Math.min(retryMs * 2, LAST_RETRY_MS));
      retries.set(part, clock.after(retryMs, again));
    }
  }

  async function end(part: Part): Promise<void> {
    retries.get(part)?.();
    // A start under way ends first: it stops its part itself.
    const attempt = starting.get(part);
    if (attempt !== undefined) await inTime(part, () => attempt);
    else if (running.delete(part)) await inTime(part, async () => part.stop());
  }

  async function inTime(part: Part, stop: () => Promise<void>): Promise<void> {
    const outcome = await withDeadline(stop, part.stopWithinMs ?? STOP_WITHIN_MS, clock);
    if (outcome !== 'stopped') log.warn({ part: part.name, err: outcome }, 'a part did not stop cleanly');
  }

  async function endAll(): Promise<void> {
    for (const part of [...parts].reverse()) await end(part);
  }

  return {
    async start() {
      for (const part of parts) {
        if (stopping !== null) return;
        const attempt = begin(part, FIRST_RETRY_MS);
        if (part.aside !== true) await attempt;
      }
    },
    stop() {
      stopping ??= endAll();
      return stopping;
    },
  };
}

/** Never rejects: a stop has to come to its end. */
function withDeadline(stop: () => Promise<void>, withinMs: number, clock: Clock): Promise<unknown> {
  return new Promise((resolve) => {
    const cancel = clock.after(withinMs, () => resolve(new Error(`took longer than ${withinMs} ms`)));
    stop()
      .then(() => resolve('stopped'), resolve)
      .finally(cancel);
  });
}

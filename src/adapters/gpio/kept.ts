import type { Clock } from '../../app/ports.ts';
import type { OnoffLine } from './exported.ts';
import { codeOf } from './kernel.ts';
import { createRetry } from './retry.ts';

interface Deps {
  clock: Clock;
  /** Opens the line; rejects with a sentence for people. */
  open: () => Promise<OnoffLine>;
  /** Sets up what was opened, the first time and again. */
  begin: (kept: KeptLine, line: OnoffLine) => void;
  /** A sentence for people of what a call threw. */
  explain: (error: unknown) => string;
  /** Null when it works again. */
  onFault: (why: string | null) => void;
}

/** A line that is opened again when the kernel takes it away, as it does when its chip is unbound. */
export interface KeptLine {
  /** Runs a call on the line; its failure is a fault until the next one works. Undefined when it failed, or while the line is away. */
  attempt<T>(call: (line: OnoffLine) => T): T | undefined;
  /** Runs a last call, and gives the line back. */
  close(last?: (line: OnoffLine) => void): Promise<void>;
}

/** Opens a line and keeps it open. Rejects with a sentence for people. */
export async function keepLine({ clock, open, begin, explain, onFault }: Deps): Promise<KeptLine> {
  const retry = createRetry(clock);
  let isClosed = false;
  let opening = Promise.resolve();
  const first = await open();
  let line: OnoffLine | null = first;

  function lose(): void {
    const gone = line;
    line = null;
    try {
      // Also ends its watch: the kernel reports a lost line as readable for ever.
      gone?.unexport();
    } catch {
      // It is gone already.
    }
    if (!isClosed) openLater();
  }

  function openLater(): void {
    retry.again(() => {
      opening = openAgain();
    });
  }

  async function openAgain(): Promise<void> {
    try {
      line = await open();
      retry.worked();
      if (isClosed) return;
      onFault(null);
      begin(kept, line);
    } catch (error) {
      onFault(error instanceof Error ? error.message : String(error));
      if (!isClosed) openLater();
    }
  }

  const kept: KeptLine = {
    attempt(call) {
      if (line === null) return undefined;
      try {
        const answer = call(line);
        onFault(null);
        return answer;
      } catch (error) {
        onFault(explain(error));
        if (codeOf(error) === 'ENODEV') lose();
        return undefined;
      }
    },
    async close(last) {
      isClosed = true;
      retry.cancel();
      await opening;
      if (last !== undefined) kept.attempt(last);
      line?.unexport();
      line = null;
    },
  };
  begin(kept, first);
  return kept;
}

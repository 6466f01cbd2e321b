import type { Clock } from '../../app/ports.ts';

const TRIES = 10;
const FIRST_PAUSE_MS = 10;
const LAST_PAUSE_MS = 1_000;
/** A deadlock, a serialisation failure: the transaction was undone, and may be done again. */
const AGAIN: readonly string[] = ['40P01', '40001'];

/** Somebody else has added a row between two looks at it: the transaction begins anew. */
export class Overtaken extends Error {
  override readonly name = 'Overtaken';
  override readonly message = 'Several hubs write the same at the same time: try again.';
}

interface Means {
  clock: Pick<Clock, 'after'>;
  /** Uniform in [0, 1). */
  random: () => number;
}

/** Does a transaction again when it met another one, a while later each time, and gives up in the end. */
export async function untilAlone<T>({ clock, random }: Means, work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (tries >= TRIES || !isAgain(error)) throw error;
      // Full jitter: two that met do not meet again.
      const most = Math.min(FIRST_PAUSE_MS * 2 ** (tries - 1), LAST_PAUSE_MS);
      await new Promise<void>((resolve) => {
        clock.after(random() * most, resolve);
      });
    }
  }
}

/** By its own code, or by the one behind the sentence that was made of it. */
function isAgain(error: unknown): boolean {
  if (error instanceof Overtaken) return true;
  const { cause } = error instanceof Error ? error : {};
  return AGAIN.includes(codeOf(error)) || AGAIN.includes(codeOf(cause));
}

/** Whether the server has answered, so that the connection is in order. */
export function isAnswer(error: unknown): boolean {
  return error instanceof Overtaken || /^(?!08|57P)[0-9A-Z]{5}$/.test(codeOf(error));
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

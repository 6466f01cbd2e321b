import { backoffMs } from '../../core/link/backoff.ts';
import type { Cancel, Clock } from '../ports.ts';

/** A hub that knows this box no more is asked so often whether it does again. */
const REFUSED_MS = 30_000;
/** A link that ends before may be of a hub that can read and not store: it would be dialled without a pause. */
const LASTING_MS = 10_000;

/** Which of the hub's addresses is tried next, and when. */
export interface Redial {
  url(): string;
  /** The next address; after each round of all of them ever later. @param afterMs as the hub has asked for, at least */
  later(afterMs?: number | null): void;
  /** The hub was there and wants no link: the next address, much later. */
  refused(): void;
  /** The hub has answered, which went well when it lasts. */
  linked(): void;
  /** It went well: the next failure is followed by a try soon. */
  reset(): void;
  cancel(): void;
}

export function createRedial(
  clock: Pick<Clock, 'after' | 'monoMs'>,
  random: () => number,
  urls: readonly string[],
  dial: () => void,
): Redial {
  let at = 0;
  let failures = 0;
  let linkedAtMs: number | null = null;
  let cancel: Cancel = () => {};

  function next(delayMs: number): void {
    cancel();
    at += 1;
    cancel = clock.after(delayMs, dial);
  }

  return {
    url: () => urls[at % urls.length] ?? '',
    later(afterMs = null) {
      if (linkedAtMs !== null && clock.monoMs() - linkedAtMs >= LASTING_MS) failures = 0;
      linkedAtMs = null;
      failures += 1;
      // A hub that asks for a pause asks every box: they must not come back in one instant.
      const asked = afterMs === null ? null : afterMs * (1 + random());
      next(asked ?? backoffMs(Math.ceil(failures / urls.length), random()));
    },
    refused: () => next(REFUSED_MS * (1 + random())),
    linked() {
      linkedAtMs = clock.monoMs();
    },
    reset() {
      failures = 0;
    },
    cancel: () => cancel(),
  };
}

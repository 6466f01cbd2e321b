import type { Faults } from '../faults.ts';
import type { Cancel, Clock } from '../ports.ts';
import type { HubStore } from './ports.ts';

/** What the hub shows itself by. */
interface Shown {
  spkiSha256: string;
  /** When its certificate ends, epoch milliseconds. */
  endsAt: number;
}

interface Deps {
  clock: Pick<Clock, 'wallAt' | 'after'>;
  store: Pick<HubStore, 'secret' | 'fleet'>;
  identity: () => Promise<Shown>;
  linked: () => ReadonlySet<string>;
  faults: Pick<Faults, 'set' | 'clear'>;
}

/** Says when boxes, or browsers, do not take the hub for itself any more. */
export interface KeyWatch {
  start(): void;
  stop(): void;
}

const FIRST_MS = 30_000; // boxes that take the certificate are back by then
const EVERY_MS = 30_000;
const WARN_MS = 14 * 86_400_000;
const NAMED_MAX = 5;

/**
 * Raises `hub-key` while boxes stay away that were paired before the hub showed the key it shows now: they pinned
 * another one and refuse this one, as they should. Raises `hub-certificate` two weeks before it ends.
 */
export function createKeyWatch({ clock, store, identity, linked, faults }: Deps): KeyWatch {
  let cancel: Cancel = () => {};
  let isOver = true;

  /** When this key was shown first, epoch milliseconds. */
  async function shownSince(spkiSha256: string): Promise<number> {
    const at = Math.round(clock.wallAt());
    return Number(await store.secret(`key ${spkiSha256} since`, async () => String(at)));
  }

  /** Boxes that have not been here since this key was shown first. */
  async function lost(spkiSha256: string): Promise<string[]> {
    const sinceAt = await shownSince(spkiSha256);
    const before = (await store.fleet.boxes()).filter(
      ({ pairedAt, revokedAt }) => revokedAt === null && pairedAt < sinceAt,
    );
    if (before.length === 0) return [];
    const back = linked();
    const seenAt = new Map((await store.fleet.healths()).map((health) => [health.box, health.at]));
    return before
      .filter(({ box }) => !back.has(box) && (seenAt.get(box) ?? 0) < sinceAt)
      .map(({ box }) => box);
  }

  async function look(): Promise<void> {
    const { spkiSha256, endsAt } = await identity();
    const boxes = await lost(spkiSha256);
    if (isOver) return;
    if (boxes.length === 0) faults.clear('hub-key');
    else faults.set('hub-key', 'warning', keySentence(boxes));
    if (clock.wallAt() < endsAt - WARN_MS) faults.clear('hub-certificate');
    else faults.set('hub-certificate', 'warning', endSentence(endsAt));
  }

  function plan(delayMs: number): void {
    cancel = clock.after(delayMs, () => {
      look()
        .catch(() => {}) // that the store does not answer is said elsewhere
        .finally(() => {
          if (!isOver) plan(EVERY_MS);
        });
    });
  }

  return {
    start() {
      isOver = false;
      // Kept at once: whoever is paired from now on has seen this key.
      void identity()
        .then(({ spkiSha256 }) => shownSince(spkiSha256))
        .catch(() => {}); // it is tried again with the first look
      plan(FIRST_MS);
    },
    stop() {
      isOver = true;
      cancel();
    },
  };
}

function keySentence(boxes: readonly string[]): string {
  const more = boxes.length - NAMED_MAX;
  const named = boxes.slice(0, NAMED_MAX).join(', ') + (more > 0 ? ` and ${more} more` : '');
  return `The hub shows another key than the one these boxes were paired with, so they refuse it: ${named}. Give it the old certificate again (tls in hub.toml), or pair them anew.`;
}

function endSentence(endsAt: number): string {
  const day = new Date(endsAt).toISOString().slice(0, 10);
  return `The certificate of the hub ends on ${day}: browsers refuse it from then on. Put a new one in its place and start the hub again.`;
}

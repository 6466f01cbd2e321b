import { isDeepStrictEqual } from 'node:util';
import { type Adjustment, adjust } from '../core/adjustments.ts';
import { changesOf, summaryOf } from '../core/changes.ts';
import type { Programme } from '../core/programme.ts';
import type { Cancel, Store } from './ports.ts';

interface Deps {
  store: Pick<Store, 'programmes'>;
  log: { warn: (fields: object, message: string) => void; info: (fields: object, message: string) => void };
  /** Called first, when what `current` gives has changed. */
  onTurn: () => void;
  /** Lets what waits be heard. */
  breathe: () => Promise<void>;
}

/** The programme as it is kept: the version that was imported last, and over it what organisers changed. */
export interface Book {
  /** Reads what was kept before, once; it is tried again at the next call when the store does not answer. */
  load(): Promise<void>;
  /** Whether `load` has succeeded. Until then nothing is kept, for it might replace what was kept before. */
  isLoaded(): boolean;
  /** Whether the version that was taken last is on the disk. */
  isKept(): boolean;
  /** As imported. */
  imported(): Programme | null;
  /** With what organisers changed. */
  current(): Programme | null;
  /** Takes a new version and keeps it; one that cannot be kept yet is tried again at the next call. */
  turnTo(next: Programme, origin: string, at: number): Promise<void>;
  /** Reads what organisers changed again. Rejects while the store is closed. */
  readAdjustments(): Promise<void>;
  /** Reads both again, where somebody else may write them too. Rejects while the store is closed. */
  readAgain(): Promise<void>;
  adjustments(): readonly Adjustment[];
  /** Called after each change of `current`. */
  onChange(listener: () => void): Cancel;
  /** Nothing is read into it any more. */
  close(): void;
}

export function createBook({ store, log, onTurn, breathe }: Deps): Book {
  const listeners = new Set<() => void>();
  let imported: Programme | null = null;
  let adjustments: readonly Adjustment[] = [];
  let adjusted: Programme | null = null;
  let loaded = false;
  /** What the version that is to be kept has changed; null when it is kept. */
  let unsaved: string | null = null;
  let closed = false;

  function turn(programme: Programme | null, orders: readonly Adjustment[]): void {
    imported = programme;
    adjustments = orders;
    adjusted = programme === null ? null : adjust(programme, orders);
    onTurn();
    for (const listener of listeners) listener();
  }

  async function save(next: Programme, origin: string, at: number): Promise<void> {
    if (unsaved === null || !loaded) return;
    try {
      await store.programmes.save(next, origin, at, unsaved);
      unsaved = null;
    } catch (error) {
      log.warn({ err: error }, 'the programme cannot be stored yet: it is kept in memory');
    }
  }

  return {
    async load() {
      if (loaded) return;
      try {
        const [programme, orders] = await Promise.all([
          store.programmes.load(),
          store.programmes.adjustments(),
        ]);
        loaded = true;
        if (programme !== null) unsaved = null; // what was taken meanwhile was only to be shown
        if (!closed && (programme !== null || orders.length > 0)) turn(programme ?? imported, orders);
      } catch (error) {
        log.warn({ err: error }, 'the stored programme cannot be loaded yet');
      }
    },
    isLoaded: () => loaded,
    isKept: () => loaded && unsaved === null,
    imported: () => imported,
    current: () => adjusted,
    async turnTo(next, origin, at) {
      const before = imported;
      if (!isDeepStrictEqual(next, before)) {
        turn(next, adjustments);
        // What follows takes long; whoever presses in between sees the new programme already.
        await breathe();
        if (closed) return; // the store ends, too
        unsaved = before === null ? '' : summaryOf(changesOf(before, next)) || 'details';
        log.info({ changes: unsaved, sessions: next.sessions.length }, 'the programme changed');
      }
      await save(next, origin, at);
    },
    async readAdjustments() {
      const orders = await store.programmes.adjustments();
      turn(imported, orders); // an import may have come meanwhile
    },
    async readAgain() {
      const [programme, orders] = await Promise.all([
        store.programmes.load(),
        store.programmes.adjustments(),
      ]);
      // What this process has taken and could not keep yet is newer.
      if (loaded && !closed) turn(unsaved === null ? (programme ?? imported) : imported, orders);
    },
    adjustments: () => adjustments,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      closed = true;
    },
  };
}

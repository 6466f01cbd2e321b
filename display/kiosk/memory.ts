import type { BoxState } from '../../src/core/state.ts';
import type { PageMemory } from '../page.ts';
import type { Holding } from './documents.ts';

/** What a kiosk knew last, for when it is loaded again while its box is away. */
interface Memory {
  state: BoxState;
  /** How far the time of the box was ahead of the browser's, milliseconds; on the board they are one clock. */
  aheadMs: number;
  holding: Holding;
}

export interface MemoryPorts {
  /** The part of `localStorage` that is used; null where it is forbidden. */
  shelf: Pick<Storage, 'getItem' | 'setItem'> | null;
  /** The browser's epoch milliseconds. */
  now(): number;
  /** Calls once after `delayMs`. */
  after(delayMs: number, call: () => void): void;
}

/** The memory of a kiosk: of its state, and of the documents it holds. */
export interface KioskMemory extends PageMemory {
  holding: Holding;
  keepHolding(holding: Holding): void;
}

const KEY = 'likebox';
/** In characters; a browser gives 5 million to a site. A programme of 400 sessions takes 300,000. */
const CHARS_MAX = 2_000_000;
/** Every press makes a few states; writing each would be work for nothing. */
const WRITE_EVERY_MS = 10_000;

/** Reads what was kept; what is told afterwards is written down at most every ten seconds, and a new version at once. */
export function createMemory({ shelf, now, after }: MemoryPorts): KioskMemory {
  const before = read(shelf);
  let last: Omit<Memory, 'holding'> | null = before;
  let holding = before?.holding ?? {};
  let waiting = false;

  function write(): void {
    if (last !== null) put(shelf, { ...last, holding });
  }

  function writeSoon(): void {
    if (waiting) return;
    waiting = true;
    after(WRITE_EVERY_MS, () => {
      waiting = false;
      write();
    });
  }

  return {
    state: before?.state ?? null,
    nowAt: before === null ? 0 : now() + before.aheadMs,
    holding,
    keep(state) {
      const changed = last?.state.version !== state.version;
      last = { state, aheadMs: state.clock.at - now() };
      if (changed) write();
      else writeSoon();
    },
    keepHolding(next) {
      holding = next;
      writeSoon();
    },
  };
}

function put(shelf: MemoryPorts['shelf'], memory: Memory): void {
  try {
    const whole = JSON.stringify(memory);
    const text = whole.length <= CHARS_MAX ? whole : JSON.stringify({ ...memory, holding: {} });
    if (text.length <= CHARS_MAX) shelf?.setItem(KEY, text);
  } catch {
    // A full storage costs the screen nothing but this memory.
  }
}

/** Null when there is none that can be read. */
function read(shelf: MemoryPorts['shelf']): Memory | null {
  try {
    const memory = JSON.parse(shelf?.getItem(KEY) ?? 'null') as Memory | null;
    return memory?.state?.display === undefined ? null : memory;
  } catch {
    return null;
  }
}

/** The memory of this browser. */
export function browserMemory(): KioskMemory {
  return createMemory({
    shelf: findShelf(),
    now: () => Date.now(),
    after: (delayMs, call) => void setTimeout(call, delayMs),
  });
}

function findShelf(): MemoryPorts['shelf'] {
  try {
    return localStorage;
  } catch {
    return null; // the browser was told to keep nothing
  }
}

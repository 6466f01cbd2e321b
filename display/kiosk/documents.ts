import type { DisplayView, KioskDocument } from '../../src/core/display.ts';
import type { Documents } from './scene.ts';

type Name = Exclude<KioskDocument, 'theme'>;
type Versions = DisplayView['versions'];

/** A document, and the version it was fetched as. */
export interface Held {
  version: string;
  value: unknown;
}

/** What is held of each document; absent for what there is none of. */
export type Holding = Readonly<Partial<Record<Name, Held>>>;

export interface DocumentPorts {
  /** GETs JSON of the box; null when the box has none. Rejects when it does not answer. */
  get(path: string): Promise<unknown>;
  /** Calls once after `delayMs`. */
  after(delayMs: number, call: () => void): void;
}

/** Follows the versions that a box names. */
export interface DocumentReader {
  follow(versions: Versions): void;
}

const PATHS: Readonly<Record<Name, string>> = {
  programme: '/api/programme',
  wall: '/api/wall',
  results: '/api/results',
  images: '/api/images',
};
const NAMES = Object.keys(PATHS) as Name[];
const RETRY_MS = 5_000;

/**
 * Fetches a document when the box names another version of it, each one at a time, and calls `onChange` with what is
 * held then. Until it has come the one before stays: what fails is asked again, and never leaves a hole.
 */
export function createDocuments(
  { get, after }: DocumentPorts,
  held: Holding,
  onChange: (holding: Holding) => void,
): DocumentReader {
  let holding = held;
  let wanted: Versions | null = null;
  const busy = new Set<Name>();

  function hold(name: Name, document: Held | null): void {
    const { [name]: _, ...others } = holding;
    holding = document === null ? others : { ...others, [name]: document };
    onChange(holding);
  }

  function look(name: Name): void {
    const version = wanted?.[name] ?? null;
    if (busy.has(name) || version === (holding[name]?.version ?? null)) return;
    if (version === null) hold(name, null);
    else void fetchIt(name, version);
  }

  async function fetchIt(name: Name, version: string): Promise<void> {
    busy.add(name);
    try {
      const value = await get(PATHS[name]);
      busy.delete(name);
      hold(name, { version, value });
      look(name);
    } catch {
      after(RETRY_MS, () => {
        busy.delete(name);
        look(name);
      });
    }
  }

  return {
    follow(versions) {
      wanted = versions;
      for (const name of NAMES) look(name);
    },
  };
}

/** The documents themselves, as the box gave them. */
export function documentsOf(holding: Holding): Documents {
  const value = <T>(name: Name) => (holding[name]?.value ?? null) as T | null;
  return {
    programme: value('programme'),
    wall: value('wall'),
    results: value('results'),
    images: value('images'),
  };
}

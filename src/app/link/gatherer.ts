import type { Cancel, Clock } from '../ports.ts';
import type { HubLine, ScreenKeep } from './ports.ts';

export const PICTURES_BYTES_MAX = 67_108_864;

/** How often it is looked whether votes still wait, and how long a hub that takes none keeps pictures waiting. */
const LOOK_MS = 250;
const YIELD_MAX_MS = 30_000;
/** What has come is shown so often while more comes. */
const SHOW_EVERY_MS = 5_000;
const RETRY_MS = 30_000;
/** Then the next word of the hub is waited for. */
const TRIES_MAX = 5;

/** Fetches the pictures of what is shown, one by one. */
export interface Gatherer {
  /** Reads what is there. */
  load(): Promise<void>;
  has(digest: string): boolean;
  /** Fetches what is wanted now over this line, the newest one; what fails is tried again by and by. */
  gather(line: HubLine): void;
  stop(): void;
}

interface Deps {
  clock: Pick<Clock, 'after' | 'monoMs'>;
  keep: ScreenKeep;
  isBusy: () => boolean;
  /** Digests in order, and what each belongs to. */
  wanted: () => ReadonlyMap<string, 'wall' | 'images'>;
  /** Pictures have come. */
  onCome: () => void;
  log: { warn: (fields: object, message: string) => void };
}

export function createGatherer({ clock, keep, isBusy, wanted, onCome, log }: Deps): Gatherer {
  let sizes = new Map<string, number>();
  let current: HubLine | null = null;
  /** What the hub of this line cannot give, or what has no room. */
  let hopeless = new Set<string>();
  let isGathering = false;
  let tries = 0;
  let isStopped = false;
  let cancelRetry: Cancel = () => {};
  let cancelWait: Cancel = () => {};

  const missing = () => [...wanted()].find(([digest]) => !sizes.has(digest) && !hopeless.has(digest)) ?? null;

  const heldBytes = () => [...sizes.values()].reduce((sum, size) => sum + size, 0);

  async function makeRoom(): Promise<void> {
    const digests = new Set(wanted().keys());
    if ([...sizes.keys()].every((digest) => digests.has(digest))) return;
    await keep.keepOnly(digests);
    sizes = new Map([...sizes].filter(([digest]) => digests.has(digest)));
  }

  async function untilQuiet(): Promise<void> {
    for (let waitedMs = 0; isBusy() && waitedMs < YIELD_MAX_MS && !isStopped; waitedMs += LOOK_MS) {
      await new Promise<void>((resolve) => {
        const cancel = clock.after(LOOK_MS, resolve);
        cancelWait = () => {
          cancel();
          resolve();
        };
      });
    }
  }

  async function hasRoomFor(bytes: Uint8Array): Promise<boolean> {
    if (heldBytes() + bytes.length > PICTURES_BYTES_MAX) await makeRoom();
    return heldBytes() + bytes.length <= PICTURES_BYTES_MAX;
  }

  async function take(line: HubLine, digest: string, of: 'wall' | 'images'): Promise<boolean> {
    const bytes = await line.picture(of, digest);
    if (bytes !== null && (await hasRoomFor(bytes))) {
      await keep.savePicture(digest, bytes);
      sizes.set(digest, bytes.length);
      return true;
    }
    hopeless.add(digest);
    const why = bytes === null ? 'the hub does not give this picture' : 'there is no room for this picture';
    log.warn({ digest }, why);
    return false;
  }

  async function run(): Promise<void> {
    let shownMs = clock.monoMs();
    let hasCome = false;
    const showNow = () => {
      if (hasCome) onCome();
      hasCome = false;
      shownMs = clock.monoMs();
    };
    try {
      await makeRoom();
      for (let next = missing(); next !== null; next = missing()) {
        await untilQuiet();
        if (current === null || isStopped) return;
        const [digest, of] = next;
        // What is wanted may have changed meanwhile.
        if (wanted().has(digest) && (await take(current, digest, of))) hasCome = true;
        if (clock.monoMs() - shownMs >= SHOW_EVERY_MS) showNow();
      }
    } finally {
      showNow();
    }
  }

  async function begin(): Promise<void> {
    if (isGathering || isStopped) return;
    isGathering = true;
    cancelRetry();
    try {
      await run();
    } catch (error) {
      tries += 1;
      log.warn({ err: error }, 'the pictures of the screen could not be fetched yet');
      if (tries < TRIES_MAX) cancelRetry = clock.after(RETRY_MS, () => void begin());
    } finally {
      isGathering = false;
    }
  }

  return {
    async load() {
      sizes = new Map(await keep.pictures());
    },
    has: (digest) => sizes.has(digest),
    gather(line) {
      if (line !== current) hopeless = new Set();
      current = line;
      tries = 0;
      void begin();
    },
    stop() {
      isStopped = true;
      cancelRetry();
      cancelWait();
    },
  };
}

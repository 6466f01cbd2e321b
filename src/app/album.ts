import type { ImagesDocument } from '../core/display.ts';
import type { Cancel, Clock } from './ports.ts';

const LOOK_EVERY_MS = 60_000;

/** A folder of pictures, read anew whenever something in it has changed. */
export interface Album {
  start(): void;
  stop(): void;
  /** Null when it has no picture of this digest. */
  picture(digest: string): Uint8Array | null;
}

/** What was made of the files of a folder. */
export interface AlbumPages {
  images: ImagesDocument['images'];
  /** By digest. */
  bytes: ReadonlyMap<string, Uint8Array>;
  /** A sentence for each file that is not shown. */
  faults: readonly string[];
}

interface Deps {
  clock: Pick<Clock, 'every'>;
  /** Another text when anything in the folder has changed. Neither of the two ever rejects. */
  sign: () => Promise<string>;
  make: () => Promise<AlbumPages>;
  onMade: (pages: AlbumPages) => void;
}

export function createAlbum({ clock, sign, make, onMade }: Deps): Album {
  let known: string | null = null;
  let pages: AlbumPages | null = null;
  let isLooking = false;
  let isStopped = true;
  let cancel: Cancel = () => {};

  async function look(): Promise<void> {
    if (isLooking) return; // large pictures on a small computer take longer than a minute
    isLooking = true;
    try {
      const found = await sign();
      if (found === known || isStopped) return;
      const made = await make();
      if (isStopped) return;
      known = found; // what changed while they were made is seen next time
      pages = made;
      onMade(made);
    } finally {
      isLooking = false;
    }
  }

  return {
    start() {
      isStopped = false;
      cancel = clock.every(LOOK_EVERY_MS, () => void look());
      void look();
    },
    stop() {
      isStopped = true;
      cancel();
    },
    picture: (digest) => pages?.bytes.get(digest) ?? null,
  };
}

import { createScreenFiles } from './adapters/screenfiles.ts';
import { type Album, type AlbumPages, createAlbum } from './app/album.ts';
import type { Faults } from './app/faults.ts';
import { createKiosk, type Kiosk } from './app/kiosk.ts';
import type { ScreenKeep } from './app/link/ports.ts';
import type { Cancel, Clock } from './app/ports.ts';
import type { BoxConfig } from './core/config.ts';
import type { Programme } from './core/programme.ts';
import type { Part } from './lifecycle.ts';
import { SETTLED_MS } from './refreshes.ts';

interface Deps {
  config: BoxConfig;
  clock: Clock;
  programme: () => Programme | null;
  faults: Pick<Faults, 'set' | 'clear'>;
  /** What the kiosk is to show has changed. */
  onChange: () => void;
}

/** What a box has for its screen, besides its state. */
export interface Screen {
  kiosk: Kiosk;
  /** The bytes of a picture that a document names; null where there is none. */
  picture(digest: string): Promise<Uint8Array | null>;
  /** What the hub handed out, on the disk. */
  keep: ScreenKeep;
  /** Started last: no vote waits for a picture. */
  late: readonly Part[];
}

/** Wiring only. */
export function createScreen(deps: Deps): Screen {
  const kiosk = createKiosk(deps);
  const keep = createScreenFiles(deps.config.dataDir);
  const folder = deps.config.display.images;
  const album = folder === null ? null : createFolder(folder, deps, kiosk);
  return {
    kiosk,
    keep,
    picture: async (digest) => album?.picture(digest) ?? (await keep.picture(digest)),
    late: album === null ? [] : [{ name: 'images', ...album }],
  };
}

/** What decodes pictures is large: it is loaded when the box has settled. */
function createFolder(folder: string, { clock, faults }: Deps, kiosk: Kiosk): Album {
  const library = () => import('./adapters/picture/images.ts');
  let cancel: Cancel = () => {};
  const album = createAlbum({
    clock,
    sign: async () => (await library()).signOf(folder),
    make: async () => (await library()).makeImages(folder),
    onMade({ images, faults: sentences }: AlbumPages) {
      kiosk.show({ images: images.length === 0 ? null : { images } });
      if (sentences.length === 0) faults.clear('images');
      else faults.set('images', 'warning', sentences.join(' '));
    },
  });
  return {
    ...album,
    start() {
      cancel = clock.after(SETTLED_MS, album.start);
    },
    stop() {
      cancel();
      album.stop();
    },
  };
}

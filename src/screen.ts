import type { Log } from './adapters/log.ts';
import { createScreenFiles } from './adapters/screenfiles.ts';
import { type Album, type AlbumPages, createAlbum } from './app/album.ts';
import type { Faults } from './app/faults.ts';
import { createKiosk, type Kiosk } from './app/kiosk.ts';
import type { ScreenKeep } from './app/link/ports.ts';
import type { Cancel, Clock } from './app/ports.ts';
import { askWall } from './app/wall/console.ts';
import type { Wall } from './app/wall/wall.ts';
import type { BoxConfig } from './core/config.ts';
import type { Outcome } from './core/organising.ts';
import type { Programme } from './core/programme.ts';
import type { WallAsk } from './core/wall/asks.ts';
import type { Part } from './lifecycle.ts';
import { SETTLED_MS } from './refreshes.ts';

const WALL_RETRY_MS = 30_000;

interface Deps {
  config: BoxConfig;
  clock: Clock;
  random: () => number;
  version: string;
  log: Log;
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
  /** Does what somebody at the console asks of the box's own wall. Never rejects. */
  wall(asked: WallAsk, who: string): Promise<Outcome>;
  /** Started last: no vote waits for a picture. */
  late: readonly Part[];
}

/** Wiring only. */
export function createScreen(deps: Deps): Screen {
  const { config } = deps;
  const kiosk = createKiosk(deps);
  const keep = createScreenFiles(config.dataDir);
  const folder = config.display.images;
  const album = folder === null ? null : createFolder(folder, deps, kiosk);
  const own = createOwnWall(deps, kiosk);
  return {
    ...{ kiosk, keep, wall: own.ask },
    picture: async (digest) =>
      album?.picture(digest) ?? (await own.picture(digest)) ?? (await keep.picture(digest)),
    late: [...(album === null ? [] : [{ name: 'images', ...album }]), ...own.parts],
  };
}

const AT_HUB = 'This box takes its wall from the hub: moderate it there, on the page Wall of the dashboard.';
const NO_SOURCES = 'This box has no wall of its own: name its sources as [[wall.source]] in box.toml.';
const NOT_YET = 'The wall of this box has not started yet: try again.';

/** The wall of a box without a hub; it is loaded when the box has settled, and only where it has sources. */
function createOwnWall(deps: Deps, kiosk: Kiosk) {
  const { config, clock } = deps;
  let wall: Wall | null = null;
  let isStopped = false;
  let cancel: Cancel = () => {};
  const isOwn = config.hubUrls.length === 0 && config.wall.sources.length > 0;
  const show = () => wall !== null && kiosk.show({ wall: wall.document().value });

  async function load(): Promise<void> {
    const { loadBoxWall } = await import('./boxwall.ts');
    const next = loadBoxWall(deps);
    next.onChange(show);
    await next.start();
    if (isStopped) return next.stop();
    wall = next;
    show();
    deps.faults.clear('wall');
  }

  function begin(): void {
    load().catch((error: unknown) => {
      const why = error instanceof Error ? error.message : String(error);
      if (isStopped) return;
      deps.faults.set('wall', 'warning', `The wall does not start: ${why}`);
      cancel = clock.after(WALL_RETRY_MS, begin);
    });
  }

  const part: Part = {
    name: 'wall',
    start() {
      cancel = clock.after(SETTLED_MS, begin);
    },
    async stop() {
      isStopped = true;
      cancel();
      await wall?.stop();
    },
  };
  return {
    parts: isOwn ? [part] : [],
    picture: async (digest: string) => (await wall?.picture(digest, true)) ?? null,
    async ask(asked: WallAsk, who: string): Promise<Outcome> {
      if (wall !== null) return askWall(wall, asked, who);
      return { done: false, text: isOwn ? NOT_YET : config.hubUrls.length > 0 ? AT_HUB : NO_SOURCES };
    },
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

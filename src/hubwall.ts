import { randomBytes } from 'node:crypto';
import { createPictureMaker } from './adapters/picture/maker.ts';
import { createNetworks } from './adapters/wall/networks.ts';
import { createAlbum } from './app/album.ts';
import type { Faults } from './app/faults.ts';
import type { HubStore } from './app/hub/ports.ts';
import type { HubAlbum } from './app/hub/screens.ts';
import type { Clock } from './app/ports.ts';
import { createWall, type Wall } from './app/wall/wall.ts';
import type { ImagesDocument } from './core/display.ts';
import type { HubConfig } from './core/hubconfig.ts';
import type { Part } from './lifecycle.ts';

const WALL_STOP_MS = 1_000; // the lease is given back, so that another hub goes on at once

interface Deps {
  config: Pick<HubConfig, 'wall' | 'images'>;
  clock: Clock;
  random: () => number;
  store: Pick<HubStore, 'wall'>;
  version: string;
  faults: Pick<Faults, 'set' | 'clear'>;
  log: Parameters<typeof createNetworks>[0]['log'] & {
    info(fields: object, message: string): void;
    warn(fields: object, message: string): void;
  };
}

/** What a hub has for screens besides the programme. */
interface HubWall {
  wall: Wall;
  album: HubAlbum;
  /** To be started when the store is open. */
  parts: readonly Part[];
}

/** Wiring only. */
export function createHubWall({ config, clock, random, store, version, faults, log }: Deps): HubWall {
  const wall = createWall({
    ...{ clock, random, log, config: config.wall, store: store.wall },
    network: createNetworks({ clock, log, version }),
    maker: createPictureMaker({ clock, log, version }),
    holder: randomBytes(16).toString('hex'),
  });
  const { album, part } = createHubAlbum(config.images, { clock, faults });
  return { wall, album, parts: [{ name: 'wall', stopWithinMs: WALL_STOP_MS, ...wall }, ...part] };
}

function createHubAlbum(
  folder: string | null,
  { clock, faults }: Pick<Deps, 'clock' | 'faults'>,
): { album: HubAlbum; part: Part[] } {
  const listeners = new Set<() => void>();
  let images: ImagesDocument['images'] = [];
  const library = () => import('./adapters/picture/images.ts');
  const onChange = (call: () => void) => {
    listeners.add(call);
    return () => void listeners.delete(call);
  };
  if (folder === null) return { album: { images: () => images, picture: () => null, onChange }, part: [] };
  const album = createAlbum({
    clock,
    sign: async () => (await library()).signOf(folder),
    make: async () => (await library()).makeImages(folder),
    onMade(made) {
      images = made.images;
      if (made.faults.length === 0) faults.clear('images');
      else faults.set('images', 'warning', made.faults.join(' '));
      for (const call of [...listeners]) call();
    },
  });
  return {
    album: { images: () => images, picture: album.picture, onChange },
    part: [{ name: 'images', ...album }],
  };
}

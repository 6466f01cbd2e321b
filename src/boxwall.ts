import type { Log } from './adapters/log.ts';
import { createPictureMaker } from './adapters/picture/maker.ts';
import { createNetworks } from './adapters/wall/networks.ts';
import { createWallFile } from './adapters/wallfile/store.ts';
import type { Clock } from './app/ports.ts';
import { createWall, type Wall } from './app/wall/wall.ts';
import type { BoxConfig } from './core/config.ts';

interface Deps {
  config: BoxConfig;
  clock: Clock;
  random: () => number;
  version: string;
  log: Log;
}

/** Wiring only: the wall of a box that works alone, which no other box loads. */
export function loadBoxWall({ config, clock, random, version, log }: Deps): Wall {
  return createWall({
    ...{ clock, random, log, config: config.wall },
    store: createWallFile({ dataDir: config.dataDir, clock, log }),
    network: createNetworks({ clock, log, version }),
    maker: createPictureMaker({ clock, log, version }),
    holder: 'box',
  });
}

import { join } from 'node:path';
import { backupFoldersOnSticks, USB_PLACES, type UsbPlaces } from './adapters/source/mounts.ts';
import { createBackupThread } from './adapters/store/nightly.ts';
import { createBackups } from './app/backups.ts';
import type { Faults } from './app/faults.ts';
import type { Clock } from './app/ports.ts';
import type { BoxConfig } from './core/config.ts';
import type { Part } from './lifecycle.ts';
import { createRefreshes } from './refreshes.ts';

/** Nobody votes then, and the hour that a change to summer time skips is over. */
const EVERY_NIGHT = '40 4 * * *';

interface Deps {
  config: Pick<BoxConfig, 'dataDir' | 'programme'>;
  /** The id of the box. */
  box: string;
  clock: Clock;
  random: () => number;
  faults: Pick<Faults, 'set' | 'clear'>;
  log: { info: (fields: object, message: string) => void };
  /** Where sticks are looked for; tests have their own. */
  usb?: UsbPlaces;
}

/** The backup of every night. */
export interface Nightly {
  /** The wall clock was set. */
  rearm(): void;
  part: Part;
}

/** Wiring only. */
export function createNightly({ config, box, clock, random, faults, log, usb = USB_PLACES }: Deps): Nightly {
  const thread = createBackupThread({ clock, path: join(config.dataDir, 'box.db'), box });
  const backups = createBackups({
    keep: thread.keep,
    end: thread.stop,
    directory: join(config.dataDir, 'backup'),
    onSticks: () => backupFoldersOnSticks(usb),
    faults,
    log,
  });
  const when = { refresh: EVERY_NIGHT, timezone: config.programme.timezone };
  const nights = createRefreshes(clock, when, () => void backups.run(), random);
  return {
    rearm: nights.rearm,
    part: {
      name: 'backups',
      start: nights.start,
      stop() {
        nights.stop();
        return backups.stop();
      },
    },
  };
}

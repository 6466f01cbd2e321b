import { createClock } from './adapters/clock.ts';
import type { Log } from './adapters/log.ts';
import type { ServiceManager } from './adapters/servicemanager.ts';
import { createWatchdog, type LifeSigns } from './app/watchdog.ts';

interface Deps {
  manager: ServiceManager;
  log: Log;
}

/** Lets the service manager know that a daemon lives, as long as it does; gives what ends that. */
export function sendLifeSigns(signs: LifeSigns, { manager, log }: Deps): () => void {
  const alive = () => manager.tell({ alive: true });
  const watchdog = createWatchdog({
    clock: createClock(),
    patienceMs: manager.watchdogMs,
    signs,
    alive,
    log,
  });
  watchdog.start();
  return watchdog.stop;
}

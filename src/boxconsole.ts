import { createConsoleDoor } from './adapters/control/console.ts';
import { type Console, type ConsoleDeps, createConsole } from './app/console.ts';
import type { Trials } from './app/trials.ts';
import type { BoxConfig } from './core/config.ts';
import { socketsOf } from './core/console/sockets.ts';
import type { Part } from './lifecycle.ts';

interface Deps extends Omit<ConsoleDeps, 'trials'> {
  config: Pick<BoxConfig, 'consoleSocket' | 'dataDir'>;
  trials: Omit<Trials, 'outputs'>;
}

/** The console of a box. Wiring only. */
export function createBoxConsole(deps: Deps): { part: Part } & Pick<Console, 'changed' | 'edge'> {
  const { config, trials, log } = deps;
  const host = createConsole(deps);
  const door = createConsoleDoor({ paths: socketsOf(config), host, log });
  const stop = async () => {
    await door.stop();
    trials.stop(); // nobody can begin another one now
  };
  return { part: { name: 'console', start: door.start, stop }, changed: host.changed, edge: host.edge };
}

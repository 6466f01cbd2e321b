import { existsSync, mkdirSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { ConsoleHost } from '../../core/console/answer.ts';
import { type Bound, bindSocket } from './bind.ts';
import { controlPlace } from './place.ts';
import type { Control } from './server.ts';
import { talkWith } from './talk.ts';

/** Consoles at once. */
const CONNECTIONS_MAX = 8;
const DIRECTORY_MODE = 0o755;

interface Deps {
  /** Where it listens; of several, the first that works. The directory of that one is made, the others are not. */
  paths: readonly string[];
  host: ConsoleHost;
  log: { info: (fields: object, message: string) => void };
}

/** The door of a box for consoles: a socket of this computer, on which each line is a frame. */
export function createConsoleDoor({ paths, host, log }: Deps): Control {
  let bound: Bound | null = null;

  async function listen(path: string): Promise<void> {
    const directory = dirname(path);
    if (path === paths[0] && !existsSync(directory)) mkdirSync(directory, { mode: DIRECTORY_MODE });
    bound = await bindSocket({
      place: () => controlPlace(directory, basename(path)),
      connectionsMax: CONNECTIONS_MAX,
      taken: `another box listens at ${path}`,
      onSocket: (socket) => talkWith(socket, host),
    });
    log.info({ path }, 'the console listens');
  }

  return {
    async start() {
      let cause: unknown;
      for (const path of paths) {
        try {
          return await listen(path);
        } catch (error) {
          cause = error;
        }
      }
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new Error(`likebox console cannot reach this box: ${why}`, { cause });
    },
    async stop() {
      const closing = bound;
      bound = null;
      await closing?.close();
    },
  };
}

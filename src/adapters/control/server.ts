import type { Socket } from 'node:net';
import type { Cancel, Clock } from '../../app/ports.ts';
import type { Outcome } from '../../core/organising.ts';
import { type Bound, bindSocket } from './bind.ts';
import { controlPlace } from './place.ts';
import { type Asked, BOX, type ControlRequest, HUB, type HubRequest } from './schema.ts';

const REQUEST_MAX = 65_536; // characters
const IDLE_MS = 10_000;
const RETRY_MS = 10_000;
const DIRECTORY_TROUBLES = ['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM', 'EROFS', 'ENOSPC'];
const CONNECTIONS_MAX = 16;

/** The ear of a box or a hub for commands of its own computer: one line of JSON asks, one answers. */
export interface Control {
  /** Rejects with a sentence when it cannot listen; a directory that is not there, or not writable, is tried again. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

interface Deps<Request> {
  clock: Pick<Clock, 'after'>;
  dataDir: string;
  handle: (request: Request) => Promise<Outcome>;
}

export function createControl(deps: Deps<ControlRequest>): Control {
  return createEar(BOX, deps);
}

export function createHubControl(deps: Deps<HubRequest>): Control {
  return createEar(HUB, deps);
}

function createEar<Request>(
  { noun, socket: name, parse }: Asked<Request>,
  { clock, dataDir, handle }: Deps<Request>,
): Control {
  let bound: Bound | null = null;
  let cancelRetry: Cancel = () => {};

  function answer(socket: Socket): void {
    let text = '';
    socket.setEncoding('utf8');
    const giveUp = clock.after(IDLE_MS, () => socket.destroy());
    socket.on('close', giveUp);
    socket.on('data', (chunk: string) => {
      text += chunk;
      const end = text.indexOf('\n');
      if (text.length > REQUEST_MAX) socket.destroy();
      if (end === -1 || text.length > REQUEST_MAX) return;
      giveUp();
      socket.pause();
      const request = parse(text.slice(0, end));
      void (request === null ? Promise.resolve(unknown(noun)) : handle(request)).then((outcome) => {
        // Whoever does not listen, or does not hang up, would hold one of the few places for ever.
        const cut = clock.after(IDLE_MS, () => socket.destroy());
        socket.on('close', cut);
        socket.end(`${JSON.stringify(outcome)}\n`, () => socket.destroy());
      });
    });
  }

  async function listen(): Promise<void> {
    bound = await bindSocket({
      place: () => controlPlace(dataDir, name),
      connectionsMax: CONNECTIONS_MAX,
      taken: `another ${noun} listens in ${dataDir}`,
      onSocket: answer,
    });
  }

  async function tryToListen(): Promise<void> {
    try {
      await listen();
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (!DIRECTORY_TROUBLES.includes(code ?? '')) {
        throw new Error(`commands of this computer cannot reach this ${noun}: ${message}`, { cause: error });
      }
      // What is wrong with the directory is the store's to say.
      cancelRetry = clock.after(RETRY_MS, () => void tryToListen().catch(() => {}));
    }
  }

  return {
    start: tryToListen,
    async stop() {
      cancelRetry();
      const closing = bound;
      bound = null;
      await closing?.close();
    },
  };
}

function unknown(noun: string): Outcome {
  const text = `This ${noun} does not know this command: ${noun} and command are of different versions.`;
  return { done: false, text };
}

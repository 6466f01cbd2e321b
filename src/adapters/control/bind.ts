import { chmodSync, lstatSync, rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import type { Place } from './place.ts';

/** Whoever is in the group of the directory may speak to it. */
const MODE = 0o660;

interface Options {
  /** Asked anew at the end: the name that it was bound by may be another directory's then. */
  place: () => Place;
  /** More are hung up on. */
  connectionsMax: number;
  /** Said when somebody listens there already. */
  taken: string;
  onSocket: (socket: Socket) => void;
}

/** A socket of this computer that is listened to. */
export interface Bound {
  /** Hangs up on everybody, and removes the name. */
  close(): Promise<void>;
}

/** Rejects with what the system said, or because another process listens there. */
export async function bindSocket({ place, connectionsMax, taken, onSocket }: Options): Promise<Bound> {
  const sockets = new Set<Socket>();
  const { path, release } = place();
  try {
    if (await isAnswered(path)) throw new Error(taken);
    clear(path);
    const server = createServer((socket) => {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
      socket.on('error', () => socket.destroy()); // whoever asked has gone
      onSocket(socket);
    });
    server.maxConnections = connectionsMax;
    await new Promise<void>((resolve, reject) => {
      server.on('error', reject); // later ones, such as too many open files, end nothing
      server.listen(path, resolve);
    });
    openToGroup(path, server);
    server.unref();
    return {
      async close() {
        for (const socket of sockets) socket.destroy();
        await new Promise((resolve) => server.close(resolve));
        const { path: name, release: done } = place();
        rmSync(name, { force: true });
        done();
      },
    };
  } finally {
    release();
  }
}

/** Removes what one that was killed has left; throws where something else stands, which is not ours to remove. */
function clear(path: string): void {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found !== undefined && !found.isSocket())
    throw new Error(`${path} is no socket, so nobody can listen there`);
  rmSync(path, { force: true });
}

function openToGroup(path: string, server: Server): void {
  try {
    chmodSync(path, MODE);
  } catch (error) {
    server.close();
    throw error;
  }
}

function isAnswered(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

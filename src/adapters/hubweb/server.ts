import type { IncomingMessage } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { Duplex } from 'node:stream';
import type { Express } from 'express';
import type { Log } from './needs.ts';

/** Of one connection, milliseconds: nobody holds the hub by being slow. */
const HANDSHAKE_MS = 10_000;
const HEADERS_MS = 10_000;
const REQUEST_MS = 30_000;
const IDLE_MS = 60_000;
const KEEP_ALIVE_MS = 15_000;
const CHECK_EVERY_MS = 5_000;
const HEADERS_MAX = 16_384; // bytes

/** Takes an upgrade that is its own, and says so. */
export type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => boolean;

export interface TlsServer {
  /** Listens. Rejects with a sentence when it cannot; it can be started again then. */
  start(identity: { cert: string; key: string }): Promise<void>;
  stop(): Promise<void>;
  /** Null while it does not listen. */
  port(): number | null;
}

interface Deps {
  host: string;
  /** 0 takes any free port. */
  port: number;
  log: Pick<Log, 'warn'>;
  app: Express;
  /** Asked in turn. */
  upgrades: readonly Upgrade[];
}

const WHY: Record<string, (host: string, port: number) => string> = {
  EADDRINUSE: (host, port) =>
    `port ${port} of ${host} is in use by another program: stop that one, or set server.listen`,
  EACCES: (_, port) => `port ${port} is for root only: set server.listen to a port above 1023`,
  EADDRNOTAVAIL: (host) => `${host} is not an address of this computer: set server.listen`,
};

export function createTlsServer({ host, port, log, app, upgrades }: Deps): TlsServer {
  let server: Server | null = null;
  return {
    start({ cert, key }) {
      const next = createServer(
        {
          cert,
          key,
          minVersion: 'TLSv1.2',
          handshakeTimeout: HANDSHAKE_MS,
          headersTimeout: HEADERS_MS,
          requestTimeout: REQUEST_MS,
          keepAliveTimeout: KEEP_ALIVE_MS,
          connectionsCheckingInterval: CHECK_EVERY_MS,
          maxHeaderSize: HEADERS_MAX,
        },
        app,
      );
      next.timeout = IDLE_MS;
      next.on('upgrade', (request, socket, head) => {
        if (!upgrades.some((takes) => takes(request, socket, head))) socket.destroy();
      });
      return new Promise((resolve, reject) => {
        hearErrors(next, log, (error) => {
          const sentence = WHY[error.code ?? '']?.(host, port) ?? error.message;
          reject(new Error(sentence, { cause: error }));
        });
        next.listen(port, host, () => {
          server = next;
          resolve();
        });
      });
    },
    stop() {
      const closing = server;
      server = null;
      if (closing === null) return Promise.resolve();
      return new Promise((resolve) => {
        closing.close(() => resolve());
        closing.closeAllConnections();
      });
    },
    port() {
      const bound = server?.address();
      return bound === null || bound === undefined || typeof bound === 'string' ? null : bound.port;
    },
  };
}

/** Once it listens, each is said once: without free descriptors there is one for every connection. */
function hearErrors(
  server: Server,
  log: Pick<Log, 'warn'>,
  onRefused: (error: NodeJS.ErrnoException) => void,
): void {
  const said = new Set<string>();
  server.on('error', (error: NodeJS.ErrnoException) => {
    const code = error.code ?? '';
    if (!server.listening) onRefused(error);
    else if (!said.has(code)) log.warn({ err: error }, 'a connection could not be taken');
    said.add(code);
  });
}

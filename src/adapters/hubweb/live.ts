import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import type { Clock } from '../../app/ports.ts';
import type { PartMessage } from '../../core/hub/view.ts';
import { isCrossSite, type Known, whoAsks } from './guard.ts';
import type { Accounts, Desk, Log } from './needs.ts';

/** More would be a mistake or an attack: an event has some dozen organisers. */
const CLIENTS_MAX = 200;
/** A page that reads this slowly is let go; it connects again. */
const BACKLOG_MAX = 8_388_608;
const PING_EVERY_MS = 20_000;
/** RFC 6455: 4000 to 4999 are ours. */
const SIGNED_OUT = 4401;

interface Deps {
  clock: Pick<Clock, 'every'>;
  accounts: Pick<Accounts, 'signedIn'>;
  desk: Pick<Desk, 'follow'>;
  log: Log;
}

/** `WS /api/v1/live`: every part of the dashboard at connect, and each again when it has changed. */
export interface LiveFeed {
  start(): void;
  /** True when the request was for the feed, which is answered from here on. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  /** Sign-ins may have ended: their feeds end too. */
  review(): void;
  stop(): void;
}

export function createLiveFeed({ clock, accounts, desk, log }: Deps): LiveFeed {
  const server = new WebSocketServer({ noServer: true, maxPayload: 1_024, perMessageDeflate: false });
  const clients = new Map<WebSocket, Known>();
  /** Those that have answered since the last ping. */
  const alive = new WeakSet<WebSocket>();
  /** Written out once for everybody who sees the same. */
  const written = new WeakMap<PartMessage, Buffer>();
  let cancelPing = () => {};

  function bytesOf(message: PartMessage): Buffer {
    const bytes = written.get(message) ?? Buffer.from(JSON.stringify(message));
    written.set(message, bytes);
    return bytes;
  }

  async function admit(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    if (isCrossSite(request)) return refuse(socket, 403, 'this is a page of another site');
    const known = await whoAsks(request, accounts);
    if (known === null) return refuse(socket, 401, 'sign in first');
    if (clients.size >= CLIENTS_MAX) return refuse(socket, 503, 'too many pages are open');
    server.handleUpgrade(request, socket, head, (client) => connect(client, known));
  }

  function connect(client: WebSocket, known: Known): void {
    clients.set(client, known);
    alive.add(client);
    let cancel = () => {};
    client.on('pong', () => alive.add(client));
    client.on('error', () => client.terminate());
    client.on('close', () => {
      clients.delete(client);
      cancel();
    });
    cancel = desk.follow(known.me, (message) => {
      if (client.readyState !== WebSocket.OPEN) return;
      if (client.bufferedAmount > BACKLOG_MAX) client.terminate();
      else client.send(bytesOf(message), { binary: false });
    });
  }

  /** Lets go of those that vanished without a word. */
  function pingAll(): void {
    for (const client of clients.keys()) {
      if (alive.delete(client)) client.ping();
      else client.terminate();
    }
    review();
  }

  async function enforce(): Promise<void> {
    for (const token of new Set([...clients.values()].map((known) => known.token))) {
      const me = await accounts.signedIn(token);
      for (const [client, known] of clients) {
        if (known.token === token && me?.role !== known.me.role) client.close(SIGNED_OUT, 'signed out');
      }
    }
  }

  function review(): void {
    enforce().catch((error) => log.warn({ err: error }, 'nobody can say now whose sign-ins have ended'));
  }

  return {
    start() {
      cancelPing = clock.every(PING_EVERY_MS, pingAll);
    },
    upgrade(request, socket, head) {
      if (!/^\/api\/v1\/live(\?|$)/.test(request.url ?? '')) return false;
      socket.on('error', () => socket.destroy());
      admit(request, socket, head).catch((error) => {
        log.warn({ err: error }, 'a page could not be connected');
        refuse(socket, 503, 'the hub cannot look accounts up now: come again');
      });
      return true;
    },
    review,
    stop() {
      cancelPing();
      for (const client of clients.keys()) client.terminate();
    },
  };
}

function refuse(socket: Duplex, status: number, error: string): void {
  const body = JSON.stringify({ error });
  const head = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: application/json`;
  socket.end(
    `${head}\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
    () => socket.destroy(),
  );
}

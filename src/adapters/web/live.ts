import type { IncomingMessage, Server } from 'node:http';
import { WebSocket, WebSocketServer } from 'ws';
import type { Clock } from '../../app/ports.ts';
import type { BoxState } from '../../core/state.ts';

/** More would be a mistake or an attack: a box has one screen and a few curious people. */
const CLIENTS_MAX = 64;
/** A client that reads this slowly is let go; its page connects again. */
const BACKLOG_MAX = 1_048_576;
const PING_EVERY_MS = 20_000;

/** The feed of states to pages. */
export interface LiveFeed {
  attach(server: Server): () => void;
  /** The state has changed; it is sent once, however often this is called in one turn of the loop. */
  changed(): void;
  /** How many pages are open now. */
  watching(): number;
}

/** `WS /ws`: the whole state at connect and after each change. */
export function createLiveFeed(clock: Clock, state: () => BoxState): LiveFeed {
  const clients = new Set<WebSocket>();
  /** Those that have answered since the last ping. */
  const alive = new WeakSet<WebSocket>();
  let waiting = false;

  function send(client: WebSocket, text: string): void {
    if (client.readyState !== WebSocket.OPEN) return;
    if (client.bufferedAmount > BACKLOG_MAX) client.terminate();
    else client.send(text);
  }

  function connect(client: WebSocket): void {
    if (clients.size >= CLIENTS_MAX) {
      client.close(1013, 'too many pages are open');
      return;
    }
    clients.add(client);
    alive.add(client);
    client.on('pong', () => alive.add(client));
    client.on('close', () => clients.delete(client));
    client.on('error', () => client.terminate());
    send(client, JSON.stringify(state()));
  }

  /** Lets go of those that vanished without a word. */
  function pingAll(): void {
    for (const client of clients) {
      if (alive.delete(client)) client.ping();
      else client.terminate();
    }
  }

  return {
    attach(server) {
      const feed = new WebSocketServer({
        server,
        path: '/ws',
        maxPayload: 1_024,
        perMessageDeflate: false,
        verifyClient: ({ req }: { req: IncomingMessage }) => isSameOrigin(req),
      });
      feed.on('connection', connect);
      const cancelPing = clock.every(PING_EVERY_MS, pingAll);
      return () => {
        cancelPing();
        for (const client of clients) client.terminate();
        feed.close();
      };
    },
    changed() {
      if (waiting) return;
      waiting = true;
      clock.soon(() => {
        waiting = false;
        if (clients.size === 0) return;
        const text = JSON.stringify(state());
        for (const client of clients) send(client, text);
      });
    },
    watching: () => clients.size,
  };
}

/** A web page of somebody else must not read the box through its visitor's browser. */
function isSameOrigin({ headers }: IncomingMessage): boolean {
  const { origin, host } = headers;
  return origin === undefined || (URL.canParse(origin) && new URL(origin).host === host);
}

import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo, Server, Socket } from 'node:net';
import express, { type RequestHandler } from 'express';
import { createLinkServer } from '../../../src/adapters/hubweb/links.ts';
import type { LinkEnds } from '../../../src/adapters/hubweb/wire.ts';
import type { BoxRecord } from '../../../src/core/hub/records.ts';
import type { BoxFrame } from '../../../src/core/link/frames.ts';
import { createFakeClock } from '../../fakes/clock.ts';
import type { Certificate } from './certificates.ts';

export type Wire = Parameters<LinkEnds['open']>[1];
type Document = { etag: string; value: unknown } | null;

/** A link as the hub sees it. */
export interface SeenLink {
  box: string;
  wire: Wire;
  frames: BoxFrame[];
  closed: number;
}

export function recordOf(box: string, secretDigest: string, rest: Partial<BoxRecord> = {}): BoxRecord {
  const settings = { name: '', room: null, language: null, muted: null, window: null };
  const paired = { machine: 'board-a', pairedAt: 1, pairedBy: 'ann', revokedAt: null, takenSinceAt: null };
  return { box, secretDigest, ...paired, settings, ...rest };
}

/** The hub's side as it is in production, over real TLS on loopback; only what is behind it is made up. */
/** @param screen what it hands out for screens, by path */
export async function startHub(
  { key, cert }: Certificate,
  port = 0,
  screen: ReadonlyMap<string, RequestHandler> = new Map(),
) {
  const clock = createFakeClock();
  const records = new Map<string, BoxRecord>();
  const seen: SeenLink[] = [];
  const asked: object[] = [];
  const warnings: string[] = [];
  const documents = { programme: null as Document, settings: null as Document, notices: null as Document };
  const pairing = { state: 'waiting' as 'waiting' | 'paired' | 'refused' | 'full' };
  const links = createLinkServer({
    clock,
    log: { warn: (_fields, message) => warnings.push(message) },
    fleet: { box: async (box) => records.get(box) ?? null, boxes: async () => [...records.values()] },
    links: {
      open({ box }, wire) {
        const link: SeenLink = { box, wire, frames: [], closed: 0 };
        seen.push(link);
        return {
          frame: (frame) => link.frames.push(frame),
          closed() {
            link.closed += 1;
          },
        };
      },
    },
    pairing: {
      async ask(asking) {
        asked.push(asking);
        return pairing.state;
      },
    },
    documents: {
      programme: () => documents.programme,
      settings: (box) =>
        documents.settings && { ...documents.settings, value: documents.settings.value ?? box },
      notices: async () => documents.notices,
    },
  });
  const app = express();
  app.set('env', 'test'); // errors are answered, not printed
  links.addRoutes(app);
  for (const [path, serve] of screen) app.get(path, serve);
  app.get('/api/v1/programme', (_request, response) => {
    response.status(418).json({ error: 'the route of people' });
  });
  const server = createServer({ key, cert }, app);
  server.on('upgrade', (request, socket, head) => {
    if (!links.upgrade(request, socket, head)) socket.destroy();
  });
  const { port: bound, sockets } = await listen(server, port);
  return {
    clock,
    records,
    seen,
    asked,
    warnings,
    documents,
    pairing,
    links,
    sockets: () => sockets,
    port: bound,
    url: `https://127.0.0.1:${bound}`,
    async stop() {
      links.stop();
      await stopServer(server, sockets);
    },
  };
}

/** Servers that a test which failed has left: they would keep its process from ending. */
const left = new Map<Server, ReadonlySet<Socket>>();

/** Listens on loopback; gives what is connected. */
export async function listen(server: Server, port = 0): Promise<{ port: number; sockets: Set<Socket> }> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  left.set(server, sockets);
  return { port: (server.address() as AddressInfo).port, sockets };
}

export async function stopServer(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  if (!left.delete(server)) return;
  server.close();
  for (const socket of sockets) socket.destroy();
  await once(server, 'close');
}

export async function stopAll(): Promise<void> {
  for (const [server, sockets] of [...left]) await stopServer(server, sockets);
}

export type TestHub = Awaited<ReturnType<typeof startHub>>;

/** Waits for real I/O; what did not come within 5 s does not come. */
export async function until(isSo: () => boolean): Promise<void> {
  for (let i = 0; !isSo(); i += 1) {
    if (i === 2_500) throw new Error(`never came: ${isSo}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

/** The same for a promise. */
export function within<T>(promise: Promise<T>): Promise<T> {
  const late = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error('never came')), 5_000).unref();
  });
  return Promise.race([promise, late]);
}

import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import express from 'express';
import { createLinkServer } from '../../../src/adapters/hubweb/links.ts';
import type { LinkEnds } from '../../../src/adapters/hubweb/wire.ts';
import type { BoxRecord } from '../../../src/app/hub/ports.ts';
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
export async function startHub({ key, cert }: Certificate, port = 0) {
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
  app.get('/api/v1/programme', (_request, response) => {
    response.status(418).json({ error: 'the route of people' });
  });
  const server = createServer({ key, cert }, app);
  server.on('upgrade', (request, socket, head) => {
    if (!links.upgrade(request, socket, head)) socket.destroy();
  });
  const sockets = new Set<TLSSocket>();
  server.on('secureConnection', (socket: TLSSocket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const bound = server.address() as AddressInfo;
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
    port: bound.port,
    url: `https://127.0.0.1:${bound.port}`,
    async stop() {
      links.stop();
      server.close();
      server.closeAllConnections();
      if (server.listening) await once(server, 'close');
    },
  };
}

export type TestHub = Awaited<ReturnType<typeof startHub>>;

/** Waits for real I/O; a test that never gets there is ended by the runner. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 2));
}

import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import express, { type Express, type Request, type Response } from 'express';
import { rateLimit } from 'express-rate-limit';
import { WebSocketServer } from 'ws';
import type { HubFleet } from '../../app/hub/ports.ts';
import type { Clock } from '../../app/ports.ts';
import type { BoxRecord, PairingRequest } from '../../core/hub/records.ts';
import { FRAME_BYTES_MAX } from '../../core/link/frames.ts';
import { createBoxes, type Identified, isBoxId } from './boxes.ts';
import { pairingBody } from './frames.ts';
import { carry, type LinkEnds } from './wire.ts';

/** A frame that is too large is read up to here, to be refused with a reason; beyond it the link ends at once. */
const PAYLOAD_MAX = 2 * FRAME_BYTES_MAX;
const BODY_MAX = '4kb';
const ASKS_PER_MINUTE = 6_000; // a hundred that wait ask 2,000 times, and a whole venue may share one address

const UNKNOWN = 'this hub does not know this box and its secret, or no more: pair the box again';
const BARRED = 'too many wrong secrets came from this address: wait a minute';
const FULL = '100 boxes wait to be paired already: approve or refuse some of them, this one asks again';

/** A document and its version, which is its ETag. */
interface Document {
  etag: string;
  value: unknown;
}

interface Deps {
  clock: Clock;
  log: { warn(fields: object, message: string): void };
  fleet: Pick<HubFleet, 'box' | 'boxes'>;
  links: LinkEnds;
  pairing: {
    ask(
      asking: Omit<PairingRequest, 'askedAt' | 'state'>,
    ): Promise<'waiting' | 'paired' | 'refused' | 'full'>;
  };
  /** What boxes GET; null where there is none yet. */
  documents: {
    programme(): Document | null | Promise<Document | null>;
    settings(box: string): Document | null | Promise<Document | null>;
    notices(box: string): Document | null | Promise<Document | null>;
  };
}

/** Everything that the hub serves to boxes. */
export interface LinkServer {
  /** Pairing, programme, settings and notices; requests for the programme without a box's secret go on to the next route. */
  addRoutes(app: Express): void;
  /** True when the request was for a link, which is answered from here on. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  /** Whose secret this request came with; null for nobody's. */
  boxOf(request: IncomingMessage): Promise<BoxRecord | null>;
  /** Ends what links are left, without a word. */
  stop(): void;
}

export function createLinkServer({ clock, log, fleet, links, pairing, documents }: Deps): LinkServer {
  const boxes = createBoxes(clock, fleet);
  const server = new WebSocketServer({ noServer: true, maxPayload: PAYLOAD_MAX, perMessageDeflate: false });
  let isStopped = false;

  async function admit(request: IncomingMessage, socket: Duplex, head: Buffer, box: string): Promise<void> {
    const found = await boxes.identify(request, box);
    if (isStopped) return refuse(socket, 503, 'the hub stops');
    if (found === 'barred') return refuse(socket, 429, BARRED);
    if (found === 'unknown') return refuse(socket, 401, UNKNOWN);
    server.handleUpgrade(request, socket, head, (client) => carry(client, found, clock, links));
  }

  /** @param box null: of whichever box */
  const served =
    (of: (box: string) => ReturnType<Deps['documents']['settings']>, named: boolean) =>
    async (request: Request, response: Response): Promise<void> => {
      const found = await boxes.identify(request, named ? String(request.params.id) : null);
      if (typeof found === 'string') answerStranger(response, found);
      else hand(request, response, await of(found.box));
    };

  return {
    addRoutes(app) {
      const programme = served(() => documents.programme(), false);
      app.get('/api/v1/programme', (request, response, next) =>
        request.headers.authorization === undefined ? next() : programme(request, response),
      );
      app.get('/api/v1/boxes/:id/settings', served(documents.settings, true));
      app.get('/api/v1/boxes/:id/notices', served(documents.notices, true));
      app.post(
        '/api/v1/boxes/:id/pairing',
        rateLimit({ windowMs: 60_000, limit: ASKS_PER_MINUTE, validate: false, legacyHeaders: false }),
        express.json({ limit: BODY_MAX }),
        (request, response) => askedToPair(request, response, pairing),
      );
    },
    upgrade(request, socket, head) {
      const box = /^\/api\/v1\/boxes\/([^/?#]+)\/link(?:\?.*)?$/.exec(request.url ?? '')?.[1];
      if (box === undefined) return false;
      socket.on('error', () => socket.destroy());
      admit(request, socket, head, box).catch((error) => {
        log.warn({ err: error, box }, 'a link could not be opened');
        refuse(socket, 503, 'the hub cannot look boxes up now: come again');
      });
      return true;
    },
    async boxOf(request) {
      const found = await boxes.identify(request, null);
      return typeof found === 'string' ? null : found;
    },
    stop() {
      isStopped = true;
      for (const client of server.clients) client.terminate();
      server.close();
    },
  };
}

async function askedToPair(request: Request, response: Response, pairing: Deps['pairing']): Promise<void> {
  const box = String(request.params.id);
  const body = pairingBody.safeParse(request.body);
  if (!isBoxId(box) || !body.success) {
    response.status(400).json({ error: 'this is no request of a box that this hub understands' });
    return;
  }
  const from = request.socket.remoteAddress ?? '';
  const state = await pairing.ask({ ...body.data, box, from });
  const status = { waiting: 202, paired: 200, refused: 403, full: 429 }[state];
  response.status(status).json(state === 'full' ? { state, error: FULL } : { state });
}

function answerStranger(response: Response, found: Extract<Identified, string>): void {
  const isBarred = found === 'barred';
  response.status(isBarred ? 429 : 401).json({ error: isBarred ? BARRED : UNKNOWN });
}

/** Answers "not modified" to who has it already. */
function hand(request: Request, response: Response, document: Document | null): void {
  if (document === null) {
    response.status(404).json({ error: 'there is none yet' });
    return;
  }
  const etag = `"${document.etag}"`;
  response.setHeader('ETag', etag).setHeader('Cache-Control', 'no-cache');
  if (request.headers['if-none-match'] === etag) response.status(304).end();
  else response.type('application/json').send(textOf(document.value));
}

/** What thousands of boxes ask for is written out once. */
const texts = new WeakMap<object, string>();

function textOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const text = texts.get(value) ?? JSON.stringify(value);
  texts.set(value, text);
  return text;
}

function refuse(socket: Duplex, status: number, error: string): void {
  const body = JSON.stringify({ error });
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
    () => socket.destroy(),
  );
}

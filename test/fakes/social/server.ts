import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';

/**
 * What goes wrong on demand. `truncated`: the connection ends in the middle of the body; `cut`: the body itself does;
 * `page`: a web page, as the login of a hotel is one; `slow`: no answer ever begins; `stuck`: it begins and never ends.
 */
export type Fault = 401 | 403 | 422 | 429 | 500 | 'slow' | 'stuck' | 'truncated' | 'cut' | 'page';

export interface FaultOptions {
  /** Only for paths that begin so. */
  path?: string;
  /** What a 429 says, as Retry-After has it: seconds or a date; null says nothing. */
  retryAfter?: string | null;
}

export interface SeenRequest {
  method: string;
  /** With its query. */
  path: string;
  /** Who asked. */
  from: string;
  headers: Readonly<Record<string, string | string[] | undefined>>;
}

export interface Reply {
  status: number;
  headers?: Readonly<Record<string, string>>;
  /** JSON unless it is text. */
  body: unknown;
}

/** One request as a protocol sees it. */
export interface Asked {
  method: string;
  url: URL;
  headers: IncomingMessage['headers'];
  body: string;
}

/** A server that others reach, on the usual port of https. */
export interface Place {
  address: string;
  /** PEM. */
  key: string;
  cert: string;
}

/** A test server of a network: on the loopback unless it has a place. */
export interface SocialServer<P> {
  readonly url: string;
  /** Gives the id by which this server knows it. */
  add(post: P): string;
  edit(id: string, change: Partial<P>): void;
  remove(id: string): void;
  /** Until it is told otherwise; null for none. */
  fault(kind: Fault | null, options?: FaultOptions): void;
  /** How many requests are left of the rate limit, and until when, epoch milliseconds. */
  limit(left: number, resetAt: number): void;
  /** Serves a file, a picture for instance; gives its address. */
  file(name: string, type: string, bytes: Uint8Array): string;
  /** In the order in which they came. */
  requests(): readonly SeenRequest[];
  stop(): Promise<void>;
}

/** What a network adds to a server: its answers, its rate limit in its own words, and what its errors look like. */
export interface Protocol {
  answer(asked: Asked): Reply;
  limits(limit: { left: number; resetAt: number }): Record<string, string>;
  error(status: number): unknown;
}

type Base = Omit<SocialServer<never>, 'add' | 'edit' | 'remove'>;

const PAGE =
  '<!DOCTYPE html><html><head><title>Welcome</title></head><body>Sign in to the Wi-Fi</body></html>';
const LIMIT = 300;
const WINDOW_MS = 300_000;

/** @param makeProtocol is given the address of the server, once it is known */
export async function startServer(
  makeProtocol: (url: string) => Protocol,
  now: () => number = Date.now,
  place: Place | null = null,
): Promise<Base> {
  const files = new Map<string, { type: string; bytes: Uint8Array }>();
  const seen: SeenRequest[] = [];
  let fault: { kind: Fault; options: FaultOptions } | null = null;
  let limit = { left: LIMIT, resetAt: now() + WINDOW_MS };
  let protocol: Protocol | null = null;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url: path = '/', headers } = request;
    const body = await bodyOf(request);
    const file = files.get(path);
    if (place !== null || file === undefined)
      seen.push({ method, path, headers, from: request.socket.remoteAddress ?? '' });
    if (file !== undefined)
      return void response.writeHead(200, { 'content-type': file.type }).end(file.bytes);
    if (protocol === null) return void response.writeHead(503).end();
    limit = { ...limit, left: Math.max(0, limit.left - 1) };
    const limits = protocol.limits(limit);
    const wrong = fault !== null && path.startsWith(fault.options.path ?? '/') ? fault : null;
    if (typeof wrong?.kind === 'number') {
      const { retryAfter = '30' } = wrong.options;
      const wait = wrong.kind === 429 && retryAfter !== null ? { 'retry-after': retryAfter } : {};
      const refused = {
        status: wrong.kind,
        headers: { ...limits, ...wait },
        body: protocol.error(wrong.kind),
      };
      return send(response, refused, null);
    }
    const answer = protocol.answer({ method, url: new URL(path, url), headers, body });
    send(response, { ...answer, headers: { ...limits, ...answer.headers } }, wrong?.kind ?? null);
  }

  const listener = (request: IncomingMessage, response: ServerResponse) => {
    serve(request, response).catch((error: unknown) => response.destroy(error as Error));
  };
  const server = place === null ? createServer(listener) : createSecureServer(place, listener);
  const [port, address] = place === null ? [0, '127.0.0.1'] : [443, place.address];
  await new Promise<void>((resolve) => server.listen(port, address, resolve));
  const url =
    place === null
      ? `http://127.0.0.1:${(server.address() as AddressInfo).port}`
      : `https://${place.address}`;
  protocol = makeProtocol(url);
  return {
    url,
    fault(kind, options = {}) {
      fault = kind === null ? null : { kind, options };
    },
    limit(left, resetAt) {
      limit = { left: left + 1, resetAt };
    },
    file(name, type, bytes) {
      files.set(`/${name}`, { type, bytes });
      return `${url}/${name}`;
    },
    requests: () => seen,
    stop: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)));
        server.closeAllConnections();
      }),
  };
}

/** Sends it as it is, or as far as the fault lets it come. */
function send(response: ServerResponse, { status, headers = {}, body }: Reply, fault: Fault | null): void {
  const isText = typeof body === 'string';
  const type = isText ? {} : { 'content-type': 'application/json; charset=utf-8' };
  const bytes = Buffer.from(isText ? body : JSON.stringify(body));
  const half = bytes.subarray(0, Math.floor(bytes.length / 2));
  if (fault === 'slow') return;
  if (fault === 'page') return void response.writeHead(200, { 'content-type': 'text/html' }).end(PAGE);
  if (fault === 'cut') return void response.writeHead(status, { ...type, ...headers }).end(half);
  if (status === 304) return void response.writeHead(304, headers).end();
  response.writeHead(status, { ...type, 'content-length': `${bytes.length}`, ...headers });
  if (fault === null) return void response.end(bytes);
  response.write(half, () => {
    if (fault === 'truncated') response.destroy();
  });
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

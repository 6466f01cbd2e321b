import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type WebSocket, WebSocketServer } from 'ws';
import type { HubView, Part } from '../../src/core/hub/view.ts';
import type { Outcome } from '../../src/core/organising.ts';

const PAGES = fileURLToPath(new URL('../../dist/display', import.meta.url));
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const PICTURE = /^desk\/wall\/([0-9a-f]{64})\.webp$/;

interface Answered {
  status: number;
  body: unknown;
}

/** Stands for a hub in tests of its pages: serves them under its content policy, plays parts, keeps what it is told. */
export interface TestHub {
  origin: string;
  /** Everything that was posted, in order. */
  posted: { path: string; body: unknown }[];
  /** Who is signed in; null: nobody. */
  me: HubView['hub']['me'] | null;
  /** Sends these parts, and again to whoever connects later. */
  show(parts: Partial<HubView>): void;
  /** What the next commands are answered with. */
  outcome: Outcome;
  /** Answers a path (below `/api/v1/`) in place of what it would say. */
  answers: Map<string, Answered>;
  /** WebP bytes of pictures of posts, by digest. */
  pictures: Map<string, Uint8Array>;
  /** Drops all sockets and takes no new ones until told again. */
  setAway(away: boolean): void;
  close(): Promise<void>;
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text === '' ? null : JSON.parse(text);
}

async function sendFile(path: string, response: ServerResponse): Promise<void> {
  const file = join(PAGES, normalize(path === '/' ? '/hub.html' : path));
  try {
    const content = await readFile(file);
    response.setHeader('content-security-policy', POLICY);
    response.setHeader('content-type', TYPES[extname(file)] ?? 'application/octet-stream');
    response.end(content);
  } catch {
    response.statusCode = 404;
    response.end();
  }
}

/** Starts it on a free port. */
export async function startTestHub(view: HubView): Promise<TestHub> {
  let parts: Partial<HubView> = view;
  let away = false;
  const sockets = new Set<WebSocket>();
  const live = new WebSocketServer({ noServer: true });
  const sendPart = (socket: WebSocket, part: string) =>
    socket.send(JSON.stringify({ part, value: parts[part as Part] }));

  function answerTo(method: string, path: string, body: unknown): Answered {
    const planned = hub.answers.get(path);
    if (planned !== undefined) return planned;
    if (path === 'sign-in' && method === 'POST') {
      hub.me = view.hub.me;
      return { status: 204, body: null };
    }
    if (hub.me === null) return { status: 401, body: { error: 'Sign in first.' } };
    if (path === 'me') return { status: 200, body: hub.me };
    if (path === 'sign-out') {
      hub.me = null;
      return { status: 204, body: null };
    }
    if (path === 'commands') return { status: 200, body: hub.outcome };
    return { status: body === null ? 404 : 204, body: null };
  }

  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://hub');
    if (!pathname.startsWith('/api/')) return sendFile(pathname, response);
    const path = pathname.slice('/api/v1/'.length);
    const picture = hub.pictures.get(PICTURE.exec(path)?.[1] ?? '');
    if (picture !== undefined) {
      response.setHeader('content-type', 'image/webp');
      response.end(picture);
      return;
    }
    const body = await bodyOf(request);
    if (request.method === 'POST') hub.posted.push({ path, body });
    const answer = answerTo(request.method ?? 'GET', path, body);
    response.writeHead(answer.status, { 'content-type': 'application/json' });
    response.end(answer.body === null ? '' : JSON.stringify(answer.body));
  });
  server.on('upgrade', (request, socket, head) => {
    if (away || hub.me === null || request.url !== '/api/v1/live') {
      socket.end(`HTTP/1.1 ${hub.me === null ? '401 Unauthorized' : '503 Service Unavailable'}\r\n\r\n`);
      return;
    }
    live.handleUpgrade(request, socket, head, (opened) => {
      sockets.add(opened);
      opened.on('close', () => sockets.delete(opened));
      for (const part of Object.keys(parts)) sendPart(opened, part);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  assert.ok(address !== null && typeof address === 'object');

  const hub: TestHub = {
    origin: `http://127.0.0.1:${address.port}`,
    posted: [],
    me: view.hub.me,
    outcome: { done: true, text: 'Done.' },
    answers: new Map(),
    pictures: new Map(),
    show(changed) {
      parts = { ...parts, ...changed };
      for (const socket of sockets) for (const part of Object.keys(changed)) sendPart(socket, part);
    },
    setAway(next) {
      away = next;
      if (away) for (const socket of sockets) socket.terminate();
    },
    async close() {
      for (const socket of sockets) socket.terminate();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return hub;
}

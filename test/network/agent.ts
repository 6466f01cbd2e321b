import * as http from 'node:http';
import * as https from 'node:https';
import type { TLSSocket } from 'node:tls';
import { WebSocket } from 'ws';
import type { Answer, Asked, Crowd, Orders, Punched, Weather } from './orders.ts';
import { createRelay, type Relay } from './relay.ts';

// The hand of the tests inside one host of the network: its process holds the host's namespace, so that the host is
// gone when it ends. It asks servers, punches the buttons of a box and relays connections, as it is told over IPC.

const PAUSE_MS = 50;
const PUNCH_EVERY_MS = 200; // longer than the cool-down of a button
const HOLD_MS = 60;
const PUNCHES = 8; // of one trace
const ANSWER_MS = 10_000;
const THANKS_MS = 10_000; // whoever is not thanked by then is missing at the end

const plain = new http.Agent({ keepAlive: true });
const secured = new https.Agent({ keepAlive: true, rejectUnauthorized: false, maxCachedSessions: 0 });
const fingerprints = new WeakMap<object, string>();

/** What a server answers; its certificate is for whoever asks to judge. */
function ask({ url, method = 'GET', body, cookie }: Asked): Promise<Answer> {
  const isSecured = url.startsWith('https:');
  return new Promise((resolve, reject) => {
    const options = {
      method,
      agent: isSecured ? secured : plain,
      timeout: ANSWER_MS,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(cookie === undefined ? {} : { cookie }),
      },
    };
    const request = (isSecured ? https : http).request(url, options, (response) => {
      const { socket } = response; // which it has no more when it has ended
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          text: Buffer.concat(chunks).toString(),
          cookie: response.headers['set-cookie']?.[0]?.split(';')[0] ?? null,
          fingerprint: fingerprints.get(socket) ?? null,
        }),
      );
    });
    request.on('socket', (socket) => {
      if (!isSecured || request.reusedSocket) return;
      socket.once('secureConnect', () => {
        fingerprints.set(socket, (socket as TLSSocket).getPeerCertificate().fingerprint256);
      });
    });
    request.on('timeout', () => request.destroy(new Error(`${url} did not answer`)));
    request.on('error', reject);
    request.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

/** The parts of the dashboard as they were told last. */
let parts: Record<string, unknown> = {};
let feed: WebSocket | null = null;

function follow({ url, cookie }: { url: string; cookie: string }): Promise<void> {
  feed?.terminate();
  parts = {};
  return new Promise((resolve, reject) => {
    feed = new WebSocket(url, { rejectUnauthorized: false, headers: { cookie } });
    feed.on('message', (data) => {
      const { part, value } = JSON.parse(String(data)) as { part: string; value: unknown };
      parts[part] = value;
    });
    feed.on('error', reject);
    feed.once('open', () => resolve());
  });
}

const pause = () => new Promise((resolve) => setTimeout(resolve, PAUSE_MS));

let crowd: Crowd | null = null;
let crowdEnds: Promise<void> = Promise.resolve();
const punched: Punched = { punches: 0, thanked: 0, forgotten: 0 };

/** What the box says that it holds: it says so only of what is durable. */
async function hearThanks(url: string): Promise<number> {
  const { text } = await ask({ url: `${url}/api/state` });
  const { votes } = JSON.parse(text) as { votes: { total: number } };
  punched.forgotten = Math.max(punched.forgotten, punched.thanked - votes.total);
  punched.thanked = Math.max(punched.thanked, votes.total);
  return votes.total;
}

/** People who punch one after the other, and each of whom waits for the thanks. A box that is off is waited for. */
async function punch(mine: Crowd): Promise<void> {
  let seed = mine.seed;
  while (crowd === mine && punched.punches < mine.most) {
    const edges = Array.from({ length: PUNCHES }, (_, index) => {
      seed = (seed * 48_271) % 2_147_483_647;
      const button = seed % 3 === 0 ? 'minus' : 'plus';
      const afterMs = (index + 1) * PUNCH_EVERY_MS; // the trace before has just ended
      return [
        { afterMs, button, active: true },
        { afterMs: afterMs + HOLD_MS, button, active: false },
      ];
    }).flat();
    try {
      const before = await hearThanks(mine.url);
      punched.punches += PUNCHES; // when the box dies now, nobody knows how many of them it felt
      await ask({ url: `${mine.url}/api/simulator/trace`, method: 'POST', body: { edges } });
      const untilMs = performance.now() + THANKS_MS;
      while ((await hearThanks(mine.url)) < before + PUNCHES && performance.now() < untilMs) await pause();
    } catch {
      await pause();
    }
  }
}

let relay: Relay | null = null;

const orders: Orders = {
  ask,
  follow,
  part: async (name: string) => parts[name] ?? null,
  async punch(next: Crowd) {
    crowd = next;
    crowdEnds = punch(next);
  },
  async rest() {
    crowd = null;
    await crowdEnds;
    return punched;
  },
  punched: async () => punched,
  async relay({ port, to }: { port: number; to: string }) {
    relay = await createRelay(port, to);
  },
  weather: async (weather: Weather) => relay?.weather(weather),
};

process.on('message', ({ id, order, what }: { id: number; order: keyof Orders; what: never }) => {
  orders[order](what).then(
    (value) => process.send?.({ id, value }),
    (error: unknown) => process.send?.({ id, error: error instanceof Error ? error.message : String(error) }),
  );
});
process.on('disconnect', () => process.exit());
process.send?.({ ready: true });

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { WebSocket } from 'ws';
import { type Identity, selfMade } from '../../../src/adapters/certificate/identity.ts';
import { makeCertificate } from '../../../src/adapters/certificate/make.ts';
import { createClock } from '../../../src/adapters/clock.ts';
import { openHubStore } from '../../../src/adapters/hubstore/open.ts';
import { createHubSite, type SiteOptions } from '../../../src/adapters/hubweb/site.ts';
import { createAccounts } from '../../../src/app/hub/accounts.ts';
import type { HubCommand } from '../../../src/core/hub/command.ts';
import type { PartMessage } from '../../../src/core/hub/view.ts';
import { createFakeClock } from '../../fakes/clock.ts';

/** Real, and made once, as a hub makes it. */
export const identity: Identity = selfMade(await makeCertificate(['localhost', '127.0.0.1']));

const TOTALS = { stored: 0, counted: 0, unassigned: 0, test: 0, before: 0, leftOut: 0 };

export interface Follower {
  me: { name: string; role: 'organiser' | 'viewer' };
  onPart: (message: PartMessage) => void;
}

/** A desk that keeps what it is asked. */
function createDesk() {
  const commands: { command: HubCommand; who: string }[] = [];
  const followers = new Set<Follower>();
  const exported: boolean[] = [];
  const desk: SiteOptions['desk'] & { csv: SiteOptions['desk']['votesCsv'] } = {
    async command(command, who) {
      commands.push({ command, who });
      return { done: true, text: `done for ${who}` };
    },
    follow(me, onPart) {
      const follower = { me, onPart };
      followers.add(follower);
      onPart({ part: 'notices', value: [] });
      return () => followers.delete(follower);
    },
    results: async () => ({ sessions: [], totals: TOTALS }),
    async csv(_exact, write) {
      await write('box,seq\n');
      await write('box-07,1\n');
    },
    votesCsv(exact, write) {
      exported.push(exact);
      return desk.csv(exact, write);
    },
    programme: () => null,
    screens: {
      wall: () => ({ etag: 'w1', value: { posts: [], updatedAt: null } }),
      results: () => null,
      images: () => ({ etag: 'i1', value: { images: [] } }),
      picture: async (of, digest) => (digest === of ? Uint8Array.of(82, 73) : null),
    },
  };
  return { desk, commands, followers, exported };
}

/** A hub's site on a free port of loopback, over real TLS and on a real database; only what is behind it is made up. */
export async function serveHub(context: TestContext, changed: Partial<SiteOptions> = {}, shown = identity) {
  const directory = mkdtempSync(join(tmpdir(), 'likebox-hub-'));
  mkdirSync(join(directory, 'assets'));
  writeFileSync(join(directory, 'hub.html'), '<title>hub</title>');
  writeFileSync(join(directory, 'assets', 'hub-1a2b.js'), 'export {};');
  const clock = createFakeClock({ wallAt: 1_800_000_000_000 });
  const log: string[] = [];
  const say = (_fields: object, message: string) => log.push(message);
  const store = openHubStore({
    ...{ database: 'sqlite', dataDir: directory, event: 'camp', clock: createClock(), random: () => 0.5 },
    log: { info() {}, warn() {} },
  });
  await store.start();
  let made = 0;
  const accounts = createAccounts({
    people: store.people,
    clock,
    passwords: {
      hash: async (password) => `hash of ${password}`,
      isRight: async (password, hash) => hash === `hash of ${password}`,
    },
    makeToken() {
      made += 1;
      return `${made}`.padStart(43, 't');
    },
  });
  const desk = createDesk();
  const site = createHubSite({
    listen: { host: '127.0.0.1', port: 0 },
    ...{ clock, accounts, pages: directory, event: 'camp', desk: desk.desk },
    log: { warn: say, error: say },
    boxes: { addRoutes() {}, upgrade: () => false, boxOf: async () => null },
    healthz: () => ({ ok: true, reasons: [] }),
    metrics: async () => ({ text: 'up 1\n', type: 'text/plain; version=0.0.4; charset=utf-8' }),
    ...changed,
  });
  await site.start(shown);
  context.after(async () => {
    await site.stop();
    await store.stop();
    rmSync(directory, { recursive: true });
  });
  const port = site.port() ?? 0;
  const origin = `https://127.0.0.1:${port}`;

  /** Makes an account; gives the cookie. */
  async function enrol(name: string, role: 'organiser' | 'viewer'): Promise<string> {
    const { token } = await accounts.invite(role, 'the terminal');
    const entered = await accounts.accept(token, name, `password of ${name}`);
    if (entered === null || 'refused' in entered) throw new Error('nobody got in');
    return `__Host-likebox=${entered.token}`;
  }
  return { site, port, origin, clock, log, accounts, people: store.people, directory, ...desk, enrol };
}

export type ServedHub = Awaited<ReturnType<typeof serveHub>>;

export interface Heard {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
  /** The cookie that was given, with its flags; empty for none. */
  cookie: string;
}

/** Asks over HTTPS, and takes no certificate but the hub's own. */
export function ask(
  { port }: Pick<ServedHub, 'port'>,
  path: string,
  { body, headers = {}, method }: { body?: unknown; headers?: Record<string, string>; method?: string } = {},
): Promise<Heard> {
  const text = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
  const sent = text === undefined ? {} : { 'content-type': 'application/json' };
  return new Promise((resolve, reject) => {
    const asked = request(
      {
        ...{ host: '127.0.0.1', port, path, ca: identity.cert, agent: false },
        method: method ?? (text === undefined ? 'GET' : 'POST'),
        headers: { ...sent, ...headers },
      },
      (response) => {
        let heard = '';
        response.setEncoding('utf8').on('data', (piece) => {
          heard += piece;
        });
        response.on('error', reject);
        response.on('end', () => {
          const cookie = response.headers['set-cookie']?.[0] ?? '';
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text: heard, cookie });
        });
      },
    );
    asked.on('error', reject);
    asked.end(text);
  });
}

/** A page that follows the hub. */
export function follow({ port }: Pick<ServedHub, 'port'>, headers: Record<string, string> = {}) {
  const client = new WebSocket(`wss://127.0.0.1:${port}/api/v1/live`, { headers, ca: identity.cert });
  const heard: PartMessage[] = [];
  client.on('message', (text) => heard.push(JSON.parse(String(text)) as PartMessage));
  const refused = new Promise<number | undefined>((resolve) => {
    client.on('unexpected-response', (asked, { statusCode }) => {
      asked.destroy();
      resolve(statusCode);
    });
    client.on('open', () => resolve(101));
    client.on('error', () => {});
  });
  return { client, heard, refused };
}

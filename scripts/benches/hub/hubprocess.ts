import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { get } from 'node:https';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { openHubStore } from '../../../src/adapters/hubstore/open.ts';
import { clock } from '../figures.ts';
import { boxName, secretDigestOf } from './wirebox.ts';

const MAIN = fileURLToPath(new URL('../../../dist/main.js', import.meta.url));
const TOKEN = 'b'.repeat(43);
const QUIET = { info() {}, warn() {}, error() {} };
const DAY_MS = 86_400_000;
const BY = { at: 0, who: 'bench', what: 'made for a bench' };

/** A real hub in a process of its own, with boxes that are paired and an organiser who is signed in. */
export interface BenchHub {
  port: number;
  /** Of the organiser, for the dashboard's socket. */
  cookie: string;
  /** MB, now and at most so far. */
  memory(): { rssMb: number; peakMb: number };
  /** The longest stall of its loop since it was asked last, milliseconds. */
  stallMs(): Promise<number>;
  /** Processor seconds so far. */
  cpuS(): number;
  stop(): Promise<void>;
}

export const ROOMS = Array.from({ length: 10 }, (_, index) => `Room ${index + 1}`);

interface Options {
  folder: string;
  /** Of its own for each figure, since a PostgreSQL keeps those before. */
  event: string;
  database: string;
  boxes: number;
}

export async function startHub({ folder, event, database, boxes }: Options): Promise<BenchHub> {
  if (!existsSync(MAIN)) throw new Error('dist/main.js is missing: run npm run build first');
  mkdirSync(folder, { recursive: true });
  const port = await freePort();
  writeFileSync(join(folder, 'programme.json'), JSON.stringify(programme()));
  const config = join(folder, 'hub.toml');
  writeFileSync(config, configOf({ folder, event, database }, port));
  await fill({ folder, event, database, boxes });
  const child = spawn(process.execPath, [MAIN, 'hub', '--config', config], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.includes('the hub is ready')) resolve();
    });
    child.once('exit', (code) => reject(new Error(`the hub ended with ${code}`)));
  });
  const pid = child.pid ?? 0;
  return {
    port,
    cookie: `__Host-likebox=${TOKEN}`,
    memory: () => ({ rssMb: statusMb(pid, 'VmRSS'), peakMb: statusMb(pid, 'VmHWM') }),
    stallMs: () => readStall(port),
    cpuS: () => cpuSeconds(pid),
    async stop() {
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

function configOf({ folder, event, database }: Omit<Options, 'boxes'>, port: number): string {
  const text = JSON.stringify; // a JSON string is a TOML string
  return [
    `event = ${text(event)}`,
    '[server]',
    `listen = "127.0.0.1:${port}"`,
    `data_dir = ${text(folder)}`,
    `database = ${text(database)}`,
    '[programme]',
    `source = ${text(join(folder, 'programme.json'))}`,
    'timezone = "UTC"',
    '',
  ].join('\n');
}

/** One session in each room that is on now and takes votes. */
function programme(): object[] {
  const at = (ms: number) => new Date(Date.now() + ms).toISOString().slice(0, 19);
  return ROOMS.map((venue, index) => ({
    ...{ id: `talk-${index}`, name: `Talk ${index}`, venue, speakers: `Speaker ${index}` },
    ...{ event_start: at(-3_600_000), event_end: at(3 * 3_600_000) },
  }));
}

async function fill({ folder, event, database, boxes }: Options): Promise<void> {
  const store = openHubStore({
    database,
    dataDir: folder,
    event,
    clock,
    log: QUIET,
    random: Math.random,
  });
  await store.start();
  const [now, expiresAt] = [Date.now(), Date.now() + DAY_MS];
  for (let index = 0; index < boxes; index += 1) {
    const box = boxName(index);
    await store.fleet.putBox(
      {
        ...{
          box,
          machine: `board of ${box}`,
          secretDigest: secretDigestOf(box),
          pairedAt: now,
          pairedBy: 'bench',
        },
        ...{ revokedAt: null, takenSinceAt: null },
        settings: { name: '', room: null, language: null, muted: null, window: null },
      },
      BY,
    );
  }
  await store.people.addAccount(
    { name: 'bench', role: 'organiser', passwordHash: 'none', createdAt: now },
    BY,
  );
  const tokenDigest = createHash('sha256').update(TOKEN).digest('hex');
  await store.people.signIn({ tokenDigest, name: 'bench', createdAt: now, expiresAt });
  await store.stop();
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

/** prom-client measures the delay of the loop since it was asked last, in steps of 10 ms that are part of it. */
async function readStall(port: number): Promise<number> {
  const text = await new Promise<string>((resolve, reject) => {
    get({ host: '127.0.0.1', port, path: '/metrics', rejectUnauthorized: false }, (response) => {
      let body = '';
      response.on('data', (chunk) => {
        body += chunk;
      });
      response.on('end', () => resolve(body));
    }).once('error', reject);
  });
  const found = /^nodejs_eventloop_lag_max_seconds (\S+)$/m.exec(text)?.[1];
  return Math.max(0, Number(found) * 1_000 - 10);
}

/** See proc(5). */
function statusMb(pid: number, name: string): number {
  const text = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Math.round(Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(text)?.[1]) / 1_024);
}

function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const MAIN = join(ROOT, 'dist/main.js');
const LIMIT_MS = 20_000;
const LOOK_EVERY_MS = 10;

export interface Ended {
  code: number | null;
  out: string;
  err: string;
}

/** Runs the built program to its end. */
export function runProgram(...words: string[]): Ended {
  if (!existsSync(MAIN)) throw new Error('dist/main.js is missing: run npm run build first');
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...words], {
    encoding: 'utf8',
    timeout: LIMIT_MS,
  });
  return { code: status, out: stdout, err: stderr };
}

/** A directory that goes with the test. */
export function makeDirectory(context: TestContext): string {
  const directory = mkdtempSync(join(tmpdir(), 'likebox-system-'));
  context.after(() => rmSync(directory, { recursive: true }));
  return directory;
}

/** Writes `box.toml` in that directory, with a simulated board, its data beside it and any free port. */
export function writeConfig(directory: string, more = '', listen = '127.0.0.1:0', data = 'data'): string {
  const file = join(directory, 'box.toml');
  const lines = [
    `display.listen = "${listen}"`,
    'hardware.board = "simulated"',
    `box.data_dir = "${join(directory, data)}"`,
    `console.socket = "${join(directory, `${data.replaceAll('/', '-')}.console`)}"`,
    more,
  ];
  writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
}

export interface LogRecord {
  level: string;
  msg: string;
  address?: string | null;
  fault?: string;
}

/** A box that runs in a process of its own. */
export interface RunningBox {
  child: ChildProcess;
  log: readonly LogRecord[];
  /** The record whose message begins so; waits for it. */
  said(message: string, fault?: string): Promise<LogRecord>;
  get(path: string): Promise<{ status: number; body: unknown }>;
  text(path: string): Promise<string>;
  post(path: string, body: object): Promise<number>;
  /** Sends the signal; gives the exit code and how long the end took. */
  stop(signal?: NodeJS.Signals): Promise<{ code: number | null; tookMs: number }>;
}

/** Starts a box; it is killed with the test if it is still there. */
export function startBox(context: TestContext, config: string, ...words: string[]): RunningBox {
  return startBoxWith(context, {}, config, ...words);
}

/** As `startBox`, with these variables besides those of the test. */
export function startBoxWith(
  context: TestContext,
  env: Readonly<Record<string, string>>,
  config: string,
  ...words: string[]
): RunningBox {
  if (!existsSync(MAIN)) throw new Error('dist/main.js is missing: run npm run build first');
  const child = spawn(process.execPath, [MAIN, 'box', '--config', config, ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  });
  const ended = once(child, 'exit');
  context.after(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const log: LogRecord[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => log.push(JSON.parse(line) as LogRecord));

  const said = (message: string, fault?: string) =>
    eventually(`"${message}" in its log`, async () =>
      log.find((record) => record.msg.startsWith(message) && (fault === undefined || record.fault === fault)),
    );
  const ask = async (path: string, init: RequestInit = {}) => {
    const { address } = await said('the box is ready');
    return fetch(`${address}${path}`, init);
  };
  return {
    child,
    log,
    said,
    async get(path) {
      const response = await ask(path);
      return { status: response.status, body: await response.json() };
    },
    text: async (path) => (await ask(path)).text(),
    async post(path, body) {
      const headers = { 'content-type': 'application/json' };
      const response = await ask(path, { method: 'POST', headers, body: JSON.stringify(body) });
      await response.body?.cancel();
      return response.status;
    },
    async stop(signal = 'SIGTERM') {
      const beganMs = performance.now();
      child.kill(signal);
      const [code] = (await ended) as [number | null];
      return { code, tookMs: performance.now() - beganMs };
    },
  };
}

/** Asks again and again, since another process decides when; fails after 20 s. */
export async function eventually<T>(what: string, ask: () => Promise<T | undefined | false>): Promise<T> {
  const untilMs = performance.now() + LIMIT_MS;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (performance.now() > untilMs) throw new Error(`waited ${LIMIT_MS / 1_000} s in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

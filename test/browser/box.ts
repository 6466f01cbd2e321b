import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BoxState } from '../../src/core/state.ts';

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
const TIMEOUT_MS = 10_000;
const POLL_MS = 25;

/** A real box on the simulated board, in a process of its own. */
export interface TestBox {
  origin: string;
  state(): Promise<BoxState>;
  /** Waits until the box's state is as wanted; fails with the last one. */
  until(wanted: (state: BoxState) => boolean): Promise<BoxState>;
  /** As a power cut would. */
  kill(): Promise<void>;
  /** Starts it again on the same port and database. */
  start(): Promise<void>;
  /** Ends it and removes what it stored. */
  remove(): Promise<void>;
}

export interface BoxOptions {
  /** Lines of the configuration below `[box]`; a room, if any. */
  box?: string;
  /** Further tables of the configuration. */
  tables?: string;
  /** The box's idea of now. */
  at?: string;
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  assert.ok(address !== null && typeof address === 'object');
  server.close();
  await once(server, 'close');
  return address.port;
}

function sleep(delayMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, delayMs));
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

/** Starts a box; rejects with what it said when it does not answer in time. */
export async function startBox({
  box = 'room = "Amphi A"',
  tables = '',
  at,
}: BoxOptions = {}): Promise<TestBox> {
  assert.ok(existsSync(MAIN), 'dist/main.js is missing: run npm run build first');
  const folder = await mkdtemp(join(tmpdir(), 'likebox-browser-'));
  const port = await findFreePort();
  const origin = `http://127.0.0.1:${port}`;
  const config = join(folder, 'box.toml');
  await writeFile(
    config,
    `[box]\ndata_dir = "${folder}/data"\n${box}\n[hardware]\nboard = "simulated"\n[display]\nlisten = "127.0.0.1:${port}"\n${tables}\n`,
  );
  let child: ChildProcess | null = null;
  let said = '';

  async function state(): Promise<BoxState> {
    const answer = await fetch(`${origin}/api/state`);
    return (await answer.json()) as BoxState;
  }

  async function until(wanted: (state: BoxState) => boolean): Promise<BoxState> {
    const deadlineMs = performance.now() + TIMEOUT_MS;
    for (;;) {
      const now = await state().catch(() => null);
      if (now !== null && wanted(now)) return now;
      const last = now === null ? said : JSON.stringify(now);
      assert.ok(performance.now() < deadlineMs, `the box did not get there in time: ${last}`);
      await sleep(POLL_MS);
    }
  }

  async function start(): Promise<void> {
    const args = [MAIN, 'box', '--config', config, ...(at === undefined ? [] : ['--at', at])];
    said = '';
    child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk) => {
        said = `${said}${chunk}`.slice(-4_000);
      });
    }
    await untilReady();
  }

  async function untilReady(): Promise<void> {
    const deadlineMs = performance.now() + TIMEOUT_MS;
    while (
      !(await fetch(`${origin}/healthz`).then(
        (answer) => answer.ok,
        () => false,
      ))
    ) {
      assert.equal(child?.exitCode, null, `the box ended: ${said}`);
      assert.ok(performance.now() < deadlineMs, `the box did not start in time: ${said}`);
      await sleep(POLL_MS);
    }
  }

  const kill = async () => {
    if (child !== null) await end(child);
  };
  await start();
  return {
    origin,
    state,
    until,
    start,
    kill,
    remove: async () => {
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

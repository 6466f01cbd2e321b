import assert from 'node:assert/strict';
import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The longest that a script may take, in ms: the first start may build. */
export const PATIENCE_MS = 60_000;

/** The last line of a start that has come to its end. */
export const READY = 'Ctrl-C stops it.';
export const CTRL_C = '\x03';

let runs = 0;

/** A script that runs. */
export interface Script {
  child: ChildProcess;
  /** What it wrote so far, both streams. */
  said(): string;
  /** Waits until it has written this. */
  until(text: string): Promise<void>;
  /** Its exit code. */
  ended: Promise<number | null>;
  /** What it has started, and it, as far as they run. */
  processes(): string[];
}

/** Runs scripts/start. */
export function start(t: TestContext, words: readonly string[], options: RunOptions = {}): Script {
  return run(t, ['scripts/start', ...words], options);
}

/** The last message in the log of what a start runs in that folder. */
export function lastLog(home: string, name = 'box'): unknown {
  const line = readFileSync(join(home, `${name}.log`), 'utf8')
    .trimEnd()
    .split('\n')
    .at(-1);
  return (JSON.parse(line ?? '') as { msg: unknown }).msg;
}

/** Runs a command with a folder of its own for the box; whatever it leaves is ended after the test. */
export function run(
  t: TestContext,
  command: readonly string[],
  { env, home = folder(t), detached = false }: RunOptions = {},
): Script {
  runs += 1;
  const run = `${process.pid}-${runs}`;
  const variables = { ...process.env, ...env, LIKEBOX_HOME: home, LIKEBOX_TEST_START: run };
  const options: SpawnOptions = { cwd: ROOT, env: variables, stdio: 'pipe', detached };
  const child = spawn(command[0] ?? '', command.slice(1), options);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      said += chunk;
    });
  }
  const processes = () => readdirSync('/proc').filter((pid) => isMarked(pid, `LIKEBOX_TEST_START=${run}`));
  const endAll = () => {
    for (const pid of processes()) process.kill(Number(pid), 'SIGKILL');
  };
  t.after(endAll);
  const patience = setTimeout(endAll, PATIENCE_MS);
  const ended = once(child, 'close').then(([code]) => {
    clearTimeout(patience);
    return code as number | null;
  });
  const until = async (text: string) => {
    const deadline = performance.now() + PATIENCE_MS;
    while (!said.includes(text)) {
      assert.equal(child.exitCode, null, said);
      assert.ok(performance.now() < deadline, said);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  return { child, said: () => said, until, ended, processes };
}

export interface RunOptions {
  env?: Record<string, string>;
  home?: string;
  /** In a process group of its own. */
  detached?: boolean;
}

function isMarked(pid: string, mark: string): boolean {
  try {
    return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0').includes(mark);
  } catch {
    return false; // it has ended, or is another user's
  }
}

/** A folder that is removed after the test. */
export function folder(t: TestContext): string {
  const path = mkdtempSync(join(tmpdir(), 'likebox-start-'));
  t.after(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** A port of this computer that nobody listens on. */
export async function freePort(): Promise<string> {
  return String(await listenOn(0));
}

/** The first of so many ports in a row that nobody listens on. */
export async function freePorts(count: number): Promise<number> {
  for (;;) {
    const first = Number(await freePort());
    const others = Array.from({ length: count - 1 }, (_, i) => listenOn(first + 1 + i));
    if ((await Promise.allSettled(others)).every(({ status }) => status === 'fulfilled')) return first;
  }
}

/** Gives the port, which is free again; rejects when it cannot be had. */
async function listenOn(port: number): Promise<number> {
  const server = createServer().listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  assert.ok(address !== null && typeof address === 'object');
  server.close();
  await once(server, 'close');
  return address.port;
}

/** A folder that is a whole PATH: the commands of this computer that are named, and others that are made up. */
export function path(t: TestContext, real: readonly string[], made: Record<string, string>): string {
  const bin = join(folder(t), 'bin');
  mkdirSync(bin);
  const places = (process.env.PATH ?? '').split(':');
  for (const name of real) {
    const place = places.find((candidate) => readdir(candidate).includes(name));
    assert.ok(place !== undefined, `${name} is not on this computer`);
    symlinkSync(join(place, name), join(bin, name));
  }
  for (const [name, body] of Object.entries(made)) {
    writeFileSync(join(bin, name), `#!/bin/sh\n${body}\n`);
    chmodSync(join(bin, name), 0o755);
  }
  return bin;
}

function readdir(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}

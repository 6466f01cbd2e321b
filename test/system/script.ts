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
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  assert.ok(address !== null && typeof address === 'object');
  server.close();
  await once(server, 'close');
  return String(address.port);
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

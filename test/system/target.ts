import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { WebSocket } from 'ws';

/** What was acknowledged, by number: the wall clock of the press. It grows over several lives of a box. */
export type Acknowledged = Map<number, number>;

/** Something that votes without pause, in a process of its own. */
export interface Target {
  pid: number;
  /** Resolves when votes are taken; rejects when the process ended before. */
  ready: Promise<void>;
  kill(signal: 'SIGKILL' | 'SIGTERM'): Promise<void>;
}

export interface TargetOptions {
  directory: string;
  acknowledged: Acknowledged;
  random: () => number;
  /** Words before the command, such as a tracer and its options. */
  before?: readonly string[];
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const READY_MS = 60_000;
const SPEECH_MAX = 4000; // characters kept of what a process says, to explain its end

/** The small program around the real store (program.ts); `flags` make a control of it. */
export function startProgram(options: TargetOptions, flags: readonly string[] = []): Target {
  const program = join(ROOT, 'test/system/program.ts');
  const command = [process.execPath, '--import', 'tsx', program, '--data', join(options.directory, 'data')];
  const child = run([...(options.before ?? []), ...command, ...flags]);
  let open: () => void = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  createInterface({ input: child.stdout ?? process.stdin }).on('line', (line) => {
    const [word, seq, wallMs] = line.split(' ');
    if (word === 'open') open();
    if (word === 'ack') options.acknowledged.set(Number(seq), Number(wallMs));
  });
  return asTarget(child, opened);
}

/** The real box on its simulated board, punched through its own interface and watched like a page does. */
export function startBox(options: TargetOptions): Target {
  const { directory } = options;
  const config = join(directory, 'box.toml');
  const lines = [
    `[box]\nid = "storm"\nroom = "Amphi A"\ndata_dir = "${directory}/data"`,
    `[hardware]\nboard = "simulated"`,
    `[display]\nlisten = "127.0.0.1:0"`,
  ];
  writeFileSync(config, `${lines.join('\n')}\n`);
  const command = [process.execPath, join(ROOT, 'dist/main.js'), 'box', '--config', config];
  const child = run([...(options.before ?? []), ...command]);
  const opened = addressOf(child).then(async (address) => {
    await watch(address, options.acknowledged);
    void punch(address, options.random, child).catch(() => {});
  });
  return asTarget(child, opened);
}

function run([command = '', ...words]: readonly string[]): ChildProcess {
  return spawn(command, words, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
}

function asTarget(child: ChildProcess, opened: Promise<void>): Target {
  let said = '';
  child.stderr?.on('data', (text) => {
    said = (said + String(text)).slice(-SPEECH_MAX);
  });
  const ended = once(child, 'exit');
  const tooEarly = ended.then(([code]) => {
    throw new Error(`it ended with ${String(code)} before it took votes: ${said}`);
  });
  const ready = Promise.race([opened, tooEarly]);
  opened.catch(() => {}); // a kill may come before anybody waits
  ready.catch(() => {});
  tooEarly.catch(() => {});
  return {
    pid: child.pid ?? 0,
    ready,
    async kill(signal) {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      await ended;
    },
  };
}

/** Where a box serves its page, as its log says. */
function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error('the box does not get ready')), READY_MS).unref();
    createInterface({ input: child.stdout ?? process.stdin }).on('line', (line) => {
      const { msg, address } = JSON.parse(line) as { msg: string; address?: string };
      if (msg === 'the box is ready' && address !== undefined) resolve(address);
    });
  });
}

/** Notes every vote that the box shows; resolves with the first state in which votes are taken. */
async function watch(address: string, acknowledged: Acknowledged): Promise<void> {
  const socket = new WebSocket(`${address.replace('http', 'ws')}/ws`);
  socket.on('error', () => {}); // it ends with the box
  await new Promise<void>((resolve) => {
    socket.on('message', (text) => {
      const state = JSON.parse(String(text)) as { lastVotes: readonly { seq: number; at: number }[] };
      for (const vote of state.lastVotes) acknowledged.set(vote.seq, vote.at);
      resolve();
    });
  });
}

/** Presses both buttons as fast as hands may, about eleven votes a second, until the box is gone. */
async function punch(address: string, random: () => number, child: ChildProcess): Promise<void> {
  while (child.exitCode === null && child.signalCode === null) {
    const response = await fetch(`${address}/api/simulator/trace`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ edges: presses(random) }),
    });
    if (!response.ok) throw new Error(await response.text());
  }
}

function presses(random: () => number): { afterMs: number; button: string; active: boolean }[] {
  const edges = ['plus', 'minus'].flatMap((button) => {
    const startMs = Math.floor(random() * 80);
    return [0, 1, 2].flatMap((nth) => {
      const downMs = startMs + nth * 165 + Math.floor(random() * 10);
      return [
        { afterMs: downMs, button, active: true },
        { afterMs: downMs + 20 + Math.floor(random() * 60), button, active: false },
      ];
    });
  });
  return edges.sort((a, b) => a.afterMs - b.afterMs);
}

/** Real time: these programs race real processes. */
export function sleep(delayMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, delayMs));
}

import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { type Ask, connect } from './channel.ts';
import type { Ended, Row } from './words.ts';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const RUNS = join(ROOT, '.cache/hil/runs');
const CONSOLE_KEPT = 2_000;
const DISK_BYTES = 128 * 2 ** 20;

/**
 * Where the guest's time comes from, while its processor counts 2 ns an instruction, about a Pi Zero.
 * `own`: when it waits, its clock goes to the next timer at once: nothing the host does, or fails to do, moves it.
 * `host`: when it waits, time passes as on the host, as it must where the host's disk is measured.
 */
export type Pace = 'own' | 'host';

const paceWords = (pace: Pace) => [
  ...['-accel', 'tcg,thread=single,tb-size=256', '-smp', '1'],
  ...['-icount', `shift=1,sleep=${pace === 'host' ? 'on' : 'off'}`],
];

/** A real Linux kernel that runs this computer's own files, with simulated lines. Rejected orders are sentences. */
export interface Guest {
  /** A folder that host and guest see under one name: the guest can only read it. */
  folder: string;
  /** Where the guest's own tools are: `player`, `gpiod-1`, `gpiod-2`. */
  tools: string;
  /** Runs a program to its end. */
  run(words: readonly string[], input?: string): Promise<Ended>;
  /** As `run`, but anything other than exit code 0 rejects; gives its standard output. */
  must(words: readonly string[], input?: string): Promise<string>;
  start(words: readonly string[]): Promise<GuestProgram>;
  read(path: string): Promise<string>;
  list(path: string): Promise<string[]>;
  write(path: string, text: string): Promise<void>;
  fetch(url: string): Promise<{ status: number; body: string }>;
  /** Every vote of a database, in order, whether a box runs on it or not. */
  rows(database: string): Promise<Row[]>;
  /** Switches it off. */
  end(): Promise<void>;
}

/** A program that runs in the guest. */
export interface GuestProgram {
  pid: number;
  said(): Promise<{ out: string; err: string }>;
  /** Sends the signal and waits for the end. */
  end(signal: NodeJS.Signals): Promise<Ended>;
  ended(): Promise<Ended>;
}

/** Bundles a program of test/hil for the guest, where nothing translates TypeScript. */
export async function bundle(file: string, folder: string): Promise<string> {
  const name = file.replace(/^.*\/|\.ts$/g, '');
  const outfile = join(folder, `${name}.mjs`);
  await build({
    absWorkingDir: ROOT,
    entryPoints: [file],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    logLevel: 'warning',
  });
  return outfile;
}

/** Boots the guest. Rejects with a sentence when this computer cannot. */
export async function bootGuest(pace: Pace = 'own'): Promise<Guest> {
  const tools = execFileSync(join(ROOT, 'scripts/hil-guest'), { encoding: 'utf8' }).trim();
  mkdirSync(RUNS, { recursive: true });
  const folder = mkdtempSync(join(RUNS, 'run-'));
  const agent = await bundle('test/hil/agent.ts', folder);
  const machine = startMachine(pace, tools, folder, agent);
  const stopped = once(machine, 'close').catch(() => []);
  const end = async () => {
    machine.kill('SIGKILL');
    await stopped;
    rmSync(folder, { recursive: true, force: true });
  };
  const readConsole = () => readFileSync(join(folder, 'console'), 'utf8').slice(-CONSOLE_KEPT);
  try {
    const ask = await connect(machine, readConsole);
    return { folder, tools, ...orders(ask), end };
  } catch (error) {
    await end();
    throw error;
  }
}

function startMachine(pace: Pace, tools: string, folder: string, agent: string): ChildProcess {
  for (const disk of ['disk', 'slow-disk']) {
    writeFileSync(join(folder, disk), '');
    truncateSync(join(folder, disk), DISK_BYTES);
  }
  writeFileSync(join(folder, 'console'), '');
  const command = `${process.execPath}|${agent}`;
  const words = [
    // Nothing survives the test that started it.
    ...['--pdeathsig', 'KILL', 'qemu-system-x86_64', ...paceWords(pace), '-cpu', 'Nehalem', '-m', '640'],
    ...['-nodefaults', '-display', 'none', '-no-reboot', '-serial', `file:${join(folder, 'console')}`],
    ...['-kernel', join(tools, 'kernel'), '-initrd', join(tools, 'initramfs')],
    ...[
      '-append',
      `console=ttyS0 quiet panic=-1 nokaslr cryptomgr.notests mitigations=off tsc=reliable hil=${command}`,
    ],
    ...['-fsdev', 'local,id=files,path=/,readonly=on,security_model=none,multidevs=remap'],
    ...['-device', 'virtio-9p-pci,fsdev=files,mount_tag=host'],
    // A clock that runs on while the guest waits must not wait for the host's disk to sync: its cache is kept anyway.
    ...drive('disk', join(folder, 'disk'), pace === 'own' ? ',cache=unsafe' : ''),
    ...drive('slow', join(folder, 'slow-disk'), ',throttling.iops-write=10'),
    ...['-device', 'virtio-serial-pci', '-chardev', 'stdio,id=host,signal=off'],
    ...['-device', 'virtserialport,chardev=host,name=hil'],
  ];
  return spawn('setpriv', words, { stdio: ['pipe', 'pipe', 'pipe'] });
}

function drive(id: string, file: string, more: string): string[] {
  return [
    '-drive',
    `file=${file},format=raw,if=none,id=${id}${more}`,
    '-device',
    `virtio-blk-pci,drive=${id}`,
  ];
}

function orders(ask: Ask): Omit<Guest, 'folder' | 'tools' | 'end'> {
  const run = async (words: readonly string[], input = '') =>
    (await ask({ do: 'run', words, input })) as Ended;
  return {
    run,
    async must(words, input) {
      const ended = await run(words, input);
      if (ended.code === 0) return ended.out;
      throw new Error(`${words.join(' ')} ended with ${ended.code}: ${ended.out}${ended.err}`);
    },
    async start(words) {
      const pid = (await ask({ do: 'start', words })) as number;
      const ended = async () => (await ask({ do: 'ended', pid })) as Ended;
      return {
        pid,
        ended,
        said: async () => (await ask({ do: 'said', pid })) as { out: string; err: string },
        async end(signal) {
          await ask({ do: 'signal', pid, signal });
          return ended();
        },
      };
    },
    read: async (path) => (await ask({ do: 'read', path })) as string,
    list: async (path) => (await ask({ do: 'list', path })) as string[],
    write: async (path, text) => void (await ask({ do: 'write', path, text })),
    rows: async (database) => (await ask({ do: 'rows', database })) as Row[],
    fetch: async (url) => (await ask({ do: 'fetch', url })) as { status: number; body: string },
  };
}

import { join } from 'node:path';
import type { BoxState } from '../../src/core/state.ts';
import { type Guest, type GuestProgram, ROOT } from './guest.ts';
import type { Ended } from './words.ts';

const MAIN = join(ROOT, 'dist/main.js');
const ORIGIN = 'http://127.0.0.1:8080';
const FOLDER = '/tmp/box';
/** Of this computer's time, which a guest may have to share with much else. */
const LIMIT_MS = 180_000;
const CLOCK_IS_SET = '/run/systemd/timesync';
/** Of this computer's time; each look costs a slow guest some 50 ms of its own. */
const LOOK_EVERY_MS = 300;
/** While it starts: to be looked at meanwhile made a start take half as long again. */
const LOOK_AT_START_EVERY_MS = 1_500;
/** Of the 50 ticks in half a second. */
const IDLE_TICKS = 5;
const IDLE_LOOKS = 2;

export const TITLE = "Maëlle à l'été: où ça ?";

export type Tooling = { gpio: 'sysfs' } | { gpio: 'gpiod'; version: 1 | 2 };

export interface BoxOptions {
  tooling: Tooling;
  /** Further lines of the table `hardware`, and tables below it. */
  hardware?: string;
  /** The disk that the votes are on; `slow` after `prepareSlowDisk`. */
  disk?: 'disk' | 'slow';
}

/** The real daemon on the guest's lines. */
export interface GuestBox {
  pid: number;
  state(): Promise<BoxState>;
  /** Waits until the state, and `/healthz`, are as wanted; rejects with the last state. */
  until(
    what: string,
    wanted: (state: BoxState, healthy: boolean) => boolean,
    lookEveryMs?: number,
  ): Promise<BoxState>;
  /** Its threads, by the kernel's numbers. */
  threads(): Promise<Set<number>>;
  end(signal: NodeJS.Signals): Promise<Ended>;
  said(): Promise<string>;
}

/** A disk, a clock that is known to be right, and a programme that is in the middle of its only session. */
export async function prepare(guest: Guest): Promise<void> {
  await guest.must(['mkdir', '-p', FOLDER, CLOCK_IS_SET]);
  await guest.write(`${CLOCK_IS_SET}/synchronized`, '');
  await mount(guest, '/dev/vda', 'disk');
  await guest.write(`${FOLDER}/programme.json`, programme(Number(await guest.must(['date', '+%s'])) * 1_000));
}

/** Mounts the disk that takes ten writes a second, and keeps it busy, so that every commit waits in its queue. */
export async function prepareSlowDisk(guest: Guest): Promise<GuestProgram> {
  // A journal would take its share of the ten.
  await mount(guest, '/dev/vdb', 'slow', ['-O', '^has_journal']);
  // One program, and not one for each write: a guest that waits for its processor starts them too slowly.
  const words = ['dd', 'if=/dev/zero', `of=${FOLDER}/slow/busy`, 'bs=4k'];
  return guest.start([...words, 'oflag=direct', 'status=none']);
}

async function mount(
  guest: Guest,
  device: string,
  name: string,
  features: readonly string[] = [],
): Promise<void> {
  await guest.must(['mkfs.ext4', '-q', ...features, device]);
  await guest.must(['mkdir', '-p', `${FOLDER}/${name}`]);
  // Not every Debian has a mount of its own.
  await guest.must(['busybox', 'mount', '-o', 'noatime', device, `${FOLDER}/${name}`]);
}

/** A session of eight hours in Amphi A, around now; times are those of UTC. */
function programme(nowAt: number): string {
  const wall = (at: number) => new Date(at).toISOString().slice(0, 19);
  const hour = 3_600_000;
  const session = {
    id: '1',
    name: TITLE,
    venue: 'Amphi A',
    event_start: wall(nowAt - 4 * hour),
    event_end: wall(nowAt + 4 * hour),
    format: 'Conférence',
  };
  return JSON.stringify([session]);
}

export function databaseOn(disk: 'disk' | 'slow'): string {
  return `${FOLDER}/${disk}/data/box.db`;
}

/** Forgets what the boxes before have stored. */
export async function clearDisk(guest: Guest, disk: 'disk' | 'slow' = 'disk'): Promise<void> {
  await guest.must(['rm', '-rf', `${FOLDER}/${disk}/data`]);
}

function configOf({ tooling, hardware = '', disk = 'disk' }: BoxOptions): string {
  return `
[box]
id = "box-hil"
room = "Amphi A"
data_dir = "${FOLDER}/${disk}/data"
[programme]
source = "${FOLDER}/programme.json"
timezone = "UTC"
[voting]
open_after = "0s"
[hardware]
board = "raspberry-pi"
gpio = "${tooling.gpio}"
${hardware}
`;
}

function command(guest: Guest, { tooling }: BoxOptions): string[] {
  const tools = tooling.gpio === 'gpiod' ? `${guest.tools}/gpiod-${tooling.version}:` : '';
  const path = `${tools}/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin`;
  return ['env', `PATH=${path}`, process.execPath, MAIN, 'box', '--config', `${FOLDER}/box.toml`];
}

/** Runs the daemon to its end: for what it refuses at once. */
export async function runBox(guest: Guest, options: BoxOptions): Promise<Ended> {
  await guest.write(`${FOLDER}/box.toml`, configOf(options));
  return guest.run(command(guest, options));
}

/** Starts the daemon; does not wait until it is ready. */
export async function startBox(guest: Guest, options: BoxOptions): Promise<GuestBox> {
  await guest.write(`${FOLDER}/box.toml`, configOf(options));
  const program = await guest.start(command(guest, options));
  const said = async () => {
    const { out, err } = await program.said();
    return `${out}${err}`;
  };

  async function state(): Promise<BoxState> {
    const { body } = await guest.fetch(`${ORIGIN}/api/state`);
    return JSON.parse(body) as BoxState;
  }

  const isHealthy = () =>
    guest.fetch(`${ORIGIN}/healthz`).then(
      ({ status }) => status === 200,
      () => false,
    );

  async function until(
    what: string,
    wanted: (state: BoxState, healthy: boolean) => boolean,
    lookEveryMs = LOOK_EVERY_MS,
  ): Promise<BoxState> {
    const deadlineMs = performance.now() + LIMIT_MS;
    for (;;) {
      const now = await state().catch(() => null);
      const healthy = wanted.length < 2 || (await isHealthy());
      if (now !== null && wanted(now, healthy)) return now;
      if (performance.now() > deadlineMs) {
        throw new Error(`the box did not get to "${what}": ${JSON.stringify(now)}\n${await said()}`);
      }
      await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
    }
  }

  return {
    pid: program.pid,
    state,
    until,
    said,
    end: program.end,
    threads: async () => new Set((await guest.list(`/proc/${program.pid}/task`)).map(Number)),
  };
}

/** What a box reads after its start takes the loop of a slow computer for longer than a press lasts. */
export async function untilIdle(guest: Guest, { pid }: GuestBox): Promise<void> {
  const deadlineMs = performance.now() + LIMIT_MS;
  const usedTicks = async () => {
    const fields = (await guest.read(`/proc/${pid}/stat`)).split(' ');
    return Number(fields[13]) + Number(fields[14]);
  };
  for (let quiet = 0; quiet < IDLE_LOOKS; ) {
    const before = await usedTicks();
    await guest.must(['sleep', '0.5']);
    quiet = (await usedTicks()) - before <= IDLE_TICKS ? quiet + 1 : 0;
    if (performance.now() > deadlineMs) throw new Error('the box never came to rest');
  }
}

/** A box that takes votes for its session, and has done what it does once. */
export async function startReadyBox(guest: Guest, options: BoxOptions): Promise<GuestBox> {
  const box = await startBox(guest, options);
  try {
    const isVoting = ({ session }: BoxState, healthy: boolean) => healthy && session !== null;
    await box.until('voting', isVoting, LOOK_AT_START_EVERY_MS);
    await untilIdle(guest, box);
  } catch (error) {
    await box.end('SIGKILL');
    throw error;
  }
  return box;
}

/** `likebox votes verify`: rejects when a vote is missing or changed. */
export async function verify(guest: Guest, database: string): Promise<void> {
  await guest.must([process.execPath, MAIN, 'votes', 'verify', '--db', database]);
}

import { type ChildProcess, type StdioOptions, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Orders } from './orders.ts';

const AGENT = fileURLToPath(new URL('agent.ts', import.meta.url));
const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
const SWITCH = 'switch0';

/** A computer on the network. Its own namespace goes when its hand ends, with its ports and its nft tables. */
export interface Host {
  name: string;
  address: string;
  /** The hand of the tests inside. */
  hand: Orders;
  /** Starts the built program on it; killed with the tests if it is still there. */
  start(...words: string[]): ChildProcess;
  /** Starts another program on it, with an IPC channel; ends in the same way. */
  run(...words: string[]): ChildProcess;
  /** The words before those of a command that is to run on it. */
  within: readonly string[];
  /** Lines for `ip -batch`, on it. */
  ip(...lines: string[]): void;
  /** Pulls its cable or puts it back. */
  cable(isIn: boolean): void;
  /** Drops one in so many packets, both ways; null: none. */
  lose(oneIn: number | null): void;
}

/** Hosts on one switch, none of which the computer under it sees. */
export interface Network {
  folder: string;
  hosts: ReadonlyMap<string, Host>;
  /** Whoever stands at the switch: the organisers' laptop. */
  desk: Host;
  /** Ends every process of it. */
  remove(): Promise<void>;
}

/** Why there can be no network of the tests' own here; null as a rule. */
export function whyNoNetwork(): string | null {
  if (process.getuid?.() !== 0) return 'network namespaces need root: run it as root';
  const { status, stderr } = spawnSync('unshare', ['--net', 'true'], { encoding: 'utf8' });
  return status === 0 ? null : `network namespaces are impossible here: ${stderr.trim()}`;
}

/** Whether it has neither ended nor been killed. */
export function isRunning({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode === null && signalCode === null;
}

/** @param names of hosts, short ones; their addresses are 10.7.0.2 and on */
export async function createNetwork(names: readonly string[]): Promise<Network> {
  const folder = mkdtempSync(join(tmpdir(), 'likebox-network-'));
  const agent = join(folder, 'agent.cjs');
  const ends: (() => Promise<void>)[] = [];
  const remove = async () => {
    await Promise.all(ends.map((end) => end()));
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await build({ entryPoints: [AGENT], outfile: agent, bundle: true, platform: 'node', format: 'cjs' });
    const hands = await Promise.all(
      ['desk', ...names].map(async () => {
        const hand = await startHand(agent);
        ends.push(hand.end);
        return hand;
      }),
    );
    const [atDesk, ...others] = hands as [Hand, ...Hand[]];
    ip(atDesk.pid, [
      'link set lo up',
      `link add ${SWITCH} type bridge`,
      `addr add 10.7.0.1/24 dev ${SWITCH}`,
      ...others.flatMap(({ pid }, index) => [
        `link add port${index} type veth peer name eth0 netns ${pid}`,
        `link set port${index} master ${SWITCH} up`,
      ]),
      `link set ${SWITCH} up`,
    ]);
    const launch = ({ pid }: Hand, stdio: StdioOptions, words: readonly string[]): ChildProcess => {
      const child = spawn('nsenter', [...within(pid), 'setpriv', '--pdeathsig', 'KILL', ...words], { stdio });
      const ended = once(child, 'exit');
      ends.push(async () => {
        child.kill('SIGKILL');
        await ended;
      });
      return child;
    };
    const hostOf = (name: string, hand: Hand, address: string, port: string): Host => ({
      ...{ name, address, hand: hand.orders },
      within: ['nsenter', ...within(hand.pid), 'setpriv', '--pdeathsig', 'KILL'],
      ip: (...lines) => ip(hand.pid, lines),
      start: (...words) => launch(hand, ['ignore', 'pipe', 'pipe'], [process.execPath, MAIN, ...words]),
      run: (...words) => launch(hand, ['ignore', 'inherit', 'inherit', 'ipc'], words),
      cable: (isIn) => ip(atDesk.pid, [`link set ${port} ${isIn ? 'up' : 'down'}`]),
      lose: (oneIn) => nft(hand.pid, oneIn),
    });
    const hosts = new Map<string, Host>();
    for (const [index, hand] of others.entries()) {
      const address = `10.7.0.${index + 2}`;
      ip(hand.pid, ['link set lo up', `addr add ${address}/24 dev eth0`, 'link set eth0 up']);
      const name = names[index] ?? '';
      hosts.set(name, hostOf(name, hand, address, `port${index}`));
    }
    return { folder, hosts, remove, desk: hostOf('desk', atDesk, '10.7.0.1', SWITCH) };
  } catch (error) {
    await remove();
    throw error;
  }
}

interface Hand {
  /** Whose namespace the host is. */
  pid: number;
  orders: Orders;
  end(): Promise<void>;
}

async function startHand(agent: string): Promise<Hand> {
  const child = spawn('unshare', ['--net', process.execPath, agent], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit');
  let next = 0;
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>();
  child.on('message', ({ id, value, error }: { id: number; value: never; error?: string }) => {
    const asked = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) asked?.resolve(value);
    else asked?.reject(new Error(error));
  });
  child.once('exit', () => {
    for (const { reject } of waiting.values()) reject(new Error('the hand in this host has ended'));
  });
  const tell = (order: string, what?: unknown) =>
    new Promise<never>((resolve, reject) => {
      next += 1;
      waiting.set(next, { resolve, reject });
      const id = next;
      child.send({ id, order, what }, (error) => {
        if (error !== null && waiting.delete(id)) reject(error);
      });
    });
  await once(child, 'message'); // it is in its namespace now
  return {
    pid: child.pid ?? 0,
    orders: {
      ask: (what) => tell('ask', what),
      follow: (what) => tell('follow', what),
      part: (what) => tell('part', what),
      punch: (what) => tell('punch', what),
      rest: () => tell('rest'),
      punched: () => tell('punched'),
      relay: (what) => tell('relay', what),
      weather: (what) => tell('weather', what),
    },
    async end() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

function within(pid: number): string[] {
  return ['--target', `${pid}`, '--net', '--'];
}

function ip(pid: number, lines: readonly string[]): void {
  run(pid, ['ip', '-batch', '-'], lines);
}

function nft(pid: number, oneIn: number | null): void {
  // The loopback is left alone: by it the hand speaks to the program of its own host.
  const dropping = [
    ['input', 'iifname'],
    ['output', 'oifname'],
  ].flatMap(([hook, port]) => [
    `add chain inet loss ${hook} { type filter hook ${hook} priority 0; }`,
    `add rule inet loss ${hook} ${port} eth0 numgen random mod ${oneIn} 0 drop`,
  ]);
  const none = ['add table inet loss', 'delete table inet loss'];
  run(pid, ['nft', '-f', '-'], oneIn === null ? none : [...none, 'add table inet loss', ...dropping]);
}

function run(pid: number, words: readonly string[], lines: readonly string[]): void {
  const { status, stderr } = spawnSync('nsenter', [...within(pid), ...words], {
    input: `${lines.join('\n')}\n`,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${words.join(' ')} failed: ${stderr}`);
}

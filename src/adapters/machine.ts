import { readdirSync, readFileSync } from 'node:fs';
import { networkInterfaces, userInfo } from 'node:os';
import { recogniseBoard } from '../core/board/recognise.ts';
import type { BoardKind } from '../core/config.ts';

/** What the box knows of the computer it runs on. */
export interface Machine {
  /** Device-tree serial, else MAC of the first wired port, else the operating system's machine id. */
  id: string;
  /** The kernel's name for this uptime. */
  bootId: string;
  /** What `board = "auto"` stands for: the simulator where the device tree names no board that is known. */
  board: BoardKind;
  /** For people: `Raspberry Pi 4 Model B Rev 1.4`; null on a PC. */
  model: string | null;
}

/**
 * Reads /proc and /sys. @throws where the kernel gives no boot id: this is not Linux.
 * @param deviceTree where the kernel shows the board's description
 */
export function readMachine(deviceTree = '/proc/device-tree'): Machine {
  const model = readText(`${deviceTree}/model`);
  const serial = readText(`${deviceTree}/serial-number`);
  const compatible = readText(`${deviceTree}/compatible`)?.split('\0') ?? [];
  return {
    id: serial ?? firstWiredMac() ?? readText('/etc/machine-id') ?? 'unknown',
    bootId: readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim(),
    board: recogniseBoard(model, compatible) ?? 'simulated',
    model,
  };
}

/** `box-` and the last 4 characters of the machine's id. */
export function defaultBoxId(machineId: string): string {
  const tail = machineId
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .slice(-4);
  return `box-${tail}`;
}

/** Device-tree strings end in a NUL. */
function readText(file: string): string | null {
  try {
    return readFileSync(file, 'utf8').replace(/[\0\s]+$/, '') || null;
  } catch {
    return null;
  }
}

function firstWiredMac(): string | null {
  const root = '/sys/class/net';
  const ports = listOf(root).filter(
    (port) => readText(`${root}/${port}/type`) === '1' && !listOf(`${root}/${port}`).includes('wireless'),
  );
  // A port with a device behind it is a real one, not a bridge or a tunnel.
  const real = ports.filter((port) => listOf(`${root}/${port}`).includes('device')).sort();
  return real[0] === undefined ? null : readText(`${root}/${real[0]}/address`);
}

function listOf(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

/** The computer's first address that others can reach; null without a network. */
export function firstAddress(): string | null {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return all.find((address) => address.family === 'IPv4' && !address.internal)?.address ?? null;
}

/** Where a person on the same network finds what listens there, `192.168.1.20:8080`; null without a network. */
export function addressOf({ host, port }: { host: string; port: number }): string | null {
  const everywhere = host === '0.0.0.0' || host === '::';
  const address = everywhere ? firstAddress() : host;
  return address === null ? null : `${address}:${port}`;
}

/** The user that this program runs as, for the commands that mend what it may not do. */
export function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // One without an entry, as in a container.
    return 'this user';
  }
}

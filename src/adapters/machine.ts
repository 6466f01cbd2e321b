import { readdirSync, readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import type { BoardKind } from '../core/config.ts';

/** What the box knows of the computer it runs on. */
export interface Machine {
  /** Device-tree serial, else MAC of the first wired port, else the operating system's machine id. */
  id: string;
  /** The kernel's name for this uptime. */
  bootId: string;
  board: BoardKind;
  /** For people: `Raspberry Pi 4 Model B Rev 1.4`; null on a PC. */
  model: string | null;
}

/** Reads /proc and /sys. @throws where the kernel gives no boot id: this is not Linux. */
export function readMachine(): Machine {
  const model = readText('/proc/device-tree/model');
  const serial = readText('/proc/device-tree/serial-number');
  return {
    id: serial ?? firstWiredMac() ?? readText('/etc/machine-id') ?? 'unknown',
    bootId: readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim(),
    board: boardOf(model),
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

function boardOf(model: string | null): BoardKind {
  if (model?.startsWith('Raspberry Pi') === true) return 'raspberry-pi';
  if (model?.includes('BeagleBone') === true) return 'beaglebone';
  return 'simulated';
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

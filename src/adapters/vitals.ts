import { readFile, statfs } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import type { HealthFrame } from '../core/link/frames.ts';

const SENSOR = '/sys/class/thermal/thermal_zone0/temp';
const PER_DEGREE = 1_000; // the kernel gives thousandths (Documentation/driver-api/thermal/sysfs-api.rst)

/** How the computer under the box is; null where the system does not say. */
export type Vitals = Pick<HealthFrame, 'disk' | 'temperature'>;

/** Never rejects. @param directory on the disk that counts */
export async function readVitals(directory: string, sensor = SENSOR): Promise<Vitals> {
  const [disk, temperature] = await Promise.all([
    statfs(directory).then(
      ({ bavail, blocks, bsize }) => ({ freeBytes: bavail * bsize, totalBytes: blocks * bsize }),
      () => null,
    ),
    readFile(sensor, 'utf8').then(toDegrees, () => null),
  ]);
  return { disk, temperature };
}

/** Changes when a cable is plugged in or an address comes; empty without a network. */
export function networkSign(): string {
  const all = Object.entries(networkInterfaces()).flatMap(([port, addresses = []]) =>
    addresses.filter(({ internal }) => !internal).map(({ address }) => `${port} ${address}`),
  );
  return all.sort().join();
}

function toDegrees(text: string): number | null {
  const thousandths = Number.parseInt(text, 10);
  return Number.isNaN(thousandths) ? null : thousandths / PER_DEGREE;
}

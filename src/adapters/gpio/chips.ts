import { basename, dirname, join } from 'node:path';
import type { Chip } from '../../core/board/chips.ts';
import { parseChips } from '../../core/board/tools.ts';
import type { Kernel } from './kernel.ts';

/** Where the kernel shows its chips. */
export interface ChipFolders {
  /** `/sys/class/gpio` */
  class: string;
  /** `/sys/bus/gpio/devices` */
  bus: string;
}

/** The chips that sysfs GPIO shows, by base; none where the kernel has no sysfs GPIO. */
export function readSysfsChips(kernel: Kernel, folders: ChipFolders): Chip[] {
  const devices = devicesByParent(kernel, folders.bus);
  return entries(kernel, folders.class).map((name) => {
    const folder = join(folders.class, name);
    // …/fe200000.gpio/gpio/gpiochip512
    const parent = dirname(dirname(kernel.resolve(folder)));
    const [device = null, second] = devices.get(parent) ?? [];
    return {
      // Where two chips share a device, nothing tells which is which.
      device: second === undefined ? device : null,
      base: Number(kernel.read(join(folder, 'base'))),
      label: kernel.read(join(folder, 'label')),
      lines: Number(kernel.read(join(folder, 'ngpio'))),
      parent: basename(parent),
    };
  });
}

/** The chips under /dev, by what `gpiodetect` printed; sysfs adds the devices that they belong to. */
export function listDeviceChips(kernel: Kernel, folders: ChipFolders, detected: string): Chip[] {
  return parseChips(detected).map(({ device, label, lines }) => ({
    device,
    base: null,
    label,
    lines,
    parent: parentOf(kernel, join(folders.bus, device)) ?? '',
  }));
}

function devicesByParent(kernel: Kernel, bus: string): Map<string, string[]> {
  const devices = new Map<string, string[]>();
  for (const name of entries(kernel, bus)) {
    const parent = dirname(kernel.resolve(join(bus, name)));
    devices.set(parent, [...(devices.get(parent) ?? []), name]);
  }
  return devices;
}

function parentOf(kernel: Kernel, path: string): string | null {
  try {
    return basename(dirname(kernel.resolve(path)));
  } catch {
    return null;
  }
}

function entries(kernel: Kernel, folder: string): string[] {
  if (!kernel.exists(folder)) return [];
  const numberOf = (name: string) => Number(name.slice('gpiochip'.length));
  return kernel
    .list(folder)
    .filter((name) => /^gpiochip\d+$/.test(name))
    .sort((a, b) => numberOf(a) - numberOf(b));
}

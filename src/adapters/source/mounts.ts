import { lstat, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where removable media are looked for; tests have their own. */
export interface UsbPlaces {
  /** Lists what is mounted, as /proc/self/mounts does. */
  mounts: string;
  /** Directories below which sticks are mounted, by a desktop or by the udev rule of this project. */
  roots: readonly string[];
}

export const USB_PLACES: UsbPlaces = {
  mounts: '/proc/self/mounts',
  roots: ['/media', '/run/media', '/run/likebox-usb'],
};

/** What a stick has at its top for a box. */
export const FOLDER = 'likebox';

/** The folders `likebox` of the sticks that are mounted now, in the order of their mounting. */
export async function foldersOnSticks({ mounts, roots }: UsbPlaces): Promise<string[]> {
  const points = mountPoints(await readFile(mounts, 'utf8')).filter((point) =>
    roots.some((root) => point.startsWith(`${root}/`)),
  );
  const folders: string[] = [];
  for (const point of new Set(points)) {
    const folder = join(point, FOLDER);
    if (await isDirectory(folder)) folders.push(folder);
  }
  return folders;
}

/** The second field of each line; the kernel writes white space and backslashes as three octal digits. */
function mountPoints(table: string): string[] {
  return table.split('\n').flatMap((line) => {
    const point = line.split(' ')[1];
    if (point === undefined) return [];
    return [point.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(parseInt(octal, 8)))];
  });
}

/** A symbolic link is none: a stick has no say over what is read outside of it. */
async function isDirectory(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isDirectory();
  } catch {
    return false;
  }
}

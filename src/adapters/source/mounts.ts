import { constants } from 'node:fs';
import { access, lstat, readFile } from 'node:fs/promises';
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

/** And what that has for its backups. */
const BACKUPS = 'backup';

/** The folders `likebox` of the sticks that are mounted now, in the order of their mounting. */
export async function foldersOnSticks(places: UsbPlaces): Promise<string[]> {
  return foldersIn((await sticksIn(places)).map(({ point }) => point));
}

/** The folders `likebox/backup` of the sticks that this user may write; the last part need not be there yet. */
export async function backupFoldersOnSticks(places: UsbPlaces): Promise<string[]> {
  const sticks = (await sticksIn(places)).filter(({ isReadOnly }) => !isReadOnly);
  const writable: string[] = [];
  for (const folder of await foldersIn(sticks.map(({ point }) => point))) {
    const backups = join(folder, BACKUPS);
    if ((await isWritable(folder)) && !(await isLink(backups))) writable.push(backups);
  }
  return writable;
}

interface Mount {
  point: string;
  isReadOnly: boolean;
}

async function sticksIn({ mounts, roots }: UsbPlaces): Promise<Mount[]> {
  const all = mountsOf(await readFile(mounts, 'utf8'));
  return all.filter(({ point }) => roots.some((root) => point.startsWith(`${root}/`)));
}

async function foldersIn(points: readonly string[]): Promise<string[]> {
  const folders: string[] = [];
  for (const point of new Set(points)) {
    const folder = join(point, FOLDER);
    if (await isDirectory(folder)) folders.push(folder);
  }
  return folders;
}

/** The second and the fourth field of each line; the kernel writes white space and backslashes as three octal digits. */
function mountsOf(table: string): Mount[] {
  return table.split('\n').flatMap((line) => {
    const [, written, , options = ''] = line.split(' ');
    if (written === undefined) return [];
    const point = written.replace(/\\([0-7]{3})/g, (_, octal: string) =>
      String.fromCharCode(parseInt(octal, 8)),
    );
    return [{ point, isReadOnly: options.split(',').includes('ro') }];
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

async function isWritable(folder: string): Promise<boolean> {
  return access(folder, constants.W_OK).then(
    () => true,
    () => false, // another user's
  );
}

async function isLink(path: string): Promise<boolean> {
  return lstat(path).then(
    (found) => found.isSymbolicLink(),
    () => false,
  );
}

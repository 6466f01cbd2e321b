import { closeSync, openSync } from 'node:fs';
import { dirname, join } from 'node:path';

const LONGEST_PATH = 100; // bytes; the kernel takes 107

/** Where a box or a hub listens to the commands of its own computer: beside its database, so that no two share it. */
export interface Place {
  path: string;
  /** To be called when the socket is bound or connected. */
  release(): void;
}

/** Throws what the file system throws when the directory is not there. */
export function controlPlace(dataDir: string, name: string): Place {
  const path = join(dataDir, name);
  if (Buffer.byteLength(path) <= LONGEST_PATH) return { path, release: () => {} };
  // The name of an open directory is short, however deep it lies.
  const directory = openSync(dirname(path), 'r');
  return { path: `/proc/self/fd/${directory}/${name}`, release: () => closeSync(directory) };
}

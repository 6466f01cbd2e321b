import { type FSWatcher, watch } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Cancel, Clock } from '../../app/ports.ts';

const QUIET_MS = 1_000;

/** A directory, and the names in it that matter. */
export interface Place {
  directory: string;
  concerns(name: string): boolean;
}

interface PlacesOptions {
  clock: Pick<Clock, 'after'>;
  /** Which places there are now; one that does not exist is watched when it does. */
  find(): Promise<readonly Place[]>;
  /** How often they are looked for, milliseconds. */
  lookMs: number;
  onChange(): void;
}

/**
 * Watches directories that come and go. A place that appears, or that another one replaces, is a change; one that
 * disappears is none. It never throws, and keeps the process alive by its timers only.
 */
export function watchPlaces({ clock, find, lookMs, onChange }: PlacesOptions): Cancel {
  const watchers = new Map<string, FSWatcher>();
  let isStopped = false;
  let isFirst = true;
  let cancelLook: Cancel = () => {};
  let cancelQuiet: Cancel = () => {};

  function changed(): void {
    cancelQuiet();
    cancelQuiet = clock.after(QUIET_MS, onChange);
  }

  function leave(key: string): void {
    watchers.get(key)?.close();
    watchers.delete(key);
  }

  function begin(key: string, { directory, concerns }: Place): void {
    const watcher = watch(directory, { persistent: false }, (_event, name) => {
      // Under its own name a directory says that it is gone, and the kernel watches no more: it is looked for anew.
      if (name === null || name === basename(directory)) leave(key);
      if (name === null || name === basename(directory) || concerns(name)) changed();
    });
    watcher.on('error', () => leave(key));
    watchers.set(key, watcher);
    if (!isFirst) changed();
  }

  async function look(): Promise<void> {
    const found = await identify(await find());
    if (isStopped) return;
    for (const key of [...watchers.keys()]) {
      if (!found.has(key)) leave(key);
    }
    for (const [key, place] of found) {
      if (!watchers.has(key)) begin(key, place);
    }
    isFirst = false;
  }

  async function keepLooking(): Promise<void> {
    // What cannot be looked at or watched now is tried again.
    await look().catch(() => {});
    if (!isStopped) cancelLook = clock.after(lookMs, () => void keepLooking());
  }

  void keepLooking();
  return () => {
    isStopped = true;
    cancelLook();
    cancelQuiet();
    for (const key of [...watchers.keys()]) leave(key);
  };
}

/** By path and inode: a directory that was replaced or mounted over is another one. */
async function identify(places: readonly Place[]): Promise<Map<string, Place>> {
  const found = new Map<string, Place>();
  for (const place of places) {
    const stats = await stat(place.directory, { bigint: true }).catch(() => null);
    if (stats?.isDirectory()) found.set(`${stats.dev} ${stats.ino} ${place.directory}`, place);
  }
  return found;
}

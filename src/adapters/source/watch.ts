import { stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import type { Clock, WatchSource } from '../../app/ports.ts';
import { DEMO_SOURCE } from '../../core/demo.ts';
import { isAddress } from './address.ts';
import { isMeant } from './directory.ts';
import { pathOf } from './file.ts';
import { foldersOnSticks, USB_PLACES, type UsbPlaces } from './mounts.ts';
import { type Place, watchPlaces } from './places.ts';
import { isUsb, nameOnStick } from './usb.ts';

const LOOK_MS = 10_000;
const LOOK_FOR_STICKS_MS = 3_000;

export interface WatchOptions {
  clock: Pick<Clock, 'after'>;
  usb?: UsbPlaces;
}

/**
 * Watches what a source is read from: the directory of a file, a directory, the sticks. A change is told once it has
 * been quiet for a second; what does not exist yet is looked for every 10 seconds, sticks every 3. An address, and what
 * cannot be watched, is left to the refreshes.
 */
export function createWatch({ clock, usb = USB_PLACES }: WatchOptions): WatchSource {
  return (source, onChange) => {
    if (source === DEMO_SOURCE || isAddress(source)) return () => {};
    const [find, lookMs] = isUsb(source)
      ? [() => placesOnSticks(source, usb), LOOK_FOR_STICKS_MS]
      : [() => placesOf(source), LOOK_MS];
    return watchPlaces({ clock, find, lookMs, onChange });
  };
}

async function placesOnSticks(source: string, usb: UsbPlaces): Promise<Place[]> {
  const name = nameOnStick(source);
  const concerns = name === '' ? isMeant : (changed: string) => changed === name;
  return (await foldersOnSticks(usb)).map((directory) => ({ directory, concerns }));
}

/** A file is replaced rather than written by most programs: only its directory sees that. */
async function placesOf(source: string): Promise<Place[]> {
  const path = resolve(pathOf(source));
  const found = await stat(path).catch(() => null);
  if (found?.isDirectory()) return [{ directory: path, concerns: isMeant }];
  const name = basename(path);
  return [{ directory: dirname(path), concerns: (changed) => changed === name }];
}

import { join } from 'node:path';
import type { Fetched, SourceTag } from '../../app/ports.ts';
import type { Limits } from './collect.ts';
import { type Candidate, candidateAt, candidatesIn, newestOf, readCandidate } from './directory.ts';
import { AbsentError, SourceError } from './errors.ts';
import { FOLDER, foldersOnSticks, type UsbPlaces } from './mounts.ts';

/** Whether a source is a USB stick: `usb:`, or `usb:NAME.json` for one file on it. */
export function isUsb(source: string): boolean {
  return /^usb:(?!\/\/)/i.test(source);
}

/** The name of the file that is meant; empty for the newest one. */
export function nameOnStick(source: string): string {
  return source.slice('usb:'.length);
}

/**
 * Reads the newest file in the folder `likebox` at the top of a stick, or the named one there; of several sticks the
 * newest of all. Throws an AbsentError while there is no such stick.
 */
export async function readUsb(
  source: string,
  places: UsbPlaces,
  known: SourceTag | null,
  limits: Limits,
): Promise<Fetched> {
  const name = nameOnStick(source);
  if (name.includes('/') || name === '.' || name === '..') {
    throw new SourceError(source, `after usb: comes the name of a file in the folder ${FOLDER}/, or nothing`);
  }
  const folders = await foldersOnSticks(places);
  if (folders.length === 0) {
    throw new AbsentError(source, `no USB stick with a folder ${FOLDER}/ is plugged in`);
  }
  const newest = newestOf(await candidatesOn(folders, name));
  if (newest === null) throw new SourceError(source, emptyWords(name));
  return readCandidate(source, newest, known, limits);
}

async function candidatesOn(folders: readonly string[], name: string): Promise<Candidate[]> {
  const found: Candidate[] = [];
  for (const folder of folders) {
    if (name === '') found.push(...(await candidatesIn(folder)));
    else found.push(...[await candidateAt(join(folder, name))].filter((candidate) => candidate !== null));
  }
  return found;
}

function emptyWords(name: string): string {
  return name === ''
    ? `the folder ${FOLDER}/ of the USB stick holds no file: put the programme there`
    : `the folder ${FOLDER}/ of the USB stick holds no ${name}: check its name`;
}

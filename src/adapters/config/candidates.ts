import { basename } from 'node:path';
import type { BoxConfig, ConfigFault } from '../../core/config.ts';
import type { FileView } from '../../core/configuration.ts';
import { type Layer, layOver, originsOf } from './layers.ts';
import { placeFaults } from './lines.ts';
import { DEFAULT_FILE, examineBox, type Loaded } from './load.ts';
import { readToml } from './toml.ts';

/** Where a box looks for its files, unless one is named. */
export interface Places {
  etc: string;
  /** On the partition of a board's card that any computer can write. */
  boot: string;
}

export const PLACES: Places = { etc: DEFAULT_FILE, boot: '/boot/firmware/likebox.toml' };

/** What some files come to together. */
export interface Candidate extends Loaded {
  files: readonly FileView[];
  /** Adds where a fault stands in the uppermost file. */
  place(faults: readonly ConfigFault[]): readonly ConfigFault[];
}

export interface Candidates {
  /** /etc's file, or the one that was named. */
  alone: Candidate;
  /** With the boot partition's over it; null where there is none, where it is not asked, or where it mends nothing. */
  both: Candidate | null;
}

interface Asked {
  /** Null: none was named. */
  file: string | null;
  /** The board of this computer; only a real one has a boot partition to ask. */
  detected: BoxConfig['board'];
  places: Places;
}

/** Reads and checks every file that may count, and decides nothing. */
export function loadCandidates({ file, detected, places }: Asked): Candidates {
  const own = readToml(file, places.etc);
  if ('fault' in own) return { alone: unreadable(own.fault), both: null };
  const layers = own.text === null ? [] : [{ file: file ?? places.etc, ...own, text: own.text }];
  const alone = candidateOf(layers, detected);
  // A slip in /etc stays one; wiring may become whole through the other file.
  if (file !== null || detected === 'simulated' || !alone.isSpelt) return { alone, both: null };
  const boot = readToml(null, places.boot);
  if ('fault' in boot) return { alone, both: unreadable(boot.fault) };
  if (boot.text === null) return { alone, both: null };
  const name = basename(places.boot);
  const over = { file: places.boot, ...boot, text: boot.text };
  return { alone, both: candidateOf([...layers, over], detected, name) };
}

/** @param name of the uppermost file, where its faults have to name it */
function candidateOf(
  layers: readonly Layer[],
  detected: BoxConfig['board'],
  name?: string,
): Candidate & { isSpelt: boolean } {
  const document = layers.reduce<unknown>((under, layer) => layOver(under, layer.document), {});
  const { config, faults, values } = examineBox(document, detected);
  const place = (found: readonly ConfigFault[]) => {
    const placed = placeFaults(found, layers.at(-1)?.text ?? '');
    // What has no line there is not the doing of that file alone.
    return name === undefined
      ? placed
      : placed.map((fault) => (fault.line === undefined ? fault : { ...fault, file: name }));
  };
  const files = values === null ? [] : originsOf(layers, values);
  return { config, faults: place(faults), files, place, isSpelt: values !== null };
}

function unreadable(fault: ConfigFault): Candidate {
  return { config: null, faults: [fault], files: [], place: (faults) => faults };
}

import type { BoxConfig, ConfigFault } from '../../core/config.ts';
import { checkWiring } from '../../core/wiring.ts';
import { toConfig } from './convert.ts';
import { explain, withoutFaults } from './explain.ts';
import { placeFaults } from './lines.ts';
import { type BoxFile, boxFile } from './schema.ts';
import { readToml } from './toml.ts';
import { checkWall } from './walls.ts';

/** A configuration without faults can be used. */
export interface Loaded {
  /**
   * Null when the file cannot be read at all. Beside faults it is what is right in the file, with defaults for the
   * rest: good for finding more faults, never for running a box.
   */
  config: BoxConfig | null;
  faults: readonly ConfigFault[];
}

export const DEFAULT_FILE = '/etc/likebox/box.toml';

/**
 * Reads and checks one box.toml.
 * @param file null reads DEFAULT_FILE, and a computer without it gets the defaults
 * @param detected the board of this computer, for `board = "auto"`
 */
export function loadBoxConfig(file: string | null, detected: BoxConfig['board']): Loaded {
  const read = readToml(file, DEFAULT_FILE);
  if ('fault' in read) return { config: null, faults: [read.fault] };
  const { config, faults } = checkBoxConfig(read.document, detected);
  return { config, faults: placeFaults(faults, read.text ?? '') };
}

/** Checks a parsed document; every fault is listed, not only the first. */
export function checkBoxConfig(document: unknown, detected: BoxConfig['board']): Loaded {
  const { config, faults } = examineBox(document, detected);
  return { config, faults };
}

/** A parsed document, looked at from all sides. */
export interface Examined extends Loaded {
  config: BoxConfig;
  /** What it says, with the defaults; null where a key or a value is faulty by itself. */
  values: BoxFile | null;
}

/** As `checkBoxConfig`, with what it says. */
export function examineBox(document: unknown, detected: BoxConfig['board']): Examined {
  const parsed = boxFile.safeParse(document, { reportInput: true });
  const faults = parsed.success ? [] : explain(parsed.error, boxFile);
  const file = parsed.success ? parsed.data : boxFile.parse(withoutFaults(document, parsed.error));
  const config = toConfig(file, detected);
  const wiring = checkWiring(
    config,
    faults.map(({ key }) => key),
  );
  const all = [...faults, ...wiring, ...checkWall(config.wall)];
  return { config, faults: all, values: parsed.success ? parsed.data : null };
}

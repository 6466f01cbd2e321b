import { readFileSync } from 'node:fs';
import { parse, TomlError } from 'smol-toml';
import type { BoxConfig, ConfigFault } from '../../core/config.ts';
import { checkWiring } from '../../core/wiring.ts';
import { toConfig } from './convert.ts';
import { explain, withoutFaults } from './explain.ts';
import { boxFile } from './schema.ts';

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
 * Reads and checks a box.toml.
 * @param file null reads DEFAULT_FILE, and a computer without it gets the defaults
 * @param detected the board of this computer, for `board = "auto"`
 */
export function loadBoxConfig(file: string | null, detected: BoxConfig['board']): Loaded {
  const text = readConfig(file);
  if (typeof text !== 'string') return { config: null, faults: [text] };
  try {
    return checkBoxConfig(parse(text), detected);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const why = error.message.split('\n')[0]?.replace(/^Invalid TOML document: /, '') ?? '';
    const where = `${file ?? DEFAULT_FILE}, line ${error.line}, column ${error.column}`;
    return { config: null, faults: [{ key: '', message: `${where}: not valid TOML: ${why}` }] };
  }
}

/** Checks a parsed document; every fault is listed, not only the first. */
export function checkBoxConfig(document: unknown, detected: BoxConfig['board']): Loaded {
  const parsed = boxFile.safeParse(document, { reportInput: true });
  const faults = parsed.success ? [] : explain(parsed.error, boxFile);
  const file = parsed.success ? parsed.data : boxFile.parse(withoutFaults(document, parsed.error));
  const config = toConfig(file, detected);
  const wiring = checkWiring(
    config,
    faults.map(({ key }) => key),
  );
  return { config, faults: [...faults, ...wiring] };
}

function readConfig(file: string | null): string | ConfigFault {
  try {
    return decode(readFileSync(file ?? DEFAULT_FILE), file ?? DEFAULT_FILE);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    if (file === null && code === 'ENOENT') return '';
    const why: Record<string, string> = {
      ENOENT: 'there is no such file',
      ENOTDIR: 'there is no such file',
      EACCES: 'it may not be read by this user',
      EISDIR: 'it is a directory',
    };
    return { key: '', message: `cannot read ${file ?? DEFAULT_FILE}: ${why[code] ?? code}` };
  }
}

function decode(bytes: Uint8Array, file: string): string | ConfigFault {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return { key: '', message: `${file}: not UTF-8 text: save it as UTF-8` };
  }
}

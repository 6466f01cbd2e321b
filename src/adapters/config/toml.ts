import { readFileSync, statSync } from 'node:fs';
import { parse, TomlError } from 'smol-toml';
import type { ConfigFault } from '../../core/config.ts';

/** A thousand times what a configuration needs; a card may hold anything under its name. */
const SIZE_MAX = 1_000_000;

/** A file of configuration, unchecked. `text` is null where it need not be there, and is not. */
export type ReadToml = { document: unknown; text: string | null } | { fault: ConfigFault };

/**
 * Reads a file of configuration.
 * @param file null reads `standard`, and a computer without that gets an empty document
 */
export function readToml(file: string | null, standard: string): ReadToml {
  const path = file ?? standard;
  try {
    if (statSync(path).size > SIZE_MAX) {
      return { fault: { key: '', message: `cannot read ${path}: it is larger than 1 MB` } };
    }
    // Without the mark that Windows sets before a text.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
    return { document: parse(text), text };
  } catch (error) {
    if (file === null && codeOf(error) === 'ENOENT') return { document: {}, text: null };
    return { fault: { key: '', message: explain(error, path) } };
  }
}

const WHY: Record<string, string> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EACCES: 'it may not be read by this user',
  EISDIR: 'it is a directory',
};

function explain(error: unknown, path: string): string {
  if (error instanceof TomlError) {
    const why = error.message.split('\n')[0]?.replace(/^Invalid TOML document: /, '') ?? '';
    return `${path}, line ${error.line}, column ${error.column}: not valid TOML: ${why}`;
  }
  const code = codeOf(error);
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return `${path}: not UTF-8 text: save it as UTF-8`;
  return `cannot read ${path}: ${WHY[code] ?? code}`;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}

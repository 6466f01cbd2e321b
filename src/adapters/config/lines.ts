import { parse } from 'smol-toml';
import type { ConfigFault } from '../../core/config.ts';
import { isTable } from './layers.ts';

/** No person writes a longer file, and looking for its lines would take long. */
const LINES_MAX = 2_000;
/** Of one value: it is parsed anew with each further line. What comes behind a longer one has no line. */
const VALUE_LINES_MAX = 100;

/** The faults with the lines of their keys in this text, or of the table that lacks the key, where there is one. */
export function placeFaults(faults: readonly ConfigFault[], text: string): ConfigFault[] {
  const lines: ReadonlyMap<string, number> = faults.length === 0 ? new Map() : linesOf(text);
  return faults.map((fault) => {
    const table = fault.key.replace(/\.[^.]*$/, '');
    const line = lines.get(fault.key) ?? lines.get(table);
    return line === undefined ? fault : { ...fault, line };
  });
}

/**
 * The line, from 1, on which each table, key and entry of a list is first named in a sound TOML text, by its dotted key.
 * What a value of several lines holds is where the value begins.
 */
export function linesOf(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  const counts = new Map<string, number>();
  let table: readonly string[] = [];
  for (const { line, document, isHead } of statementsOf(text)) {
    if (isHead) table = pathOfHead(document, counts);
    const named = isHead ? table.map((_, index) => table.slice(0, index + 1)) : pathsIn(document, table);
    for (const path of named) {
      const key = path.join('.');
      if (!lines.has(key)) lines.set(key, line);
    }
  }
  return lines;
}

interface Statement {
  line: number;
  document: unknown;
  /** `[table]` or `[[list]]`; else a key with its value. */
  isHead: boolean;
}

/** The text cut into the fewest lines that are sound by themselves, so that TOML's grammar stays its parser's business. */
function* statementsOf(text: string): Generator<Statement> {
  const lines = text.split(/\r?\n/);
  let pending: string[] = [];
  for (const [index, added] of lines.slice(0, LINES_MAX).entries()) {
    pending.push(added);
    const whole = pending.join('\n');
    const document = parsed(whole);
    if (document === null && pending.length < VALUE_LINES_MAX) continue;
    if (document === null) return;
    yield { line: index + 2 - pending.length, document, isHead: /^\s*\[/.test(whole) };
    pending = [];
  }
}

function parsed(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return null; // goes on in the next line
  }
}

/** Where the keys below a head go. @param counts how many entries each list of tables has had before it */
function pathOfHead(document: unknown, counts: Map<string, number>): readonly string[] {
  const path: string[] = [];
  let here = document;
  while (isTable(here)) {
    const [key] = Object.keys(here);
    if (key === undefined) break;
    path.push(key);
    here = here[key];
    const list = path.join('.');
    const before = counts.get(list) ?? 0;
    if (Array.isArray(here)) {
      counts.set(list, before + 1);
      path.push(String(before));
      here = here[0];
    } else if (before > 0) path.push(String(before - 1)); // of the last entry
  }
  return path;
}

function pathsIn(value: unknown, above: readonly string[]): (readonly string[])[] {
  if (!isTable(value) && !Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const path = [...above, key];
    return [path, ...pathsIn(inner, path)];
  });
}

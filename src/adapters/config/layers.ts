import { isDeepStrictEqual } from 'node:util';
import type { FileView } from '../../core/configuration.ts';
import { type BoxFile, boxFile } from './schema.ts';

/** One file of configuration, read and not checked. */
export interface Layer {
  file: string;
  document: unknown;
  text: string;
}

/** The keys of `over` lie over those of `under`; tables are joined, everything else is replaced. */
export function layOver(under: unknown, over: unknown): unknown {
  if (!isTable(under) || !isTable(over)) return over;
  const joined = Object.entries(over).map(([key, value]) => [key, layOver(under[key], value)] as const);
  // As entries, so that a key called __proto__ stays a key, and is refused.
  return Object.fromEntries([...Object.entries(under), ...joined]);
}

/**
 * The keys that each file has the last word on, without those that say the default.
 * @param values what all of them come to
 */
export function originsOf(layers: readonly Layer[], values: BoxFile): FileView[] {
  const defaults = boxFile.parse({});
  return layers.map(({ file, document }, index) => {
    const later = layers.slice(index + 1);
    const keys = leavesOf(document).filter(
      (path) =>
        !later.some((layer) => valueAt(layer.document, path) !== undefined) &&
        !isDeepStrictEqual(valueAt(values, path), valueAt(defaults, path)),
    );
    return { file, keys: keys.map((path) => path.join('.')) };
  });
}

export function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

function leavesOf(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (!isTable(value)) return [path];
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, [...path, key]));
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce((here, key) => (isTable(here) ? here[key] : undefined), value);
}

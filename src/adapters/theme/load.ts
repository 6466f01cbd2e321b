import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { parse, TomlError } from 'smol-toml';
import type { ConfigFault } from '../../core/config.ts';
import { COLOURS, checkSchemes, OWN_SCHEMES, type Scheme, themeCss } from '../../core/theme.ts';
import { readAsset, readBounded, type ThemeAsset } from './file.ts';
import { slipsOf, type ThemeFile, themeFile } from './schema.ts';

/** The colours, logo and fonts of the kiosk, ready to be served. */
export interface Theme {
  /** Another one when anything of it has changed. */
  version: string;
  css: string;
  /** By its name below /theme/: `logo`, `regular.woff2`, `bold.woff2`. */
  assets: ReadonlyMap<string, ThemeAsset>;
}

export interface LoadedTheme {
  /** LikeBox's own beside faults. */
  theme: Theme;
  faults: readonly ConfigFault[];
}

type Given = Partial<Record<keyof Scheme, string | undefined>>;

/**
 * Reads a theme file and what lies beside it; every fault is listed.
 * @param path null gives LikeBox's own
 */
export function loadTheme(path: string | null): LoadedTheme {
  if (path === null) return { theme: OWN, faults: [] };
  const document = readDocument(path);
  if ('fault' in document) return { theme: OWN, faults: [document.fault] };
  const parsed = themeFile.safeParse(document.value);
  if (!parsed.success) {
    const faults = slipsOf(parsed.error).map((slip) => ({
      key: ['theme', slip.path.join('.')].join(' ').trim(),
      message: slip.message,
    }));
    return { theme: OWN, faults };
  }
  const { dark, light } = parsed.data;
  const schemes = { dark: over(OWN_SCHEMES.dark, dark), light: over(OWN_SCHEMES.light, light) };
  const beside = readBeside(dirname(path), parsed.data);
  const faults = [...beside.faults, ...checkSchemes(schemes)];
  return { theme: faults.length > 0 ? OWN : themeOf(schemes, beside.assets), faults };
}

function readBeside(
  directory: string,
  { logo, fonts }: ThemeFile,
): Pick<Theme & LoadedTheme, 'assets' | 'faults'> {
  const faults: ConfigFault[] = [];
  const assets = new Map<string, ThemeAsset>();
  for (const [key, name, file] of [
    ['logo', 'logo', logo],
    ['fonts.regular', 'regular.woff2', fonts.regular],
    ['fonts.bold', 'bold.woff2', fonts.bold],
  ] as const) {
    if (file === undefined) continue;
    try {
      assets.set(name, readAsset(join(directory, file)));
    } catch (error) {
      faults.push({ key: `theme ${key}`, message: `cannot use ${file}: ${wordsOf(error)}` });
    }
  }
  return { assets, faults };
}

function themeOf(schemes: typeof OWN_SCHEMES, assets: ReadonlyMap<string, ThemeAsset>): Theme {
  const css = themeCss(schemes, {
    regular: assets.has('regular.woff2'),
    bold: assets.has('bold.woff2'),
  });
  const hash = createHash('sha256').update(css);
  for (const [name, { bytes }] of assets) hash.update(`${name} ${bytes.length} `).update(bytes);
  return { version: hash.digest('hex').slice(0, 32), css, assets };
}

const OWN = themeOf(OWN_SCHEMES, new Map());

function over(own: Scheme, given: Given): Scheme {
  const pairs = COLOURS.map((name) => [name, given[name] ?? own[name]] as const);
  return Object.fromEntries(pairs) as Record<keyof Scheme, string>;
}

function readDocument(path: string): { value: unknown } | { fault: ConfigFault } {
  try {
    return { value: parse(new TextDecoder('utf-8', { fatal: true }).decode(readBounded(path))) };
  } catch (error) {
    return { fault: { key: 'display.theme', message: explain(error, path) } };
  }
}

function explain(error: unknown, path: string): string {
  if (error instanceof TomlError) {
    const why = error.message.split('\n')[0]?.replace(/^Invalid TOML document: /, '') ?? '';
    return `${path}, line ${error.line}, column ${error.column}: not valid TOML: ${why}`;
  }
  if (error instanceof TypeError) return `${path}: not UTF-8 text: save it as UTF-8`;
  return `cannot read ${path}: ${wordsOf(error)}`;
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

import { readFileSync, statSync } from 'node:fs';

/** A file of a theme, as a page GETs it. */
export interface ThemeAsset {
  bytes: Uint8Array;
  type: string;
}

const BYTES_MAX = 4_194_304;

/** How a file of each kind begins; an SVG is text with that element. */
const KINDS: Readonly<Record<string, { type: string; is: (bytes: Buffer) => boolean; words: string }>> = {
  svg: {
    type: 'image/svg+xml',
    is: (bytes) => /<svg[\s>]/.test(bytes.subarray(0, 4_096).toString('utf8')),
    words: 'no SVG picture',
  },
  png: {
    type: 'image/png',
    is: (bytes) => bytes.subarray(0, 8).toString('latin1') === '\x89PNG\r\n\x1a\n',
    words: 'no PNG picture',
  },
  webp: {
    type: 'image/webp',
    is: (bytes) => bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP',
    words: 'no WebP picture',
  },
  woff2: {
    type: 'font/woff2',
    is: (bytes) => bytes.toString('latin1', 0, 4) === 'wOF2',
    words: 'no WOFF2 font',
  },
};

const WHY: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EACCES: 'it may not be read by this user',
  EISDIR: 'it is a directory',
};

/** Reads a file whole; throws a sentence that does not name it. At most 4 MB, so that a screen is not kept waiting. */
export function readBounded(path: string): Buffer {
  try {
    const { size } = statSync(path);
    if (size > BYTES_MAX) throw new Error('it is larger than 4 MB');
    return readFileSync(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : null;
    throw code === null ? error : new Error(WHY[code] ?? code, { cause: error });
  }
}

/** Reads a logo or a font and looks at how it begins; throws a sentence that does not name it. */
export function readAsset(path: string): ThemeAsset {
  const kind = KINDS[/\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? ''];
  if (kind === undefined) throw new Error('its kind is not known');
  const bytes = readBounded(path);
  if (!kind.is(bytes)) throw new Error(`it is ${kind.words}`);
  return { bytes, type: kind.type };
}

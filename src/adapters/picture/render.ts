import { createHash } from 'node:crypto';
import type { Metadata, Sharp, SharpOptions } from 'sharp';
import type { Picture } from '../../core/wall/post.ts';
import { type Kind, kindOf } from './kinds.ts';
import { loadSharp } from './library.ts';
import { Refusal, wordsOf } from './refusal.ts';

export const REMOTE_KINDS: readonly Kind[] = ['jpeg', 'png', 'webp', 'gif', 'heif'];
export const OWN_KINDS: readonly Kind[] = [...REMOTE_KINDS, 'svg'];

const PIXELS_MAX = 40_000_000;
/**
 * Of what has to be decoded whole before it can be made smaller. Measured with libvips 8.18 at 35 to 40 million pixels:
 * AVIF took 626 MB of memory, an interlaced PNG of 16 bits 298 MB, a GIF 222 MB; other files take 19 to 134 MB. Boards
 * with 512 MB are to survive them.
 */
const WHOLE_PIXELS_MAX = 12_000_000;
/** As wide and as high as a picture is stored: a screen of 1080 lines shows no more of it beside a text. */
const BOX = { width: 1_600, height: 1_200 };
const QUALITY = 78;
const DECODING_S_MAX = 10;
const SVG_DPI = { base: 72, max: 100_000 };

const NAMES: Readonly<Record<Kind, string>> = {
  jpeg: 'JPEG',
  png: 'PNG',
  webp: 'WebP',
  gif: 'GIF',
  heif: 'AVIF',
  svg: 'SVG',
};

/** A picture and its bytes, as WebP. */
export interface Rendered {
  picture: Picture;
  bytes: Uint8Array;
}

/**
 * Decodes a picture and encodes it again: the first frame, upright, at most 1600 × 1200, in sRGB, and nothing of what
 * was written beside the pixels. Throws a `Refusal`.
 * The work is done on a thread of the library's, so the loop goes on meanwhile; of a thousand files with bytes changed at
 * random none ended the process (sharp 0.35).
 * @param kinds what it may be, by its content
 */
export async function render(bytes: Uint8Array, kinds: readonly Kind[]): Promise<Rendered> {
  const sharp = await loadSharp();
  const kind = kindOf(bytes);
  if (kind === null || !kinds.includes(kind))
    throw new Refusal(`it is ${kind === null ? 'not' : `${NAMES[kind]}, not`} ${listOf(kinds)}`);
  try {
    const found = await sharp(bytes, { limitInputPixels: false }).metadata();
    checkSize(kind, found);
    return await encode(sharp(bytes, optionsFor(kind, found)));
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal(`it is damaged (${wordsOf(error)})`, { cause: error });
  }
}

function listOf(kinds: readonly Kind[]): string {
  return kinds
    .map((kind) => NAMES[kind])
    .join(', ')
    .replace(/, (\w+)$/, ' or $1');
}

/** Before anything is decoded: a few bytes may promise more pixels than there is memory. */
function checkSize(kind: Kind, { format, compression, width, height, isProgressive }: Metadata): void {
  if (format !== kind || (kind === 'heif' && compression !== 'av1'))
    throw new Refusal(`it only begins like ${NAMES[kind]}`);
  const isWhole = kind === 'heif' || kind === 'gif' || (kind === 'png' && isProgressive);
  const most = isWhole ? WHOLE_PIXELS_MAX : PIXELS_MAX;
  if (kind !== 'svg' && width * height > most) {
    throw new Refusal(`it has ${width} × ${height} pixels, more than ${most / 1_000_000} million`);
  }
}

function optionsFor(kind: Kind, { width, height }: Metadata): SharpOptions {
  const scale = Math.min(BOX.width / width, BOX.height / height);
  const density = Math.min(Math.max(SVG_DPI.base * scale, 1), SVG_DPI.max);
  return {
    failOn: 'error',
    limitInputPixels: PIXELS_MAX,
    sequentialRead: true,
    autoOrient: true,
    // Drawn at the size at which it is shown: a small drawing stays sharp, a vast one is never drawn.
    ...(kind === 'svg' ? { density } : {}),
  };
}

async function encode(decoded: Sharp): Promise<Rendered> {
  const { data, info } = await decoded
    .timeout({ seconds: DECODING_S_MAX })
    .resize({ ...BOX, fit: 'inside', withoutEnlargement: true })
    .webp({ quality: QUALITY })
    .toBuffer({ resolveWithObject: true });
  const digest = createHash('sha256').update(data).digest('hex');
  return { picture: { digest, width: info.width, height: info.height }, bytes: data };
}

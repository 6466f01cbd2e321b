import { readdir, readFile, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { ImagesDocument } from '../../core/display.ts';
import { Refusal, wordsOf } from './refusal.ts';
import { OWN_KINDS, render } from './render.ts';

const IMAGES_MAX = 50;
const FILE_BYTES_MAX = 20_971_520;
const FILES_MAX = 1_000; // a folder with more is not one that was made for the screen
const ALT_CHARS_MAX = 120;

/** The pictures of a folder, ready to be served as `/pictures/<digest>.webp`. */
export interface OwnImages {
  images: ImagesDocument['images'];
  bytes: Map<string, Uint8Array>;
  /** A sentence for each file that is not shown, in the order of the files. */
  faults: string[];
}

interface Found {
  name: string;
  size: number;
  modifiedAt: number;
}

/**
 * Reads the sponsors and maps of a folder: PNG, JPEG, WebP, AVIF, GIF and SVG by their content, in the order of their
 * names, at most 50 of at most 20 MB. Hidden files and folders are left alone. What is said of a picture is its file's
 * name: `02_gold-acme.png` is "gold acme". Never rejects.
 */
export async function makeImages(folder: string): Promise<OwnImages> {
  const made: OwnImages = { images: [], bytes: new Map(), faults: [] };
  let found: Found[];
  try {
    found = await filesOf(folder);
  } catch (error) {
    return { ...made, faults: [`The images in ${folder} cannot be read (${wordsOf(error)}).`] };
  }
  const images: ImagesDocument['images'][number][] = [];
  for (const { name, size } of found.slice(0, IMAGES_MAX)) {
    try {
      if (size > FILE_BYTES_MAX) throw new Refusal(`it is larger than ${FILE_BYTES_MAX / 1_048_576} MB`);
      const { picture, bytes } = await render(await readFile(join(folder, name)), OWN_KINDS);
      if (made.bytes.has(picture.digest)) throw new Refusal('it is there already, under another name');
      made.bytes.set(picture.digest, bytes);
      images.push({ ...picture, alt: altOf(name) });
    } catch (error) {
      made.faults.push(`${join(folder, name)} is not shown: ${wordsOf(error)}.`);
    }
  }
  if (found.length > IMAGES_MAX) {
    made.faults.push(`${folder} has ${found.length} files; only the first ${IMAGES_MAX} by name are shown.`);
  }
  return { ...made, images };
}

/**
 * Another text whenever a file of the folder comes, goes, or changes its size or its time: then `makeImages` is worth its
 * while again. Never rejects; a folder that cannot be read has a sign too.
 */
export async function signOf(folder: string): Promise<string> {
  try {
    return JSON.stringify(await filesOf(folder));
  } catch (error) {
    return wordsOf(error);
  }
}

const byName = new Intl.Collator('en', { numeric: true }); // 2_silver before 10_bronze

async function filesOf(folder: string): Promise<Found[]> {
  const names = (await readdir(folder)).filter((name) => !name.startsWith('.')).sort(byName.compare);
  const found: Found[] = [];
  for (const name of names.slice(0, FILES_MAX)) {
    const file = await stat(join(folder, name)).catch(() => null); // removed since, or a link to nowhere
    if (file?.isFile()) found.push({ name, size: file.size, modifiedAt: file.mtimeMs });
  }
  return found;
}

function altOf(name: string): string {
  const words = name
    .slice(0, name.length - extname(name).length)
    .normalize('NFC')
    .replace(/[\s_.-]+/g, ' ')
    .trim();
  return words.replace(/^\d+ (?=\S)/, '').slice(0, ALT_CHARS_MAX);
}

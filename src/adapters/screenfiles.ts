import { webcrypto } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { KeptScreens, ScreenKeep, ScreenName } from '../app/link/ports.ts';
import { replaceFile } from './durable.ts';

/** Of what is written; what another version wrote is asked for again. */
const FORMAT = 1;
const PICTURE = /^([0-9a-f]{64})\.webp$/;

/**
 * `<data_dir>/screen/`: one JSON file for each document, `<digest>.webp` for each picture. It is not in the database of
 * the votes, so that no vote waits for it there.
 */
export function createScreenFiles(dataDir: string): ScreenKeep {
  const folder = join(dataDir, 'screen');
  const pathOf = (digest: string) => join(folder, `${digest}.webp`);

  async function read<N extends ScreenName>(name: N): Promise<KeptScreens[N]> {
    try {
      const { format, etag, value } = JSON.parse(await readFile(join(folder, `${name}.json`), 'utf8'));
      return format === FORMAT ? ({ etag, value } as KeptScreens[N]) : null;
    } catch {
      return null; // never kept, or garbled: it is asked for again
    }
  }

  /** Null for one that is not there or not whole: pictures are written without waiting for the disk. */
  async function picture(digest: string): Promise<Buffer | null> {
    const bytes = await readFile(pathOf(digest)).catch(() => null);
    return bytes !== null && (await digestOf(bytes)) === digest ? bytes : null;
  }

  return {
    async load() {
      return { wall: await read('wall'), results: await read('results'), images: await read('images') };
    },
    async save(name, kept) {
      const path = join(folder, `${name}.json`);
      if (kept === null) return rm(path, { force: true });
      await mkdir(folder, { recursive: true });
      await replaceFile(path, JSON.stringify({ format: FORMAT, ...kept }));
    },
    async pictures() {
      const sizes = new Map<string, number>();
      for (const name of await namesIn(folder)) {
        const digest = PICTURE.exec(name)?.[1];
        const bytes = digest === undefined ? null : await picture(digest);
        if (digest !== undefined && bytes !== null) sizes.set(digest, bytes.length);
      }
      return sizes;
    },
    async savePicture(digest, bytes) {
      await mkdir(folder, { recursive: true });
      await writeFile(`${pathOf(digest)}.writing`, bytes);
      await rename(`${pathOf(digest)}.writing`, pathOf(digest));
    },
    picture,
    async keepOnly(digests) {
      for (const name of await namesIn(folder)) {
        const digest = PICTURE.exec(name)?.[1];
        const isLeft = name.endsWith('.webp.writing') || (digest !== undefined && !digests.has(digest));
        if (isLeft) await rm(join(folder, name), { force: true });
      }
    },
  };
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

/** Beside the loop: presses wait for nobody's picture. */
async function digestOf(bytes: Buffer): Promise<string> {
  return Buffer.from(await webcrypto.subtle.digest('SHA-256', bytes)).toString('hex');
}

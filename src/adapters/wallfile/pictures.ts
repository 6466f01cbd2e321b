import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf, isDraft, replaceFile } from '../durable.ts';

const DIGEST = /^[0-9a-f]{64}$/;

/** Pictures in a folder, each as `<digest>.webp`. */
export interface PictureFolder {
  /** Drops the oldest beyond `bytesMax`, those of `keep` last. Rejects with a sentence. */
  save(digest: string, bytes: Uint8Array, keep: readonly string[]): Promise<void>;
  /** Null when it is not there, or no longer what it was. */
  read(digest: string): Promise<Uint8Array | null>;
}

/** The folder is made when the first picture comes. Calls of `save` must not overlap. */
export function createPictureFolder(folder: string, bytesMax: number): PictureFolder {
  /** Bytes of each picture, the oldest first. */
  let sizes: Map<string, number> | null = null;
  const pathOf = (digest: string) => join(folder, `${digest}.webp`);

  async function makeRoom(held: Map<string, number>, bytes: number, keep: readonly string[]): Promise<void> {
    const kept = new Set(keep);
    const byWorth = [...held.keys()]
      .filter((one) => !kept.has(one))
      .concat([...held.keys()].filter((one) => kept.has(one)));
    let total = bytes;
    for (const size of held.values()) total += size;
    for (const digest of byWorth) {
      if (total <= bytesMax) return;
      await rm(pathOf(digest), { force: true });
      total -= held.get(digest) ?? 0;
      held.delete(digest);
    }
  }

  return {
    async save(digest, bytes, keep) {
      if (!DIGEST.test(digest)) throw new Error(`"${digest}" is no digest of a picture.`);
      if (bytes.length > bytesMax)
        throw new Error(`a picture of ${bytes.length} bytes is more than the wall may keep.`);
      sizes ??= await openFolder(folder);
      sizes.delete(digest); // it is the newest now
      await makeRoom(sizes, bytes.length, keep);
      await replaceFile(pathOf(digest), bytes);
      sizes.set(digest, bytes.length);
    },
    async read(digest) {
      if (!DIGEST.test(digest)) return null;
      const bytes = await readFile(pathOf(digest)).catch(() => null);
      const isWhole = bytes !== null && createHash('sha256').update(bytes).digest('hex') === digest;
      return isWhole ? bytes : null;
    },
  };
}

async function openFolder(folder: string): Promise<Map<string, number>> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o750 });
    const found: { digest: string; size: number; modifiedAt: number }[] = [];
    for (const name of await readdir(folder)) {
      if (isDraft(name)) await rm(join(folder, name), { force: true });
      const digest = name.replace(/\.webp$/, '');
      if (!DIGEST.test(digest)) continue;
      const { size, mtimeMs } = await stat(join(folder, name));
      found.push({ digest, size, modifiedAt: mtimeMs });
    }
    found.sort((a, b) => a.modifiedAt - b.modifiedAt);
    return new Map(found.map(({ digest, size }) => [digest, size]));
  } catch (error) {
    throw new Error(`cannot keep pictures in ${folder} (${codeOf(error)}).`, { cause: error });
  }
}

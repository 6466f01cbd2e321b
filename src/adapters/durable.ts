import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

const DRAFT = '.writing';

/** The name of a file until it is whole. */
export function draftOf(path: string): string {
  return `${path}${DRAFT}`;
}

/** Whether a file name is of a file that was never finished. */
export function isDraft(name: string): boolean {
  return name.endsWith(DRAFT);
}

/**
 * Writes a file that is whole at any moment, and that a power cut does not take back. Rejects with a sentence.
 * @param mode who may read it; the group of the box unless said
 */
export async function replaceFile(path: string, content: string | Uint8Array, mode = 0o640): Promise<void> {
  try {
    await writeDurably(draftOf(path), content, mode);
    await placeDraft(path);
  } catch (error) {
    throw new Error(`cannot write ${path} (${codeOf(error)}).`, { cause: error });
  }
}

/** Gives a draft its name when what it holds is on the disk. Rejects with what the file system says. */
export async function placeDraft(path: string): Promise<void> {
  await rename(draftOf(path), path);
  await syncDirectory(dirname(path));
}

/** The code of a fault of the disk, or what it says of itself. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}

async function writeDurably(path: string, content: string | Uint8Array, mode: number): Promise<void> {
  const file = await open(path, 'w', mode);
  try {
    await file.chmod(mode); // a draft that was left behind keeps the mode it had
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes the new name survive a power cut. */
async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

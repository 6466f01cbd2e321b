import { constants } from 'node:fs';
import { access, type FileHandle, open, rm, statfs } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Clock } from '../../app/ports.ts';
import type { DiskReading } from '../../core/doctor/disk.ts';

const WRITES = 100;
const PAGE_BYTES = 4_096;
/** A card that is dying must not hold up the rest. */
const ENOUGH_MS = 10_000;

interface Asked {
  dataDir: string;
  clock: Pick<Clock, 'monoMs'>;
  /** Ends the measurement early; what was measured until then is given. */
  signal: AbortSignal;
}

/**
 * Writes as the store does, a page at a time, each until it is on the disk, and measures that. The file it needs for
 * it has no name for long: it is removed before the first write, so that nothing stays behind whatever happens.
 */
export async function measureDisk({ dataDir, clock, signal }: Asked): Promise<DiskReading> {
  const wanted = resolve(dataDir);
  const directory = await nearest(wanted);
  const { bavail, blocks, bsize } = await statfs(directory);
  const measured = await measure(directory, clock, signal);
  return {
    directory,
    exists: directory === wanted,
    freeBytes: bavail * bsize,
    totalBytes: blocks * bsize,
    readOnly: measured.refused === 'read-only' || (await isReadOnly(directory)),
    ...measured,
  };
}

async function measure(
  directory: string,
  clock: Asked['clock'],
  signal: AbortSignal,
): Promise<Pick<DiskReading, 'syncsMs' | 'refused'>> {
  const syncsMs: number[] = [];
  let file: FileHandle | null = null;
  try {
    file = await openNameless(directory);
    const beganMs = clock.monoMs();
    while (syncsMs.length < WRITES && clock.monoMs() - beganMs < ENOUGH_MS && !signal.aborted) {
      const startedMs = clock.monoMs();
      await file.write(Buffer.alloc(PAGE_BYTES, syncsMs.length), 0, PAGE_BYTES, syncsMs.length * PAGE_BYTES);
      await file.datasync();
      syncsMs.push(clock.monoMs() - startedMs);
    }
    return { syncsMs, refused: null };
  } catch (error) {
    return { syncsMs, refused: refusalOf(error) };
  } finally {
    await file?.close().catch(() => {});
  }
}

async function openNameless(directory: string): Promise<FileHandle> {
  const path = join(directory, `.likebox-doctor-${process.pid}`);
  const file = await open(path, 'wx', 0o600);
  await rm(path);
  return file;
}

/** The directory itself, or the first one above it that exists. */
async function nearest(directory: string): Promise<string> {
  const parent = dirname(directory);
  const exists = await access(directory).then(
    () => true,
    (error: unknown) => codeOf(error) !== 'ENOENT' && codeOf(error) !== 'ENOTDIR',
  );
  return exists || parent === directory ? directory : nearest(parent);
}

async function isReadOnly(directory: string): Promise<boolean> {
  return access(directory, constants.W_OK).then(
    () => false,
    (error: unknown) => codeOf(error) === 'EROFS',
  );
}

const REFUSALS: Readonly<Record<string, string>> = {
  EROFS: 'read-only',
  EACCES: 'denied',
  EPERM: 'denied',
  ENOSPC: 'full',
  EDQUOT: 'full',
};

function refusalOf(error: unknown): string {
  const code = codeOf(error);
  return REFUSALS[code] ?? (error instanceof Error ? error.message : code);
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

import { existsSync, mkdirSync, readdirSync, rmSync, statfsSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isDraft } from '../durable.ts';
import { freeName, stamp } from './aside.ts';
import { type Backup, backUp } from './backup.ts';
import { explain, StoreError } from './errors.ts';

/** A backup to make among those that a place keeps. */
export interface Keeping {
  /** The database. */
  path: string;
  /** Where backups are kept; made when absent, but nothing above it: a stick may have been pulled. */
  directory: string;
  /** The id of the box: one stick may serve several. */
  box: string;
  /** Now, epoch milliseconds. */
  at: number;
}

/** Of one box in one place. */
const KEPT = 7;
/** Share of a disk that stays free: votes come first. */
const FREE = 0.1;

/**
 * Makes a backup named after box and time, and removes the oldest beyond the newest seven of this box. Throws a
 * StoreError; the older ones stay then.
 */
export async function keepBackup({ path, directory, box, at }: Keeping): Promise<Backup> {
  try {
    if (!existsSync(directory)) mkdirSync(directory, { mode: 0o750 });
    const ours = new RegExp(`^${box}-\\d{8}T\\d{6}Z\\.db(-\\d+)?`);
    removeDrafts(directory, ours);
    refuseShort(directory, statSync(path, { throwIfNoEntry: false })?.size ?? 0);
    const backup = await backUp(path, freeName(join(directory, `${box}-${stamp(at)}.db`)), at);
    rotate(directory, ours, basename(backup.path));
    return backup;
  } catch (error) {
    throw explain(error, join(directory, box));
  }
}

/** What a power cut left. */
function removeDrafts(directory: string, ours: RegExp): void {
  for (const name of readdirSync(directory)) {
    const bare = name.replace(/-(journal|wal|shm)$/, '');
    if (isDraft(bare) && ours.test(bare)) rmSync(join(directory, name), { force: true });
  }
}

function refuseShort(directory: string, bytes: number): void {
  const { bavail, blocks, bsize } = statfsSync(directory);
  if (bavail * bsize - bytes >= FREE * blocks * bsize) return;
  throw new StoreError(
    'full',
    `The disk that holds ${directory} has no room for a backup: 10 % of it stay free. Remove what is not needed.`,
  );
}

/** The new one stays, whatever a wrong clock named it. */
function rotate(directory: string, ours: RegExp, newest: string): void {
  const others = readdirSync(directory).filter((name) => name !== newest && ours.exec(name)?.[0] === name);
  for (const name of others
    .sort()
    .reverse()
    .slice(KEPT - 1))
    rmSync(join(directory, name), { force: true });
}

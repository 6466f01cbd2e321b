import { SLOW_AFTER_MS } from '../patterns.ts';
import { type Check, createCheck } from './check.ts';

/** What was measured where the votes are kept. */
export interface DiskReading {
  /** The directory that was measured: the nearest one above a data_dir that is not there yet. */
  directory: string;
  exists: boolean;
  freeBytes: number;
  totalBytes: number;
  readOnly: boolean;
  /** Milliseconds that each write took to be on the disk; empty when nothing could be written. */
  syncsMs: readonly number[];
  /** Why nothing could be written; null when it could. */
  refused: 'read-only' | 'denied' | 'full' | string | null;
}

const MEGABYTE = 1_000_000;
/** A vote takes 4.1 kB: some 5,000 of them, a busy day of a room, and its log. */
const FULL_BYTES = 20 * MEGABYTE;
const SCARCE_BYTES = 200 * MEGABYTE;
/** A person has left by then. */
const STUCK_MS = 2_000;

/** Room for votes, and whether they can be written at all. */
export function judgeSpace(reading: DiskReading): Check {
  const { directory, freeBytes, totalBytes, readOnly, refused, exists } = reading;
  const values = { directory, freeBytes, totalBytes, readOnly };
  const refusal = refusalOf(reading);
  if (refusal !== null) {
    const { words, mend } = refusal;
    const verdict = refused === 'denied' ? 'warning' : 'wrong';
    return createCheck('disk-space', verdict, words, { mend, values });
  }
  const free = `${Math.floor(freeBytes / MEGABYTE)} MB free for ${directory}`;
  const later = exists ? '' : ' (data_dir is made at the first start)';
  const mend = `sudo du -xh ${directory} | sort -h | tail`;
  if (freeBytes < FULL_BYTES)
    return createCheck('disk-space', 'wrong', `only ${free}${later}`, { mend, values });
  if (freeBytes < SCARCE_BYTES)
    return createCheck('disk-space', 'warning', `only ${free}${later}`, { mend, values });
  return createCheck('disk-space', 'ok', `${free}${later}`, { values });
}

function refusalOf({ directory, readOnly, refused }: DiskReading): { words: string; mend: string } | null {
  if (readOnly || refused === 'read-only') {
    const words = `${directory} is on a file system that is read-only: no vote can be stored`;
    return { words, mend: `sudo mount -o remount,rw "$(findmnt -no TARGET -T ${directory})"` };
  }
  if (refused === 'denied') {
    const words = `${directory} may not be written by this user, so it was not measured`;
    return { words, mend: 'run this as the user of the box, or with sudo' };
  }
  if (refused === 'full') {
    return { words: `${directory} is full`, mend: `sudo du -xh ${directory} | sort -h | tail` };
  }
  if (refused === null) return null;
  return {
    words: `${directory} cannot be written: ${refused}`,
    mend: 'sudo dmesg | tail, then another SD card',
  };
}

/** How long a vote waits for the disk. */
export function judgeSpeed({ syncsMs, directory }: DiskReading): Check {
  if (syncsMs.length === 0) return createCheck('disk-speed', 'absent', 'nothing could be written');
  const p50Ms = percentile(syncsMs, 50);
  const p99Ms = percentile(syncsMs, 99);
  const maxMs = percentile(syncsMs, 100);
  const values = { directory, writes: syncsMs.length, p50Ms, p99Ms, maxMs };
  const facts = `a vote waits ${p50Ms} ms for the disk, 1 in 100 waits ${p99Ms} ms (${syncsMs.length} writes)`;
  const mend = 'another SD card, one for endurance ("A1" or better)';
  if (p99Ms > STUCK_MS) {
    return createCheck('disk-speed', 'wrong', `${facts}: people have left by then`, { mend, values });
  }
  if (p99Ms > SLOW_AFTER_MS) {
    return createCheck('disk-speed', 'warning', `${facts}: some see "one moment"`, { mend, values });
  }
  return createCheck('disk-speed', 'ok', facts, { values });
}

/** The smallest value that `percent` of all do not exceed, to a tenth of a millisecond. */
function percentile(valuesMs: readonly number[], percent: number): number {
  const sorted = [...valuesMs].sort((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)] ?? 0;
  return Math.round(value * 10) / 10;
}

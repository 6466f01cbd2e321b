/** Page size of every box's database: SQLite's default, set at creation so that a salvage can rely on it. */
export const PAGE_SIZE = 4096;

/** One page as a WAL holds it. */
export interface WalFrame {
  page: number;
  /** Ends a transaction. */
  commit: boolean;
  /** Where the page begins in the WAL's bytes. */
  offset: number;
}

export interface WalReading {
  /** The pages of committed transactions in order; after damage also those that are whole behind it. */
  frames: readonly WalFrame[];
  /** True when something that was once synced is broken; a torn end, as a power cut leaves it, is not. */
  damaged: boolean;
}

const HEADER_SIZE = 32;
export const FRAME_HEADER_SIZE = 24;
const MAGIC = 0x377f0682; // the lowest bit says in which order the checksum reads its words

/**
 * Reads a write-ahead log as bytes (https://sqlite.org/fileformat2.html#the_write_ahead_log).
 * SQLite itself silently forgets everything behind the first bad frame. That is right for the end of the
 * log, which was never synced, and wrong for damage further up, where acknowledged votes are forgotten:
 * every transaction but the last was synced before the next began, so two commits behind a bad frame
 * mean damage.
 */
export function readWal(wal: Buffer): WalReading {
  if (wal.length < HEADER_SIZE + FRAME_HEADER_SIZE + PAGE_SIZE) return { frames: [], damaged: false };
  const headerSound = hasSoundHeader(wal);
  const saltFrom = headerSound ? 16 : HEADER_SIZE + 8;
  const salt = wal.subarray(saltFrom, saltFrom + 8);
  const bigEndian = headerSound && (wal.readUInt32BE(0) & 1) === 1; // no board of ours writes it
  const frames: WalFrame[] = [];
  let soundLength = 0;
  let broken = !headerSound;
  let commitsBehind = 0;
  let previous: Checksum = [wal.readUInt32BE(24), wal.readUInt32BE(28)];
  const step = FRAME_HEADER_SIZE + PAGE_SIZE;
  for (let at = HEADER_SIZE; at + step <= wal.length; at += step) {
    const ours = wal.subarray(at + 8, at + 16).equals(salt);
    const stored: Checksum = [wal.readUInt32BE(at + 16), wal.readUInt32BE(at + 20)];
    const whole = ours && same(frameChecksum(wal, at, previous, bigEndian), stored);
    const commit = wal.readUInt32BE(at + 4) !== 0;
    // The first bad frame counts when it is of this log: a power cut may have torn it, but then none follows.
    if (commit && ours && (broken ? whole : !whole)) commitsBehind += 1;
    if (!whole) broken = true;
    else frames.push({ page: wal.readUInt32BE(at), commit, offset: at + FRAME_HEADER_SIZE });
    if (!broken && commit) soundLength = frames.length;
    previous = stored;
  }
  const damaged = commitsBehind >= 2 || (!headerSound && commitsBehind > 0);
  if (!damaged) return { frames: frames.slice(0, soundLength), damaged };
  return { frames: frames.slice(0, frames.findLastIndex((frame) => frame.commit) + 1), damaged };
}

type Checksum = readonly [number, number];

function hasSoundHeader(wal: Buffer): boolean {
  if ((wal.readUInt32BE(0) & ~1) >>> 0 !== MAGIC || wal.readUInt32BE(8) !== PAGE_SIZE) return false;
  const sum = checksum(wal, 0, 24, [0, 0], (wal.readUInt32BE(0) & 1) === 1);
  return same(sum, [wal.readUInt32BE(24), wal.readUInt32BE(28)]);
}

/** Each frame's checksum goes on from that of the frame before. */
function frameChecksum(wal: Buffer, at: number, previous: Checksum, bigEndian: boolean): Checksum {
  const afterHeader = checksum(wal, at, 8, previous, bigEndian);
  return checksum(wal, at + FRAME_HEADER_SIZE, PAGE_SIZE, afterHeader, bigEndian);
}

function checksum(bytes: Buffer, at: number, length: number, from: Checksum, bigEndian: boolean): Checksum {
  let [a, b] = from;
  const read = bigEndian ? bytes.readUInt32BE.bind(bytes) : bytes.readUInt32LE.bind(bytes);
  for (let i = at; i < at + length; i += 8) {
    a = (a + read(i) + b) >>> 0;
    b = (b + read(i + 4) + a) >>> 0;
  }
  return [a, b];
}

function same(a: Checksum, b: Checksum): boolean {
  return a[0] === b[0] && a[1] === b[1];
}

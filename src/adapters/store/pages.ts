import { closeSync, existsSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { PAGE_SIZE, readWal } from './wal.ts';

export type Value = number | string | Buffer | null;

/** One row of some table: its rowid and its columns as stored (an INTEGER PRIMARY KEY is null there). */
export interface PageRow {
  rowid: number;
  values: readonly Value[];
}

/** A database read page by page without SQLite, whatever state it is in. */
export interface PageFile {
  /** The rows of every table leaf that can be read, in no useful order. */
  rows(): Generator<PageRow>;
  /** From the header; 0 when that is unreadable. */
  userVersion: number;
  close(): void;
}

const TABLE_LEAF = 13;
const LOCAL_MAX = PAGE_SIZE - 35; // a longer row goes on in overflow pages
const LOCAL_MIN = Math.floor(((PAGE_SIZE - 12) * 32) / 255) - 23;
const ROW_MAX = 64 * 1024 * 1024; // bytes; a longer one is a broken length

/** Opens `path` and its write-ahead log (https://sqlite.org/fileformat2.html) for reading only. */
export function openPages(path: string): PageFile {
  const file = openSync(path, 'r');
  const wal = readLog(path);
  const newest = new Map(readWal(wal).frames.map((frame) => [frame.page, frame.offset]));
  const filePages = Math.ceil(fstatSync(file).size / PAGE_SIZE);
  const pages = Math.max(filePages, ...newest.keys());
  const page = (number: number): Buffer => {
    const offset = newest.get(number);
    if (offset !== undefined) return wal.subarray(offset, offset + PAGE_SIZE);
    const bytes = Buffer.alloc(PAGE_SIZE);
    readSync(file, bytes, 0, PAGE_SIZE, (number - 1) * PAGE_SIZE);
    return bytes;
  };
  const header = page(1);
  return {
    userVersion: isDatabase(header) ? header.readUInt32BE(60) : 0,
    *rows() {
      for (let number = 1; number <= pages; number += 1) {
        // A header that was overwritten may hide a good page behind it, so its type is not asked first.
        yield* rowsOf(page(number), number === 1 ? 100 : 0, page);
      }
    },
    close: () => closeSync(file),
  };
}

/**
 * True for damage that SQLite would not report: a log damaged in its middle (it forgets what is behind), a
 * log whose file was cut to nothing (it deletes the log), impossible format versions (it writes no more).
 */
export function isDamagedUnnoticed(path: string): boolean {
  if (!existsSync(path)) return false;
  const { frames, damaged } = readWal(readLog(path));
  if (damaged) return true;
  const header = readHeader(path);
  if (header.length === 0) return frames.length > 0;
  return isDatabase(header) && [header[18], header[19]].some((version) => version !== 1 && version !== 2);
}

function isDatabase(header: Buffer): boolean {
  return header.toString('latin1', 0, 15) === 'SQLite format 3';
}

function readHeader(path: string): Buffer {
  const file = openSync(path, 'r');
  try {
    const header = Buffer.alloc(100);
    return header.subarray(0, readSync(file, header, 0, 100, 0));
  } finally {
    closeSync(file);
  }
}

function readLog(path: string): Buffer {
  return existsSync(`${path}-wal`) ? readFileSync(`${path}-wal`) : Buffer.alloc(0);
}

/** The rows of one page by itself: those that go on in other pages come out cut. */
export function rowsOfPage(bytes: Buffer): Generator<PageRow> {
  return rowsOf(bytes, 0, () => Buffer.alloc(PAGE_SIZE));
}

function* rowsOf(bytes: Buffer, header: number, page: (number: number) => Buffer): Generator<PageRow> {
  if (bytes[header] !== TABLE_LEAF) return;
  const cells = Math.min(bytes.readUInt16BE(header + 3), PAGE_SIZE / 4);
  for (let cell = 0; cell < cells; cell += 1) {
    const row = readCell(bytes, header + 8 + 2 * cell, page);
    if (row !== null) yield row;
  }
}

/** Null for a cell that makes no sense. */
function readCell(bytes: Buffer, pointer: number, page: (number: number) => Buffer): PageRow | null {
  try {
    const [length, afterLength] = varint(bytes, bytes.readUInt16BE(pointer));
    const [rowid, start] = varint(bytes, afterLength);
    if (length > ROW_MAX) return null;
    return { rowid, values: columns(payload(bytes, start, length, page)) };
  } catch (error) {
    if (error instanceof RangeError) return null; // it points outside of its page
    throw error;
  }
}

function payload(bytes: Buffer, start: number, length: number, page: (number: number) => Buffer): Buffer {
  if (length <= LOCAL_MAX) return inside(bytes, start, length);
  const spill = LOCAL_MIN + ((length - LOCAL_MIN) % (PAGE_SIZE - 4));
  const local = spill <= LOCAL_MAX ? spill : LOCAL_MIN;
  const parts = [inside(bytes, start, local)];
  let next = bytes.readUInt32BE(start + local);
  for (let left = length - local; left > 0; left -= PAGE_SIZE - 4) {
    const overflow = page(next);
    parts.push(overflow.subarray(4, 4 + Math.min(left, PAGE_SIZE - 4)));
    next = overflow.readUInt32BE(0);
  }
  return Buffer.concat(parts);
}

function columns(record: Buffer): Value[] {
  const [headerLength, first] = varint(record, 0);
  const values: Value[] = [];
  let body = headerLength;
  for (let at = first; at < headerLength; ) {
    const [type, next] = varint(record, at);
    const length = lengthOf(type);
    values.push(decode(inside(record, body, length), type));
    body += length;
    at = next;
  }
  return values;
}

/** Serial types 0-9, then blobs (even) and texts (odd). */
function lengthOf(type: number): number {
  if (type >= 12) return Math.floor((type - 12) / 2);
  return [0, 1, 2, 3, 4, 6, 8, 8, 0, 0][type] ?? 0;
}

function decode(bytes: Buffer, type: number): Value {
  if (type === 0) return null;
  if (type === 7) return bytes.readDoubleBE(0);
  if (type === 8 || type === 9) return type - 8;
  if (type === 6) return Number(bytes.readBigInt64BE(0));
  if (type < 12) return bytes.readIntBE(0, bytes.length);
  return type % 2 === 0 ? bytes : bytes.toString('utf8');
}

/** Big-endian, 7 bits a byte, the ninth byte whole; what does not fit a safe integer comes out as NaN. */
function varint(bytes: Buffer, from: number): [value: number, next: number] {
  let value = 0n;
  for (let i = 0; i < 9; i += 1) {
    const byte = bytes.readUInt8(from + i);
    if (i === 8) return [safe((value << 8n) | BigInt(byte)), from + 9];
    value = (value << 7n) | BigInt(byte & 0x7f);
    if (byte < 0x80) return [safe(value), from + i + 1];
  }
  throw new RangeError('unreachable');
}

function safe(value: bigint): number {
  return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : Number.NaN;
}

function inside(bytes: Buffer, start: number, length: number): Buffer {
  if (!(length >= 0 && start + length <= bytes.length)) throw new RangeError('outside of the page');
  return bytes.subarray(start, start + length);
}

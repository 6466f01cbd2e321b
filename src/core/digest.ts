import { createHash } from 'node:crypto';
import type { Vote } from './vote.ts';

/** One unbroken log written by one board: its votes are those from `firstSeq` to the next epoch's. */
export interface Epoch {
  firstSeq: number;
  /** A random id. */
  epoch: string;
  /** The board that writes it. */
  machine: string;
  why: EpochReason;
}

/**
 * Whether the first vote of a log that begins with this epoch is taken on trust: the id from which its digest was made is
 * gone, with a damaged file or because the hub gave that epoch another beginning.
 */
export function beginsOnTrust({ why }: Epoch): boolean {
  return why === 'salvage' || why === 'hub';
}

/** `new` database, after a `salvage` or a `restore`, on another `board`, or when the `hub` held more than the box. */
export type EpochReason = 'new' | 'board' | 'salvage' | 'restore' | 'hub';

/** A row of the table of votes; the digest is 32 bytes. */
export interface ChainRow extends Vote {
  seq: number;
  digest: Uint8Array;
}

/** Where a log stops being what was written. */
export interface ChainBreak {
  /** The first vote concerned. */
  seq: number;
  /** `gap`: votes are missing and nobody declared it; `digest`: a vote is not the one that was stored; `epoch`: the list of epochs is faulty. */
  kind: 'gap' | 'digest' | 'epoch';
  message: string;
}

export interface ChainReport {
  votes: number;
  /** The greatest `seq` that a vote or a declared hole holds; 0 for an empty log. */
  lastSeq: number;
  /** Of the last vote, lower-case hex; without votes that of the first epoch, without epochs empty. */
  digest: string;
  lost: number;
  /** In order; at most 100, `moreBreaks` counts the others. */
  breaks: readonly ChainBreak[];
  moreBreaks: number;
}

const MAX_BREAKS = 100; // a file that is all wrong must not fill a terminal or the memory

/** `digest(0)`: SHA-256 of the first epoch's id as UTF-8, 32 bytes (DESIGN section 7). */
export function firstDigest(epochId: string): Buffer {
  return createHash('sha256').update(epochId, 'utf8').digest();
}

/** `digest(seq)` from `digest(seq - 1)`: SHA-256 of those 32 bytes and the vote as a JSON array (DESIGN section 7). */
export function nextDigest(previous: Uint8Array, seq: number, vote: Vote): Buffer {
  const { bootId, monoMs, wallMs, value, room, shownSessionId, source } = vote;
  const text = JSON.stringify([seq, bootId, monoMs, wallMs, value, room, shownSessionId, source]);
  return createHash('sha256').update(previous).update(text, 'utf8').digest();
}

/**
 * Reads a whole log, rows and `lost` in ascending `seq`, and says where it breaks.
 * A hole counts as filled where `lost` declares it; the row after it is taken on trust, and so is the first
 * of a log whose first epoch does not know how it began.
 */
export function verifyChain(
  rows: Iterable<ChainRow>,
  epochs: readonly Epoch[],
  lost: readonly number[],
): ChainReport {
  const breaks: ChainBreak[] = faultsOfEpochs(epochs);
  let moreBreaks = 0;
  const add = (seq: number, kind: ChainBreak['kind'], message: string): void => {
    if (breaks.length < MAX_BREAKS) breaks.push({ seq, kind, message });
    else moreBreaks += 1;
  };
  const first = epochs[0];
  let digest: Uint8Array | null = first === undefined ? null : firstDigest(first.epoch);
  let trusted = first !== undefined && beginsOnTrust(first);
  let votes = 0;
  let lastSeq = 0;
  const missing = (fromSeq: number, toSeq: number): void => {
    for (const [from, to] of undeclared(fromSeq, toSeq, lost)) {
      const what = from === to ? `vote ${from} is missing` : `votes ${from} to ${to} are missing`;
      add(from, 'gap', `${what} and not declared lost`);
    }
  };
  for (const row of rows) {
    if (row.seq > lastSeq + 1) {
      missing(lastSeq + 1, row.seq - 1);
      trusted = true;
    }
    if (!trusted && digest !== null && !sameBytes(nextDigest(digest, row.seq, row), row.digest)) {
      add(row.seq, 'digest', `vote ${row.seq} or its digest was changed: the two do not fit`);
    }
    trusted = false;
    digest = row.digest;
    lastSeq = row.seq;
    votes += 1;
  }
  const declared = Math.max(lastSeq, lost.at(-1) ?? 0, (epochs.at(-1)?.firstSeq ?? 1) - 1);
  missing(lastSeq + 1, declared);
  return { votes, lastSeq: declared, digest: toHex(digest), lost: lost.length, breaks, moreBreaks };
}

/** The runs of numbers from `from` to `to` that are not declared. */
function* undeclared(from: number, to: number, lost: readonly number[]): Generator<[number, number]> {
  let next = from;
  for (const seq of lost) {
    if (seq < next) continue;
    if (seq > to) break;
    if (seq > next) yield [next, seq - 1];
    next = seq + 1;
  }
  if (next <= to) yield [next, to];
}

function faultsOfEpochs(epochs: readonly Epoch[]): ChainBreak[] {
  const first = epochs[0];
  if (first === undefined) return [{ seq: 1, kind: 'epoch', message: 'the list of epochs is empty' }];
  if (first.firstSeq === 1) return [];
  const message = `the first epoch begins at vote ${first.firstSeq} instead of 1`;
  return [{ seq: 1, kind: 'epoch', message }];
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}

function toHex(bytes: Uint8Array | null): string {
  return bytes === null ? '' : Buffer.from(bytes).toString('hex');
}

import type { Dice, Mutation, Spoiled } from './mutate.ts';

const encode = (text: string) => new TextEncoder().encode(text);
const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const spoiled = (did: string, ...parts: readonly Uint8Array[]): Spoiled => ({
  did,
  bytes: new Uint8Array(Buffer.concat(parts)),
});

/** No UTF-8: a stray continuation, a start without an end, an over-long slash, half of a surrogate pair, nothing. */
const FOREIGN: readonly [readonly number[], ...(readonly number[])[]] = [
  [0x80],
  [0xc3],
  [0xc0, 0xaf],
  [0xed, 0xa0, 0x80],
  [0xff, 0xfe],
  [0x00],
];

const CHUNK_MAX = 2_000;
const REPEATS_MAX = 40;

function chunkOf(bytes: Uint8Array, dice: Dice): { from: number; to: number } {
  const from = dice.below(bytes.length);
  return { from, to: from + dice.below(CHUNK_MAX) };
}

function coded(name: string, code: (text: string) => Buffer): Mutation {
  return (bytes) => spoiled(`as ${name}`, code(decode(bytes)));
}

function rewritten(did: string, write: (text: string) => string): Mutation {
  return (bytes) => spoiled(did, encode(write(decode(bytes))));
}

/** Mutations that know nothing of what the bytes say. */
export const BYTES: readonly [Mutation, ...Mutation[]] = [
  (bytes, dice) => {
    const end = dice.below(bytes.length + 1);
    return spoiled(`cut at ${end}`, bytes.subarray(0, end));
  },
  (bytes, dice) => {
    const copy = new Uint8Array(bytes);
    const count = 1 + dice.below(20);
    for (let flip = 0; flip < count; flip += 1) {
      const at = dice.below(copy.length);
      copy[at] = (copy[at] ?? 0) ^ (1 << dice.below(8));
    }
    return spoiled(`${count} bits flipped`, copy);
  },
  (bytes, dice, others) => {
    const [mine, other] = [dice.below(bytes.length), others[dice.below(others.length)]];
    const from = dice.below(other?.bytes.length ?? 0);
    const tail = other?.bytes.subarray(from) ?? bytes;
    return spoiled(`${other?.name} from ${from} on at ${mine}`, bytes.subarray(0, mine), tail);
  },
  (bytes, dice) => {
    const { from, to } = chunkOf(bytes, dice);
    const times = 2 + dice.below(REPEATS_MAX);
    const copies = Array.from({ length: times }, () => bytes.subarray(from, to));
    return spoiled(`${from} to ${to} ${times} times`, bytes.subarray(0, from), ...copies, bytes.subarray(to));
  },
  (bytes, dice) => {
    const { from, to } = chunkOf(bytes, dice);
    return spoiled(`without ${from} to ${to}`, bytes.subarray(0, from), bytes.subarray(to));
  },
  (bytes, dice) => {
    const [at, foreign] = [dice.below(bytes.length), dice.pick(FOREIGN)];
    return spoiled(
      `bytes ${foreign} at ${at}`,
      bytes.subarray(0, at),
      Buffer.from(foreign),
      bytes.subarray(at),
    );
  },
  (bytes) => spoiled('behind a byte order mark', Buffer.from([0xef, 0xbb, 0xbf]), bytes),
  coded('UTF-16', (text) => Buffer.from(`\ufeff${text}`, 'utf16le')),
  coded('UTF-16, big-endian', (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16()),
  coded('UTF-16 without a mark', (text) => Buffer.from(text, 'utf16le')),
  coded('Latin-1', (text) => Buffer.from(text, 'latin1')),
  coded('Windows-1252', (text) => Buffer.from(text.replace(/[’“”…–€]/g, '\u0093'), 'latin1')),
  rewritten('with CR LF', (text) => text.replace(/\r?\n/g, '\r\n')),
  rewritten('with CR', (text) => text.replace(/\r?\n/g, '\r')),
  rewritten('on one line', (text) => text.replace(/\r?\n/g, '')),
];

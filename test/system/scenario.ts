import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openStore } from '../../src/adapters/store/client.ts';
import type { OpenStore } from '../../src/adapters/store/store.ts';
import type { Receipt } from '../../src/app/ports.ts';
import { verifyVotes } from '../../src/votes.ts';
import { sampleVote } from '../adapters/store/fixture.ts';
import { createHandClock } from '../adapters/store/handclock.ts';

// Scenes on a small disk of their own, mounted here. Runs in a mount namespace (unshare), so that nobody
// else sees the mount, and prints what was seen as one JSON line; the test asserts on it.

const [scene = '', directory = ''] = process.argv.slice(2);
const path = join(directory, 'box.db');
const clock = createHandClock();
const log = { info: () => {}, warn: () => {}, error: () => {} };
const seen: unknown[] = [];

function mount(...words: string[]): void {
  execFileSync('mount', words);
}

async function open(): Promise<OpenStore> {
  const rule = { openAfterMs: 0, closeAfterMs: 0 };
  const store = openStore({ path, box: 'box-07', machine: 'board-1', rule, clock, log });
  await store.start();
  seen.push(store.state());
  return store;
}

async function vote(store: OpenStore, n: number): Promise<Receipt> {
  return store.append(sampleVote(n));
}

/** Lets the store try again, and waits until that has ended. */
async function retry(store: OpenStore): Promise<void> {
  clock.fire();
  while (!store.state().open && clock.waits().length === 0) {
    await new Promise((resolve) => setImmediate(resolve));
  }
  seen.push(store.state());
}

/** Takes every byte that is left. */
function fill(file: string): void {
  for (let piece = Buffer.alloc(65_536); piece.length > 0; ) {
    try {
      appendFileSync(file, piece);
    } catch {
      piece = piece.subarray(0, Math.floor(piece.length / 2));
    }
  }
}

async function fullDisk(): Promise<void> {
  const store = await open();
  seen.push(await vote(store, 1).then((receipt) => receipt.stored));
  const filler = join(directory, 'filler');
  fill(filler);
  let stored = 1;
  let receipt = await vote(store, 2);
  while (receipt.stored) {
    stored += 1;
    receipt = await vote(store, 2);
  }
  seen.push(receipt, await vote(store, 3));
  await retry(store);
  rmSync(filler);
  await retry(store);
  receipt = await vote(store, 4);
  seen.push(receipt.stored && receipt.vote.seq - stored);
  await store.stop();
}

async function readOnly(): Promise<void> {
  const before = await open();
  await vote(before, 1);
  await before.stop();
  mount('-o', 'remount,ro', directory);
  const store = await open();
  seen.push(await vote(store, 2));
  await retry(store);
  const said: string[] = [];
  const io = { out: (text: string) => void said.push(text), err: (text: string) => void said.push(text) };
  seen.push(await verifyVotes({ db: path, json: false }, io), said);
  mount('-o', 'remount,rw', directory);
  await retry(store);
  const receipt = await vote(store, 3);
  seen.push(receipt.stored && receipt.vote.seq);
  await store.stop();
}

/** A box that was cut off, its files on a read-only medium together with their log. */
async function readOnlyCopy(): Promise<void> {
  const store = await open();
  for (let n = 1; n <= 3; n += 1) await vote(store, n);
  const copies = join(directory, 'copies');
  mkdirSync(copies);
  for (const suffix of ['', '-wal']) execFileSync('cp', [path + suffix, join(copies, `box.db${suffix}`)]);
  await store.stop();
  mount('-o', 'remount,ro', directory);
  const said: string[] = [];
  const io = { out: (text: string) => void said.push(text), err: (text: string) => void said.push(text) };
  seen.push(await verifyVotes({ db: join(copies, 'box.db'), json: false }, io), said);
}

mkdirSync(directory, { recursive: true });
mount('-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', directory);
const scenes: Record<string, () => Promise<void>> = {
  'full-disk': fullDisk,
  'read-only': readOnly,
  'read-only-copy': readOnlyCopy,
};
await scenes[scene]?.();
if (scene !== 'read-only-copy') {
  const io = { out: () => {}, err: () => {} };
  seen.push(await verifyVotes({ db: path, json: false }, io));
}
process.stdout.write(`${JSON.stringify(seen)}\n`);

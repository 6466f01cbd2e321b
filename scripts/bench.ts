import { execFileSync, spawn } from 'node:child_process';
import {
  closeSync,
  fdatasyncSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import Sqlite from 'better-sqlite3';
import { createClock } from '../src/adapters/clock.ts';
import { createSimulatedBoard } from '../src/adapters/simulated.ts';
import { openStore } from '../src/adapters/store/client.ts';
import { createFeedback } from '../src/app/feedback.ts';
import { createVoting } from '../src/app/voting.ts';

const { values } = parseArgs({
  options: { votes: { type: 'string', default: '1000' }, starts: { type: 'string', default: '12' } },
});
const VOTES = Number(values.votes);
const STARTS = Number(values.starts);
const WARM_UP = 50;
const QUIET = { info() {}, warn() {}, error() {} };
const SOURCE = { rule: { openAfterMs: 0, closeAfterMs: 0 }, box: 'bench', machine: 'bench' };

const folder = mkdtempSync(join(tmpdir(), 'likebox-bench-'));
const clock = createClock();

function print(figure: string, fields: object): void {
  process.stdout.write(`${JSON.stringify({ figure, ...fields })}\n`);
}

const round = (value: number) => Number(value.toPrecision(3));

function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

const summary = (samples: readonly number[]) => ({
  p50Ms: round(percentile(samples, 0.5)),
  p99Ms: round(percentile(samples, 0.99)),
});

/** One press at a time, through voting, the store's thread and the feedback, to the last output of the answer. */
async function openBox() {
  const store = openStore({ ...SOURCE, path: join(folder, 'box.db'), clock, log: QUIET });
  await store.start();
  const { outputs } = createSimulatedBoard({ clock, random: Math.random, hasLcd: true });
  const feedback = createFeedback({
    clock,
    outputs,
    muted: false,
    health: () => 'ready',
    subject: () => ({ kind: 'no-programme' }),
    context: () => ({
      language: 'fr',
      at: clock.wallAt(),
      timezone: 'Europe/Paris',
      quality: 'synced',
      box: 'bench',
      room: 'Amphi A',
      address: null,
      version: '0',
    }),
    onChange() {},
  });
  let answered = () => {};
  const voting = createVoting({
    store,
    clock,
    bootId: '5f3d3d6e-6d0b-4c56-9c44-1b1f3a0f9f10',
    source: 'test',
    room: { name: 'Amphi A', votable: () => undefined, titleOf: () => null },
    answers: {
      thanks(button) {
        feedback.thanks(button);
        answered();
      },
      oneMoment: feedback.oneMoment,
      notStored: () => {
        throw new Error('the disk refused a vote: this run measures nothing');
      },
    },
    onCommit() {},
    onChange() {},
  });
  const press = () => {
    const beganMs = clock.monoMs();
    return new Promise<number>((resolve) => {
      answered = () => resolve(clock.monoMs() - beganMs);
      voting.press(Math.random() < 0.5 ? 'plus' : 'minus', beganMs);
    });
  };
  return {
    press,
    stop: async () => {
      feedback.stop();
      await store.stop();
    },
  };
}

/** The least that could be done: the same row, the same durability, nothing else. */
function openBare() {
  const db = new Sqlite(join(folder, 'bare.db'));
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec(`CREATE TABLE votes (seq INTEGER PRIMARY KEY, boot_id TEXT, mono_ms INTEGER, wall_ms INTEGER,
    value INTEGER, room TEXT, shown_session_id TEXT, source TEXT, digest BLOB)`);
  const insert = db.prepare('INSERT INTO votes VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?)');
  const digest = Buffer.alloc(32, 7);
  const row = [
    '5f3d3d6e-6d0b-4c56-9c44-1b1f3a0f9f10',
    123_456_789,
    1_790_000_000_000,
    1,
    'Amphi A',
    null,
    'test',
    digest,
  ];
  return { commit: () => timed(() => insert.run(...row)), stop: () => db.close() };
}

function openAppend() {
  const file = openSync(join(folder, 'append'), 'a');
  const block = Buffer.alloc(4_096, 7);
  const append = () =>
    timed(() => {
      writeSync(file, block);
      fdatasyncSync(file);
    });
  return { append, stop: () => closeSync(file) };
}

function timed(work: () => void): number {
  const beganMs = clock.monoMs();
  work();
  return clock.monoMs() - beganMs;
}

async function benchPress(): Promise<void> {
  const [box, bare, raw] = [await openBox(), openBare(), openAppend()];
  const samples = { press: [] as number[], bare: [] as number[], append: [] as number[] };
  for (let i = 0; i < VOTES + WARM_UP; i += 1) {
    const row = { press: await box.press(), bare: bare.commit(), append: raw.append() };
    if (i < WARM_UP) continue;
    for (const key of ['press', 'bare', 'append'] as const) samples[key].push(row[key]);
  }
  bare.stop();
  raw.stop();
  const ratioTo = (other: readonly number[]) => ({
    p50: round(percentile(samples.press, 0.5) / percentile(other, 0.5)),
    p99: round(percentile(samples.press, 0.99) / percentile(other, 0.99)),
  });
  print('press to feedback', {
    votes: VOTES,
    press: summary(samples.press),
    bareCommit: summary(samples.bare),
    append4KiB: summary(samples.append),
    ratioToBareCommit: ratioTo(samples.bare),
    ratioToAppend: ratioTo(samples.append),
    aim: 'ratioToBareCommit.p50 <= 1.6',
  });
  const before = bytesWritten();
  for (let i = 0; i < VOTES; i += 1) await box.press();
  await box.stop(); // the checkpoint belongs to the votes
  const after = bytesWritten();
  print('bytes written per vote', {
    votes: VOTES,
    handedToTheKernel: Math.round((after.wchar - before.wchar) / VOTES),
    sentToTheDisk: Math.round((after.write_bytes - before.write_bytes) / VOTES),
    aim: 'handedToTheKernel <= 5000',
  });
}

/** Of this process and all its threads, see proc(5). */
function bytesWritten(): { wchar: number; write_bytes: number } {
  const text = readFileSync('/proc/self/io', 'utf8');
  const read = (name: string) => Number(new RegExp(`^${name}: (\\d+)$`, 'm').exec(text)?.[1]);
  return { wchar: read('wchar'), write_bytes: read('write_bytes') };
}

const PORT = 20_000 + (process.pid % 20_000);
const ORIGIN = `http://127.0.0.1:${PORT}`;

function startBox() {
  const data = mkdtempSync(join(folder, 'start-'));
  const config = join(data, 'box.toml');
  const text = `[box]\nid = "bench"\nroom = "Amphi A"\ndata_dir = "${data}"\n[hardware]\nboard = "simulated"\n`;
  writeFileSync(config, `${text}[display]\nlisten = "127.0.0.1:${PORT}"\n`);
  return spawn(process.execPath, ['dist/main.js', 'box', '--config', config], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

/** Punches as soon as anybody listens, until a vote is durable. */
async function firstVote(): Promise<void> {
  const trace = {
    edges: [
      { afterMs: 0, button: 'plus', active: true },
      { afterMs: 13, button: 'plus', active: false },
    ],
  };
  const request = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(trace),
  };
  for (let tries = 0; tries < 5_000; tries += 1) {
    const played = await fetch(`${ORIGIN}/api/simulator/trace`, request).then(
      (answer) => answer.ok,
      () => false,
    );
    if (played) break;
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  for (let tries = 0; tries < 5_000; tries += 1) {
    const state = await fetch(`${ORIGIN}/api/state`).then(
      (answer) => answer.json() as Promise<{ votes: { total: number } }>,
    );
    if (state.votes.total > 0) return;
  }
  throw new Error('no vote was stored: this run measures nothing');
}

async function end(box: ReturnType<typeof spawn>): Promise<void> {
  const gone = new Promise((resolve) => box.once('exit', resolve));
  box.kill('SIGTERM');
  await gone;
}

async function benchStart(): Promise<void> {
  const samples = { vote: [] as number[], node: [] as number[] };
  for (let i = 0; i < STARTS; i += 1) {
    samples.node.push(timed(() => execFileSync(process.execPath, ['-e', '0'])));
    const beganMs = clock.monoMs();
    const box = startBox();
    await firstVote();
    samples.vote.push(clock.monoMs() - beganMs);
    await end(box);
  }
  print('start to first vote', {
    starts: STARTS,
    voteMs: { min: round(Math.min(...samples.vote)), p50: round(percentile(samples.vote, 0.5)) },
    nodeMs: { min: round(Math.min(...samples.node)), p50: round(percentile(samples.node, 0.5)) },
    ratio: {
      min: round(Math.min(...samples.vote) / Math.min(...samples.node)),
      p50: round(percentile(samples.vote, 0.5) / percentile(samples.node, 0.5)),
    },
    aim: 'ratio.p50 <= 3',
  });
}

async function benchMemory(): Promise<void> {
  const box = startBox();
  await firstVote();
  await new Promise((resolve) => setTimeout(resolve, 20_000));
  const status = readFileSync(`/proc/${box.pid}/status`, 'utf8');
  const rssMb = Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1_024;
  await end(box);
  print('idle memory', { afterS: 20, rssMb: round(rssMb), aim: 'rssMb <= 80' });
}

print('machine', {
  cpu: cpus()[0]?.model,
  cpus: cpus().length,
  memoryGb: round(totalmem() / 2 ** 30),
  node: process.version,
  folder: tmpdir(),
  load: round(Number(readFileSync('/proc/loadavg', 'utf8').split(' ')[0])),
});
try {
  await benchPress();
  await benchStart();
  await benchMemory();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

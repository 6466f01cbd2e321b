import { closeSync, fdatasyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { createSimulatedBoard } from '../../src/adapters/gpio/simulated.ts';
import { openStore } from '../../src/adapters/store/client.ts';
import { createFeedback } from '../../src/app/feedback.ts';
import { createOutputs } from '../../src/app/outputs.ts';
import { createVoting } from '../../src/app/voting.ts';
import { LCD_20X4 } from '../../src/core/lcd.ts';
import { clock, percentile, print, round, summary, timed } from './figures.ts';

const WARM_UP = 50;
const QUIET = { info() {}, warn() {}, error() {} };
const SOURCE = { rule: { openAfterMs: 0, closeAfterMs: 0 }, box: 'bench', machine: 'bench' };

/** One press at a time, through voting, the store's thread and the feedback, to the last output of the answer. */
async function openBox(folder: string) {
  const store = openStore({ ...SOURCE, path: join(folder, 'box.db'), clock, log: QUIET });
  await store.start();
  const board = createSimulatedBoard({ clock, random: Math.random });
  const outputs = createOutputs(board);
  const feedback = createFeedback({
    clock,
    outputs,
    muted: () => false,
    cover: () => null,
    health: () => 'ready',
    subject: () => ({ kind: 'no-programme' }),
    context: () => ({
      size: LCD_20X4,
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
    source: () => 'test',
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
function openBare(folder: string) {
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

function openAppend(folder: string) {
  const file = openSync(join(folder, 'append'), 'a');
  const block = Buffer.alloc(4_096, 7);
  const append = () =>
    timed(() => {
      writeSync(file, block);
      fdatasyncSync(file);
    });
  return { append, stop: () => closeSync(file) };
}

/** From a press to the last output of its answer, and what each vote writes. */
export async function benchPress(folder: string, votes: number): Promise<void> {
  const [box, bare, raw] = [await openBox(folder), openBare(folder), openAppend(folder)];
  const samples = { press: [] as number[], bare: [] as number[], append: [] as number[] };
  for (let i = 0; i < votes + WARM_UP; i += 1) {
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
    votes,
    press: summary(samples.press),
    bareCommit: summary(samples.bare),
    append4KiB: summary(samples.append),
    ratioToBareCommit: ratioTo(samples.bare),
    ratioToAppend: ratioTo(samples.append),
    aim: 'ratioToBareCommit.p50 <= 1.6',
  });
  const before = bytesWritten();
  for (let i = 0; i < votes; i += 1) await box.press();
  await box.stop(); // the checkpoint belongs to the votes
  const after = bytesWritten();
  print('bytes written per vote', {
    votes,
    handedToTheKernel: Math.round((after.wchar - before.wchar) / votes),
    sentToTheDisk: Math.round((after.write_bytes - before.write_bytes) / votes),
    aim: 'handedToTheKernel <= 5000',
  });
}

/** Of this process and all its threads, see proc(5). */
function bytesWritten(): { wchar: number; write_bytes: number } {
  const text = readFileSync('/proc/self/io', 'utf8');
  const read = (name: string) => Number(new RegExp(`^${name}: (\\d+)$`, 'm').exec(text)?.[1]);
  return { wchar: read('wchar'), write_bytes: read('write_bytes') };
}

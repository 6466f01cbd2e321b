import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createClock } from '../../src/adapters/clock.ts';
import { openDatabase } from '../../src/adapters/store/database.ts';
import { openReader } from '../../src/adapters/store/reading.ts';
import { createRandom } from '../../src/core/random.ts';
import { Disk, type DiskState } from './disk.ts';
import { type Recorded, readRecording, tracer } from './recording.ts';
import { type Acknowledged, sleep, startBox, startProgram, type Target } from './target.ts';

// Records what a punching box writes and syncs, and then cuts the power in imagination: builds states in
// which the disk could have been left, and opens each with the real store.

const { values } = parseArgs({
  options: {
    states: { type: 'string', default: '2000' },
    votes: { type: 'string', default: '160' },
    seed: { type: 'string' },
    program: { type: 'boolean', default: false },
    control: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const HELP = `Usage: scripts/power-cuts [--states N] [--votes N] [--seed S] [--program] [--control]

Records (strace) the writes and syncs of a punching box that is killed, started again and stopped, builds N
states in which a power cut could have left the disk (test/system/disk.ts says which), and opens each as a
start does. Every vote acknowledged before the cut must be there, the chain whole, nothing to salvage.
Prints one JSON line; exit 0 when all states are sound, else 1.

  --states N  how many states, 2000 unless said
  --votes N   how many votes the box takes in its three lives, 160 unless said
  --program   a small program around the real store instead of the box, which votes much faster
  --control   the same program with synchronous=NORMAL: it must be seen to lose votes
`;

interface Findings {
  states: number;
  /** Different moments at which the power was cut. */
  cuts: number;
  /** Votes acknowledged in the whole recording. */
  acknowledged: number;
  /** States in which an acknowledged vote is missing or another than it was. */
  missing: number;
  /** States that needed a salvage or did not open. */
  malformed: number;
  seed: number;
}

const LIVES: readonly { share: number; end: 'SIGKILL' | 'SIGTERM' }[] = [
  { share: 3 / 8, end: 'SIGKILL' },
  { share: 3 / 8, end: 'SIGTERM' },
  { share: 1 / 4, end: 'SIGKILL' },
];
const QUICKER = 8; // how many times more votes the program gets
const POLL_MS = 5;
const PATIENCE_MS = 60_000;
const LAST_CUTS = 0.5; // share of cuts drawn where something is unsynced; elsewhere there is only one state

async function record(directory: string, random: () => number): Promise<Recorded[]> {
  const events: Recorded[] = [];
  const acknowledged: Acknowledged = new Map();
  const data = join(directory, 'data');
  mkdirSync(data);
  const votes = Number(values.votes) * (values.program || values.control ? QUICKER : 1);
  for (const [life, { share, end }] of LIVES.entries()) {
    const file = join(directory, `trace-${life}`);
    const wanted = acknowledged.size + Math.ceil(votes * share);
    const target = await start({ directory, acknowledged, random, before: tracer(file) });
    await target.ready;
    await until(() => acknowledged.size >= wanted, 'the votes come too slowly');
    await target.kill(end);
    await until(() => isComplete(file, target.pid), 'the tracer does not end');
    for await (const event of readRecording(file, data)) events.push(event);
  }
  return events;
}

async function start(options: Parameters<typeof startBox>[0]): Promise<Target> {
  if (values.control) return startProgram(options, ['--normal']);
  return values.program ? startProgram(options) : startBox(options);
}

/** The tracer ends a little after what it traced. */
function isComplete(file: string, pid: number): boolean {
  const last = new RegExp(`^${pid} +\\+\\+\\+ (killed|exited)`, 'm');
  return existsSync(file) && last.test(readFileSync(file, 'latin1').slice(-2000));
}

async function until(done: () => boolean, otherwise: string): Promise<void> {
  for (let waitedMs = 0; !done(); waitedMs += POLL_MS) {
    if (waitedMs > PATIENCE_MS) throw new Error(otherwise);
    await sleep(POLL_MS);
  }
}

interface Cut {
  state: DiskState;
  acknowledged: number;
}

/** States at random moments, in the order of the recording. */
function* cut(
  events: readonly Recorded[],
  states: number,
  random: () => number,
): Generator<Cut & { at: number }> {
  const uncertain = momentsOfDoubt(events);
  const moments = Array.from({ length: states }, () => {
    if (random() < LAST_CUTS) return Math.floor(random() * (events.length + 1));
    return uncertain[Math.floor(random() * uncertain.length)] ?? events.length;
  }).sort((a, b) => a - b);
  const disk = new Disk();
  let acknowledged = 0;
  let at = 0;
  for (const moment of moments) {
    for (; at < moment; at += 1) {
      const event = events[at];
      if (event?.kind === 'acknowledge') acknowledged = Math.max(acknowledged, event.seq);
      else if (event !== undefined) disk.apply(event);
    }
    yield { at, state: disk.crash(random), acknowledged };
  }
}

function momentsOfDoubt(events: readonly Recorded[]): number[] {
  const disk = new Disk();
  return events.flatMap((event, index) => {
    if (event.kind !== 'acknowledge') disk.apply(event);
    return disk.uncertain ? [index + 1] : [];
  });
}

/** What the recording ended with: the digest of every vote, and who wrote. */
function readFinal(path: string): { digests: Map<number, string>; machine: string } {
  const reader = openReader(path);
  const digests = new Map<number, string>();
  for (const vote of reader.votes()) digests.set(vote.seq, Buffer.from(vote.digest).toString('hex'));
  const machine = reader.epochs.at(-1)?.machine ?? '';
  reader.close();
  return { digests, machine };
}

type Verdict = 'sound' | 'missing' | 'malformed';

function judge(
  { state, acknowledged }: Cut,
  directory: string,
  final: ReturnType<typeof readFinal>,
): Verdict {
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory);
  for (const [name, content] of state) writeFileSync(join(directory, name), content);
  const path = join(directory, 'box.db');
  const rule = { openAfterMs: 0, closeAfterMs: 0 };
  try {
    const database = openDatabase({ path, box: 'b', machine: final.machine, rule, at: 0, lastSeq: null });
    const { warning } = database;
    const last = database.lastSeq();
    database.close();
    if (warning !== null) return 'malformed';
    if (last < acknowledged) return 'missing';
    const { digests } = readFinal(path);
    const same = [...digests].every(
      ([seq, digest]) => seq > acknowledged || final.digests.get(seq) === digest,
    );
    return same && digests.size === last ? 'sound' : 'missing';
  } catch (error) {
    process.stderr.write(`${String(error)}\n`);
    return 'malformed';
  }
}

async function cutPower(states: number, seed: number): Promise<Findings> {
  const base = existsSync('/dev/shm') ? '/dev/shm' : tmpdir(); // thousands of small files, for a moment each
  const directory = mkdtempSync(join(base, 'likebox-cuts-'));
  const random = createRandom(seed);
  try {
    const events = await record(directory, random);
    process.stderr.write(`${events.length} events recorded\n`);
    const final = readFinal(join(directory, 'data', 'box.db'));
    const moments = new Set<number>();
    const verdicts: Record<Verdict, number> = { sound: 0, missing: 0, malformed: 0 };
    for (const { at, ...found } of cut(events, states, random)) {
      moments.add(at);
      verdicts[judge(found, join(directory, 'state'), final)] += 1;
    }
    const seqs = events.flatMap((event) => (event.kind === 'acknowledge' ? [event.seq] : []));
    const { missing, malformed } = verdicts;
    return { states, cuts: moments.size, acknowledged: Math.max(0, ...seqs), missing, malformed, seed };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

if (values.help) process.stdout.write(HELP);
else {
  const seed = Number(values.seed ?? Math.floor(createClock().wallAt()) % 1_000_000);
  process.stderr.write(`seed ${seed}\n`);
  const findings = await cutPower(Number(values.states), seed);
  process.stdout.write(`${JSON.stringify(findings)}\n`);
  const sound = findings.missing === 0 && findings.malformed === 0;
  process.exitCode = sound && findings.acknowledged > 0 ? 0 : 1;
}

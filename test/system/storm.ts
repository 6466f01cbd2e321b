import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createClock } from '../../src/adapters/clock.ts';
import { openReader } from '../../src/adapters/store/reading.ts';
import { createRandom } from '../../src/core/random.ts';
import { verifyVotes } from '../../src/votes.ts';
import { type Acknowledged, sleep, startBox, startProgram, type Target } from './target.ts';

// Kills a punching box at random moments and then looks whether every vote it had shown is there.

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '60' },
    seed: { type: 'string' },
    program: { type: 'boolean', default: false },
    control: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const HELP = `Usage: scripts/kill-storm [--kills N] [--seed S] [--program] [--control]

Kills a running box (node dist/main.js box, simulated board) N times with SIGKILL at random moments while
both buttons are punched without pause, and checks that no acknowledged vote is missing. Prints one JSON
line; exit 0 when nothing is missing, else 1. The same seed draws the same moments.

  --kills N   how often, 60 unless said
  --program   a small program around the real store instead of the box, which votes much faster
  --control   a store that acknowledges on receipt and commits 20 ms later: it must be seen to lose votes
`;

interface Findings {
  kills: number;
  /** Votes that somebody was shown as counted. */
  acknowledged: number;
  stored: number;
  /** Acknowledged votes that are not stored, or not as they were shown. */
  missing: number;
  gaps: number;
  verified: boolean;
  seed: number;
}

const RUN_MS = 1000; // longest time between the first state and the kill
const EARLY = 0.15; // share of the kills that come while it still starts
const EARLY_MS = 500;

async function storm(kills: number, seed: number): Promise<Findings> {
  const directory = mkdtempSync(join(tmpdir(), 'likebox-storm-'));
  const random = createRandom(seed);
  const acknowledged: Acknowledged = new Map();
  try {
    for (let n = 1; n <= kills; n += 1) {
      const target = await start({ directory, acknowledged, random });
      if (random() < EARLY) await sleep(random() * EARLY_MS);
      else {
        await target.ready;
        await sleep(random() * RUN_MS);
      }
      await target.kill('SIGKILL');
      await sleep(0); // what it said last is read
      if (n % 10 === 0) process.stderr.write(`${n} kills, ${acknowledged.size} votes acknowledged\n`);
    }
    return await check(join(directory, 'data', 'box.db'), { acknowledged, kills, seed });
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function start(options: Parameters<typeof startBox>[0]): Promise<Target> {
  if (values.control) return startProgram(options, ['--early', '--pause', '2']);
  return values.program ? startProgram(options) : startBox(options);
}

/** Compares what was shown with what is on the disk. */
async function check(
  path: string,
  { acknowledged, kills, seed }: { acknowledged: Acknowledged; kills: number; seed: number },
): Promise<Findings> {
  const said = (text: string): void => void process.stderr.write(text);
  const verified = (await verifyVotes({ db: path, json: false }, { out: said, err: said })) === 0;
  const reader = openReader(path);
  const wallMs = new Map<number, number>();
  for (const vote of reader.votes()) wallMs.set(vote.seq, vote.wallMs);
  reader.close();
  const missing = [...acknowledged].filter(([seq, at]) => wallMs.get(seq) !== at).length;
  const gaps = Math.max(0, ...wallMs.keys()) - wallMs.size;
  return { kills, acknowledged: acknowledged.size, stored: wallMs.size, missing, gaps, verified, seed };
}

if (values.help) process.stdout.write(HELP);
else {
  const seed = Number(values.seed ?? Math.floor(createClock().wallAt()) % 1_000_000);
  process.stderr.write(`seed ${seed}\n`);
  const findings = await storm(Number(values.kills), seed);
  process.stdout.write(`${JSON.stringify(findings)}\n`);
  const sound = findings.missing === 0 && findings.gaps === 0 && findings.verified;
  process.exitCode = sound && findings.acknowledged > 0 ? 0 : 1;
}

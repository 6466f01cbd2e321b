import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { type Failure, simulate, type Totals } from './simulate.ts';

// scripts/simulate-link: any number of schedules, in as many threads as are asked for.

interface Share {
  schedules: number;
  seed: number;
}

const USAGE = `usage: scripts/simulate-link [--schedules N] [--seed S] [--threads N] [--json]

Runs N schedules (20000) of mishaps against the code of both ends of the link, over clocks, networks and disks that are
simulated: drops, repeats, reordering, delays, crashes of either side before and after a commit, clock steps, a hub
restored from a backup, cards that are read back, copied, or moved to another board. The seeds are S (1), S + 1, and so on;
a failing one is printed and replays alone with --schedules 1 --seed IT. The last line, with --json one JSON document,
says how many votes there were, what was lost, doubled or not noticed, and what the rule of the first LikeBox (send what
is newer than the hub's latest time) loses in the same schedules. Exit 0, or 1 when anything went wrong.
`;

function runInThread(share: Share, onFailure: (failure: Failure) => void): Promise<Totals> {
  const reader = JSON.stringify(import.meta.resolve('tsx/esm/api'));
  const program = JSON.stringify(import.meta.url);
  const source = `import(${reader}).then(({ register }) => { register(); return import(${program}); })`;
  return new Promise((resolve, reject) => {
    const thread = new Worker(source, { eval: true, workerData: share, execArgv: [] });
    thread.on('message', (message: { failure: Failure } | { totals: Totals }) => {
      if ('failure' in message) onFailure(message.failure);
      else resolve(message.totals);
    });
    thread.on('error', reject);
  });
}

function add(a: Totals, b: Totals): Totals {
  const sum = { ...a };
  for (const key of Object.keys(a) as (keyof Totals)[]) sum[key] += b[key];
  return sum;
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      schedules: { type: 'string', default: '20000' },
      seed: { type: 'string', default: '1' },
      threads: { type: 'string', default: '2' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const [schedules, seed, threads] = [values.schedules, values.seed, values.threads].map(Number);
  if (![schedules, seed, threads].every((n) => Number.isSafeInteger(n) && (n ?? 0) > 0)) {
    process.stderr.write('--schedules, --seed and --threads take whole numbers from 1.\n');
    return 2;
  }
  const totals = await simulateIn(Number(threads), { schedules: Number(schedules), seed: Number(seed) });
  process.stdout.write(`${values.json ? JSON.stringify(totals) : describe(totals)}\n`);
  return totals.lost + totals.double + totals.forksUndetected + totals.miscounted === 0 ? 0 : 1;
}

async function simulateIn(threads: number, { schedules, seed }: Share): Promise<Totals> {
  const onFailure = (failure: Failure) => process.stderr.write(`FAILED ${JSON.stringify(failure)}\n`);
  const each = Math.ceil(schedules / threads);
  const shares: Share[] = [];
  for (let done = 0; done < schedules; done += each) {
    shares.push({ seed: seed + done, schedules: Math.min(each, schedules - done) });
  }
  const all = await Promise.all(shares.map((share) => runInThread(share, onFailure)));
  return all.reduce(add);
}

function describe({ schedules, votes, lost, double, forksUndetected, controlLost }: Totals): string {
  return `${schedules} schedules, ${votes} votes: lost ${lost}, double ${double}, undetected forks ${forksUndetected}; the first LikeBox's rule loses ${controlLost}.`;
}

if (isMainThread) process.exitCode = await main();
else {
  const { schedules, seed } = workerData as Share;
  const totals = await simulate(schedules, seed, (failure) => parentPort?.postMessage({ failure }));
  parentPort?.postMessage({ totals });
}

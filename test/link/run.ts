import { parseArgs } from 'node:util';
import { type Failure, isFailure, type Totals } from './simulate.ts';
import { simulateIn } from './threads.ts';

// scripts/simulate-link: any number of schedules, in as many threads as are asked for.

const USAGE = `usage: scripts/simulate-link [--schedules N] [--seed S] [--threads N] [--json]

Runs N schedules (20000) of mishaps against the code of both ends of the link, over clocks, networks and disks that are
simulated: drops, repeats, reordering, delays, crashes of either side before and after a commit, clock steps, a hub
restored from a backup, cards that are read back, copied, or moved to another board. The seeds are S (1), S + 1, and so on;
a failing one is printed and replays alone with --schedules 1 --seed IT. The last line, with --json one JSON document,
says how many votes there were, what was lost, doubled or not noticed, and what the rule of the first LikeBox (send what
is newer than the hub's latest time) loses in the same schedules. Exit 0, or 1 when anything went wrong.
`;

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
  const onFailure = (failure: Failure) => process.stderr.write(`FAILED ${JSON.stringify(failure)}\n`);
  const share = { schedules: Number(schedules), seed: Number(seed) };
  const totals = await simulateIn(Number(threads), share, onFailure);
  process.stdout.write(`${values.json ? JSON.stringify(totals) : describe(totals)}\n`);
  const { schedules: _, ...verdict } = totals;
  return isFailure(verdict) ? 1 : 0;
}

function describe({ schedules, votes, lost, double, forksUndetected, controlLost }: Totals): string {
  return `${schedules} schedules, ${votes} votes: lost ${lost}, double ${double}, undetected forks ${forksUndetected}; the first LikeBox's rule loses ${controlLost}.`;
}

process.exitCode = await main();

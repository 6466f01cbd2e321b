import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { build } from 'esbuild';
import { type Failure, simulate, type Totals } from './simulate.ts';

/** The schedules with the seeds from `seed` on. */
export interface Share {
  schedules: number;
  seed: number;
}

/** Runs schedules in several threads at once. @param onFailure called for each that went wrong */
export async function simulateIn(
  threads: number,
  { schedules, seed }: Share,
  onFailure: (failure: Failure) => void,
): Promise<Totals> {
  const each = Math.ceil(schedules / threads);
  const shares: Share[] = [];
  for (let done = 0; done < schedules; done += each) {
    shares.push({ seed: seed + done, schedules: Math.min(each, schedules - done) });
  }
  const program = await bundleSelf();
  const all = await Promise.all(shares.map((share) => runInThread(program, share, onFailure)));
  return all.reduce(add);
}

/** A name for each function that is made costs a third of the time, and reading TypeScript keeps them: hence the bundle. */
async function bundleSelf(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(import.meta.url)],
    ...{ bundle: true, platform: 'node', format: 'cjs', target: 'node20', packages: 'external' },
    // A text that runs has no address of its own; only this function wants one.
    ...{ write: false, logLevel: 'warning', define: { 'import.meta.url': '""' } },
  });
  return outputFiles[0]?.text ?? '';
}

function runInThread(program: string, share: Share, onFailure: (failure: Failure) => void): Promise<Totals> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(program, { eval: true, workerData: share, execArgv: [] });
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

async function work({ schedules, seed }: Share): Promise<void> {
  const totals = await simulate(schedules, seed, (failure) => parentPort?.postMessage({ failure }));
  parentPort?.postMessage({ totals });
}

if (!isMainThread) void work(workerData);

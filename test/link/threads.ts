import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
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
  const all = await Promise.all(shares.map((share) => runInThread(share, onFailure)));
  return all.reduce(add);
}

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

if (!isMainThread) {
  const { schedules, seed } = workerData as Share;
  const totals = await simulate(schedules, seed, (failure) => parentPort?.postMessage({ failure }));
  parentPort?.postMessage({ totals });
}

import { type ResourceLimits, Worker } from 'node:worker_threads';

/** From a bundle the thread is a file beside it; from sources it needs what reads TypeScript there. */
export function startThread(resourceLimits: ResourceLimits): Worker {
  if (!import.meta.url.endsWith('.ts')) {
    return new Worker(new URL('./reader-worker.js', import.meta.url), {
      name: 'reader',
      execArgv: [],
      resourceLimits,
    });
  }
  const reader = JSON.stringify(import.meta.resolve('tsx/esm/api'));
  const program = JSON.stringify(new URL('./worker.ts', import.meta.url).href);
  const source = `import(${reader}).then(({ register }) => { register(); return import(${program}); })`;
  return new Worker(source, { name: 'reader', eval: true, execArgv: [], resourceLimits });
}

import { readFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { createClock } from '../../src/adapters/clock.ts';

export const clock = createClock();

/** One figure, one JSON line. */
export function print(figure: string, fields: object): void {
  process.stdout.write(`${JSON.stringify({ figure, ...fields })}\n`);
}

export const round = (value: number) => Number(value.toPrecision(3));

export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

export const summary = (samples: readonly number[]) => ({
  p50Ms: round(percentile(samples, 0.5)),
  p99Ms: round(percentile(samples, 0.99)),
});

/** How long some work takes, milliseconds. */
export function timed(work: () => void): number {
  const beganMs = clock.monoMs();
  work();
  return clock.monoMs() - beganMs;
}

/** Figures without their machine say nothing. */
export function printMachine(): void {
  print('machine', {
    cpu: cpus()[0]?.model,
    cpus: cpus().length,
    memoryGb: round(totalmem() / 2 ** 30),
    node: process.version,
    folder: tmpdir(),
    load: round(Number(readFileSync('/proc/loadavg', 'utf8').split(' ')[0])),
  });
}

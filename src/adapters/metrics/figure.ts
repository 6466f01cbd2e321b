import { Counter, Gauge, Registry } from 'prom-client';
import { ofProcess } from './process.ts';

/** A number for each set of labels; none where it is not known. */
export type Samples = readonly (readonly [labels: Record<string, string>, value: number])[];

/** One number, or several that differ in their labels, as read from `T` at each scrape. */
export interface Figure<T> {
  kind: 'counter' | 'gauge';
  /** By the conventions of Prometheus: base units, and `_total` for what only grows. */
  name: string;
  help: string;
  labels?: readonly string[];
  read: (now: T) => Samples;
}

export interface Rendered {
  text: string;
  type: string;
}

/** Prometheus text of these figures, beside those of the process and what else is in `registry`. */
export function createRendering<T>(
  figures: readonly Figure<T>[],
  registry: Registry,
): (now: T) => Promise<Rendered> {
  const known = figures.map(({ kind, name, help, labels = [], read }) => {
    const options = { name, help, labelNames: [...labels], registers: [registry] };
    return { metric: kind === 'counter' ? new Counter(options) : new Gauge(options), labels, read };
  });
  const all = Registry.merge([ofProcess, registry]);
  return (now) => {
    for (const { metric, labels, read } of known) {
      metric.reset();
      if (labels.length === 0) metric.remove(); // else what is not known would be 0
      for (const [given, value] of read(now)) metric.inc(given, value);
    }
    // Begun in this turn: another scrape would set the same metrics.
    return all.metrics().then((text) => ({ text, type: all.contentType }));
  };
}

/** One number without labels; null where it is not known. */
export function single(value: number | null | undefined): Samples {
  return value === null || value === undefined ? [] : [[{}, value]];
}

/** 1 for what is, 0 for all that could be. */
export function oneOf(label: string, all: readonly string[], is: string): Samples {
  return all.map((each) => [{ [label]: each }, each === is ? 1 : 0]);
}

/** The faults that are on, each as 1. */
export function faultSamples(faults: readonly { id: string; severity: string }[]): Samples {
  return faults.map(({ id, severity }) => [{ id, severity }, 1]);
}

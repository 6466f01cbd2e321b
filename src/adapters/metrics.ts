import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { BoxState } from '../core/state.ts';
import { BUTTONS } from '../core/vote.ts';

export interface Metrics {
  /** A vote was durable after this many milliseconds. */
  commit(durationMs: number): void;
  /** Prometheus text of the state now. */
  render(): Promise<{ text: string; type: string }>;
}

/** Of the process, whose boxes may follow each other: these cannot be ended. */
const ofProcess = new Registry();
collectDefaultMetrics({ register: ofProcess });

const COMMIT_BUCKETS_S = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.3, 1, 5];

/** @param state read at each scrape */
export function createMetrics(state: () => BoxState): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const commits = new Histogram({
    name: 'likebox_commit_seconds',
    help: 'From a press to its durable vote.',
    buckets: COMMIT_BUCKETS_S,
    registers,
  });
  const perButton = (name: string, help: string, read: (now: BoxState, button: 'plus' | 'minus') => number) =>
    new Counter({
      name,
      help,
      labelNames: ['button'],
      registers,
      collect() {
        this.reset();
        for (const button of BUTTONS) this.inc({ button }, read(state(), button));
      },
    });
  const total = (name: string, help: string, read: (now: BoxState) => number) =>
    new Counter({
      name,
      help,
      registers,
      collect() {
        this.reset();
        this.inc(read(state()));
      },
    });
  perButton('likebox_presses_total', 'Debounced presses.', (now, button) => now.buttons[button].presses);
  perButton('likebox_noise_total', 'Bursts that were no press.', (now, button) => now.buttons[button].noise);
  perButton(
    'likebox_repeats_total',
    'Presses within the cool-down.',
    (now, button) => now.buttons[button].repeats,
  );
  perButton('likebox_votes_total', 'Votes in the database.', (now, button) => now.votes[button]);
  total(
    'likebox_failed_votes_total',
    'Votes dropped because the store could not keep them.',
    (now) => now.failed,
  );
  new Gauge({
    name: 'likebox_faults',
    help: 'Faults that are on now.',
    labelNames: ['id', 'severity'],
    registers,
    collect() {
      this.reset();
      for (const { id, severity } of state().faults) this.set({ id, severity }, 1);
    },
  });
  return {
    commit: (durationMs) => commits.observe(durationMs / 1_000),
    render: async () => ({
      text: await Registry.merge([ofProcess, registry]).metrics(),
      type: registry.contentType,
    }),
  };
}

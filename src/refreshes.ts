import type { CronJob } from './adapters/cron.ts';
import type { Cancel, Clock } from './app/ports.ts';
import type { ProgrammeConfig } from './core/config.ts';

/** What no vote needs is read when the first ones may be over: reading it takes the loop for some 10 ms. */
export const SETTLED_MS = 1_000;

/** Refreshes of the programme, by the cron expression of the configuration. */
export interface Refreshes {
  start(): void;
  stop(): void;
  /** The wall clock was set: what is armed by it is armed anew. */
  rearm(): void;
}

/** A refresh may be this late, and by no more than a tenth of the time to the next one. */
const LATEST_MS = 30_000;
const LATEST_SHARE = 0.1;

/**
 * node-cron is loaded when the box has settled. Every refresh comes a little late, by chance, so that the boxes of a
 * conference do not all ask at once.
 * @param random from 0 to 1
 */
export function createRefreshes(
  clock: Clock,
  { refresh, timezone }: Pick<ProgrammeConfig, 'refresh' | 'timezone'>,
  run: () => void,
  random: () => number,
): Refreshes {
  let job: CronJob | null = null;
  let cancel: Cancel = () => {};
  let cancelLate: Cancel = () => {};
  let isRunning = false;

  async function schedule(): Promise<void> {
    const { scheduleCron } = await import('./adapters/cron.ts');
    if (isRunning) job = scheduleCron(refresh, timezone, runLate);
  }

  function runLate(untilNextMs: number): void {
    cancelLate();
    cancelLate = clock.after(random() * Math.min(LATEST_MS, untilNextMs * LATEST_SHARE), run);
  }

  return {
    start() {
      isRunning = true;
      cancel = clock.after(SETTLED_MS, () => void schedule());
    },
    stop() {
      isRunning = false;
      cancel();
      cancelLate();
      job?.stop();
    },
    rearm: () => job?.rearm(),
  };
}

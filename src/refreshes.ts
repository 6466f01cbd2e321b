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

/** node-cron is loaded when the box has settled. */
export function createRefreshes(
  clock: Clock,
  { refresh, timezone }: ProgrammeConfig,
  run: () => void,
): Refreshes {
  let job: CronJob | null = null;
  let cancel: Cancel = () => {};
  let isRunning = false;

  async function schedule(): Promise<void> {
    const { scheduleCron } = await import('./adapters/cron.ts');
    if (isRunning) job = scheduleCron(refresh, timezone, run);
  }

  return {
    start() {
      isRunning = true;
      cancel = clock.after(SETTLED_MS, () => void schedule());
    },
    stop() {
      isRunning = false;
      cancel();
      job?.stop();
    },
    rearm: () => job?.rearm(),
  };
}

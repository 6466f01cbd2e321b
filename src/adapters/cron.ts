import { createTask, validate } from 'node-cron';

export interface CronJob {
  /** To be called after a step of the wall clock: node-cron sleeps towards the instant it knew before. */
  rearm(): void;
  stop(): void;
}

const quiet = { info: () => {}, warn: () => {}, error: () => {}, debug: () => {} };

/** Whether this is a cron expression of five fields, or six with seconds first. */
export function isCron(expression: string): boolean {
  return validate(expression);
}

/**
 * Calls at the times of a cron expression, in wall time of a zone. It keeps no process alive. `call` must not throw.
 * Throws for an expression that `isCron` refuses.
 */
export function scheduleCron(expression: string, timezone: string, call: () => void): CronJob {
  const task = createTask(expression, () => call(), {
    timezone,
    logger: quiet,
    suppressMissedWarning: true,
    unref: true,
  });
  void task.start();
  return {
    rearm() {
      void task.stop();
      void task.start();
    },
    stop() {
      void task.destroy();
    },
  };
}

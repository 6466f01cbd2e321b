import { createTask, type TaskContext, validate } from 'node-cron';

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
 * Calls at the times of a cron expression, in wall time of a zone, with the milliseconds to the next of them. It keeps no
 * process alive. `call` must not throw. Throws for an expression that `isCron` refuses.
 */
export function scheduleCron(
  expression: string,
  timezone: string,
  call: (untilNextMs: number) => void,
): CronJob {
  const fire = ({ triggeredAt }: TaskContext): void => {
    const next = task.getNextRun();
    call(next === null ? 0 : Math.max(0, next.getTime() - triggeredAt.getTime()));
  };
  const task = createTask(expression, fire, {
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

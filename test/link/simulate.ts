import { makeSchedule } from './schedule.ts';
import type { Verdict } from './verdict.ts';
import { runSchedule } from './world.ts';

/** What came of many schedules together. */
export interface Totals extends Verdict {
  schedules: number;
}

/** A schedule that went wrong; it replays alone by its seed. */
export type Failure = Verdict & { seed: number };

/** Runs the schedules with the seeds from `seed` on. @param onFailure called for each that lost, doubled or missed something */
export async function simulate(
  schedules: number,
  seed: number,
  onFailure: (failure: Failure) => void = () => {},
): Promise<Totals> {
  const totals: Totals = { schedules, ...NOTHING };
  for (let one = seed; one < seed + schedules; one += 1) {
    const verdict = await runSchedule(makeSchedule(one));
    for (const key of KEYS) totals[key] += verdict[key];
    if (isFailure(verdict)) onFailure({ seed: one, ...verdict });
  }
  return totals;
}

const NOTHING: Verdict = {
  ...{ votes: 0, lost: 0, double: 0, forksUndetected: 0, miscounted: 0, stuck: 0, boots: 0, controlLost: 0 },
};
const KEYS = Object.keys(NOTHING) as (keyof Verdict)[];

/** Whether anything went wrong. */
export function isFailure({ votes: _, controlLost: __, ...wrong }: Verdict): boolean {
  return Object.values(wrong).some((count) => count > 0);
}

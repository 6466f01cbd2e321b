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
  const totals = {
    schedules,
    votes: 0,
    lost: 0,
    double: 0,
    forksUndetected: 0,
    miscounted: 0,
    controlLost: 0,
  };
  for (let one = seed; one < seed + schedules; one += 1) {
    const verdict = await runSchedule(makeSchedule(one));
    for (const key of KEYS) totals[key] += verdict[key];
    if (isFailure(verdict)) onFailure({ seed: one, ...verdict });
  }
  return totals;
}

const KEYS = ['votes', 'lost', 'double', 'forksUndetected', 'miscounted', 'controlLost'] as const;

export function isFailure({ lost, double, forksUndetected, miscounted }: Verdict): boolean {
  return lost + double + forksUndetected + miscounted > 0;
}

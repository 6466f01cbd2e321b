import type { BoxState } from '../../src/core/state.ts';
import { localTime } from '../../src/core/zone.ts';

export type Scheme = 'light' | 'dark';

/** The colours at `at` (epoch milliseconds) by the box's local time; dark while that is not known. */
export function schemeAt({ display, clock }: BoxState, at: number): Scheme {
  if (display.light === null || clock.quality === 'unset') return 'dark';
  const { fromMin, toMin } = display.light;
  const [hour = 0, minute = 0] = localTime(at, clock.timezone).split(':').map(Number);
  const nowMin = 60 * hour + minute;
  const light = fromMin <= toMin ? fromMin <= nowMin && nowMin < toMin : fromMin <= nowMin || nowMin < toMin;
  return light ? 'light' : 'dark';
}

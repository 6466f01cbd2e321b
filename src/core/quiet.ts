import type { DayHours } from './config.ts';
import { instantToWall } from './zone.ts';

/** Whether the local time of an instant lies in one of the hours in which the buzzer is silent. */
export function isQuiet(hours: readonly DayHours[], at: number, timezone: string): boolean {
  if (hours.length === 0) return false;
  const { hour, minute } = instantToWall(at, timezone);
  const nowMin = hour * 60 + minute;
  return hours.some(({ fromMin, toMin }) =>
    fromMin < toMin ? nowMin >= fromMin && nowMin < toMin : nowMin >= fromMin || nowMin < toMin,
  );
}

import type { DayHours } from '../core/config.ts';
import { isLit } from '../core/night.ts';
import type { BoxState } from '../core/state.ts';
import type { Clock } from './ports.ts';

interface Deps {
  /** When the screen is off; null: never. */
  off: DayHours | null;
  clock: Pick<Clock, 'monoMs'>;
  state: () => Pick<BoxState, 'clock' | 'notice' | 'buttons'>;
}

/**
 * Whether the screen is to be lit now, for whoever switches it. Presses are noticed between two questions, so that it
 * costs nothing while nobody asks.
 */
export function createNight({ off, clock, state }: Deps): { isLit(): boolean } {
  let presses: number | null = null;
  let pressedMs: number | null = null;
  return {
    isLit() {
      if (off === null) return true;
      const { clock: now, notice, buttons } = state();
      const counted = buttons.plus.presses + buttons.minus.presses;
      if (presses !== null && counted !== presses) pressedMs = clock.monoMs();
      presses = counted;
      return isLit({
        off,
        at: now.quality === 'unset' ? null : now.at,
        timezone: now.timezone,
        hasNotice: notice !== null,
        sincePressMs: pressedMs === null ? null : clock.monoMs() - pressedMs,
      });
    },
  };
}

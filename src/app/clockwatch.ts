import { qualityOf } from '../core/clockquality.ts';
import type { Boot } from '../core/vote.ts';
import { readMoment } from './moment.ts';
import type { Cancel, Clock } from './ports.ts';

/** A box that was just plugged in to a network hears from a time server within a minute or so. */
const LOOK_EVERY_MS = 10_000;
/** One that has waited longer is likely to wait for days. */
const LOOKS_AT_FIRST = 30;
const LOOK_LATER_MS = 60_000;

export interface ClockWatch {
  start(): void;
  stop(): void;
}

interface Deps {
  clock: Clock;
  /** What the computer knows of its wall clock now. */
  readSources: () => Promise<{ synced: boolean; rtcAt: number | null }>;
  /** When this program was built, epoch milliseconds. */
  builtAt: number;
  /** Takes what is better than what is known. */
  improve: (found: Pick<Boot, 'wallOffsetMs' | 'quality'>) => void;
}

/** Looks for a better wall clock until a time server has set it; no start waits for the first look. */
export function createClockWatch({ clock, readSources, builtAt, improve }: Deps): ClockWatch {
  let cancel: Cancel = () => {};
  let watching = false;
  let looks = 0;

  async function look(): Promise<void> {
    looks += 1;
    const sources = await readSources();
    if (!watching) return;
    const { wallAt, monoMs } = readMoment(clock);
    const quality = qualityOf({ ...sources, wallAt, builtAt });
    if (quality !== 'unset') improve({ wallOffsetMs: Math.round(wallAt - monoMs), quality });
    if (quality === 'synced') return;
    cancel = clock.after(looks < LOOKS_AT_FIRST ? LOOK_EVERY_MS : LOOK_LATER_MS, () => void look());
  }

  return {
    start() {
      watching = true;
      void look();
    },
    stop() {
      watching = false;
      cancel();
    },
  };
}

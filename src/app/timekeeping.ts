import { type Boot, CLOCK_QUALITIES, type ClockQuality } from '../core/vote.ts';
import { readMoment } from './moment.ts';
import type { Cancel, Clock, Store } from './ports.ts';

/** Smaller differences are slewing and rounding, not a step. */
const STEP_MS = 500;
const LOOK_EVERY_MS = 1_000;

export interface Timekeeping {
  /** Looks for steps of the wall clock from now on. */
  start(): void;
  stop(): void;
  /** What is known of this boot's wall time. */
  boot(): Boot;
  /** Now in corrected time, epoch milliseconds; the wall as read while nothing better is known. */
  nowAt(): number;
  /**
   * Takes a wall offset of at least the quality that is known, and moves every vote of this boot with it; gives false
   * for a worse one.
   */
  improve(found: Pick<Boot, 'wallOffsetMs' | 'quality'>): boolean;
}

interface Deps {
  clock: Clock;
  bootId: string;
  quality: ClockQuality;
  store: Pick<Store, 'saveBoot'>;
  log: { warn: (fields: object, message: string) => void; info: (fields: object, message: string) => void };
  /** After the wall clock or the boot's offset has changed, and with the latter the corrected time of all its votes. */
  onStep: () => void;
}

/** Qualities whose offset is not that of the computer's own clock, so that its steps say nothing about it. */
const SET_BESIDE: readonly ClockQuality[] = ['hub', 'manual'];

/** Keeps the wall offset of this boot; no vote is ever rewritten for it. */
export function createTimekeeping({ clock, bootId, quality, store, log, onStep }: Deps): Timekeeping {
  const readOffset = () => {
    const { wallAt, monoMs } = readMoment(clock);
    return Math.round(wallAt - monoMs);
  };
  let seenOffsetMs = readOffset();
  let boot: Boot = { bootId, wallOffsetMs: seenOffsetMs, quality };
  let cancel: Cancel = () => {};

  function become(next: Pick<Boot, 'wallOffsetMs' | 'quality'>): void {
    boot = { ...boot, ...next };
    // A store that is closed now is given the boot again when it opens (see box.ts).
    void store.saveBoot(boot).catch(() => {});
    onStep();
  }

  function look(): void {
    const wallOffsetMs = readOffset();
    const stepMs = wallOffsetMs - seenOffsetMs;
    if (Math.abs(stepMs) <= STEP_MS) return;
    seenOffsetMs = wallOffsetMs;
    if (SET_BESIDE.includes(boot.quality)) {
      log.warn({ stepMs }, 'the wall clock was set; the box keeps the better time it has');
      onStep(); // what is armed by the wall clock follows it all the same
      return;
    }
    log.warn({ stepMs }, 'the wall clock was set; votes of this boot move with it');
    become({ wallOffsetMs, quality: boot.quality });
  }

  return {
    start() {
      cancel = clock.every(LOOK_EVERY_MS, look);
    },
    stop: () => cancel(),
    boot: () => boot,
    nowAt: () => boot.wallOffsetMs + clock.monoMs(),
    improve(found) {
      if (CLOCK_QUALITIES.indexOf(found.quality) > CLOCK_QUALITIES.indexOf(boot.quality)) return false;
      const movedMs = Math.round(found.wallOffsetMs - boot.wallOffsetMs);
      if (found.quality === boot.quality && Math.abs(movedMs) <= STEP_MS) return true;
      const { quality: before } = boot;
      // What was read of the computer's clock holds its steps up to now.
      if (!SET_BESIDE.includes(found.quality)) seenOffsetMs = found.wallOffsetMs;
      become({ wallOffsetMs: Math.round(found.wallOffsetMs), quality: found.quality });
      log.info({ movedMs, before, quality: found.quality }, 'the time is better known');
      return true;
    },
  };
}

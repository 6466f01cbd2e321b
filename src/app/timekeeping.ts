import type { Boot, ClockQuality } from '../core/vote.ts';
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
}

interface Deps {
  clock: Clock;
  bootId: string;
  quality: ClockQuality;
  store: Pick<Store, 'saveBoot'>;
  log: { warn: (fields: object, message: string) => void };
  /** After the boot's offset has changed, and with it the corrected time of all its votes. */
  onStep: () => void;
}

/** Keeps the wall offset of this boot; no vote is ever rewritten for it. */
export function createTimekeeping({ clock, bootId, quality, store, log, onStep }: Deps): Timekeeping {
  const readOffset = () => Math.round(clock.wallAt() - clock.monoMs());
  let boot: Boot = { bootId, wallOffsetMs: readOffset(), quality };
  let cancel: Cancel = () => {};

  // A store that is closed now is given the boot again when it opens (see box.ts).
  const save = () => store.saveBoot(boot).catch(() => {});

  function look(): void {
    const wallOffsetMs = readOffset();
    const stepMs = wallOffsetMs - boot.wallOffsetMs;
    if (Math.abs(stepMs) <= STEP_MS) return;
    boot = { ...boot, wallOffsetMs };
    log.warn({ stepMs }, 'the wall clock was set; votes of this boot move with it');
    void save();
    onStep();
  }

  return {
    start() {
      cancel = clock.every(LOOK_EVERY_MS, look);
    },
    stop: () => cancel(),
    boot: () => boot,
    nowAt: () => boot.wallOffsetMs + clock.monoMs(),
  };
}

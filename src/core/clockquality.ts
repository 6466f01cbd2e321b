import type { ClockQuality } from './vote.ts';

/** A wall clock that was set from the chip agrees with it this well; the chip itself only counts seconds. */
const AGREES_MS = 5_000;

interface Reading {
  /** A time server has set the wall clock in this uptime. */
  synced: boolean;
  /** The clock chip, epoch milliseconds; null without one. */
  rtcAt: number | null;
  /** The wall clock, epoch milliseconds. */
  wallAt: number;
  /** When this program was built: a chip that shows an earlier date has lost its battery. */
  builtAt: number;
}

/** How far the computer's own wall clock can be trusted (DESIGN section 6). */
export function qualityOf({ synced, rtcAt, wallAt, builtAt }: Reading): ClockQuality {
  if (synced) return 'synced';
  const fromChip = rtcAt !== null && rtcAt >= builtAt && Math.abs(wallAt - rtcAt) < AGREES_MS;
  return fromChip ? 'rtc' : 'unset';
}

import { qualityOf } from '../clockquality.ts';
import type { BoardKind } from '../config.ts';
import { type Check, createCheck } from './check.ts';

export interface ClockReading {
  /** A time server has set the wall clock in this uptime. */
  synced: boolean;
  /** The clock chip, epoch milliseconds; null without one that the kernel knows. */
  rtcAt: number | null;
  wallAt: number;
  /** When this program was built, epoch milliseconds. */
  builtAt: number;
  /** A clock chip answers on the bus, but the kernel does not use it. */
  idleChip: boolean;
  board: BoardKind;
}

/** What votes would be dated by. */
export function judgeClock(reading: ClockReading): Check {
  const { board, synced, wallAt } = reading;
  const quality = board === 'simulated' ? 'synced' : qualityOf(reading);
  const values = { quality, synced, wall: iso(wallAt) };
  if (board === 'simulated') {
    const words = 'a simulated board takes the clock of this computer as synced';
    return createCheck('clock', 'ok', words, { values });
  }
  if (quality === 'synced') return createCheck('clock', 'ok', 'synced: a time server has set it', { values });
  if (quality === 'rtc') {
    return createCheck('clock', 'ok', 'rtc: set by the clock chip; no time server yet', { values });
  }
  return createCheck(
    'clock',
    'warning',
    'unset: votes are kept, but count for no session until it is known',
    {
      mend: 'plug in the network, then timedatectl; or set the clock in the menu of the box (hold both buttons)',
      values,
    },
  );
}

/** The battery-backed clock chip. */
export function judgeChip({ rtcAt, builtAt, wallAt, synced, idleChip, board }: ClockReading): Check {
  const values = { rtc: rtcAt === null ? null : iso(rtcAt) };
  if (rtcAt === null && idleChip) {
    const mend =
      board === 'raspberry-pi'
        ? 'dtoverlay=i2c-rtc,ds3231 in /boot/firmware/config.txt (or ds1307), then restart'
        : 'echo ds1307 0x68 | sudo tee /sys/bus/i2c/devices/i2c-2/new_device';
    return createCheck('rtc', 'warning', 'a clock chip answers at 0x68, but the kernel does not use it', {
      mend,
      values,
    });
  }
  if (rtcAt === null) {
    return createCheck('rtc', 'absent', 'no clock chip: after a power cut the time comes from the network', {
      values,
    });
  }
  if (rtcAt < builtAt) {
    const words = `the clock chip says ${iso(rtcAt).slice(0, 10)}: it was never set, or its battery is empty`;
    return createCheck('rtc', 'warning', words, { mend: 'a new battery, then sudo hwclock -w', values });
  }
  const awayS = Math.round(Math.abs(rtcAt - wallAt) / 1_000);
  if (synced && awayS > AWAY_S) {
    const words = `the clock chip is ${awayS} s away from the time server`;
    return createCheck('rtc', 'warning', words, { mend: 'sudo hwclock -w', values });
  }
  return createCheck('rtc', 'ok', `the clock chip says ${iso(rtcAt)}`, { values });
}

/** More would put a vote into another session's minutes. */
const AWAY_S = 60;

function iso(at: number): string {
  return new Date(at).toISOString();
}

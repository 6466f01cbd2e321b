import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Check } from '../../../src/core/doctor/check.ts';
import { type ClockReading, judgeChip, judgeClock } from '../../../src/core/doctor/clock.ts';

const NOW = Date.parse('2026-06-24T10:00:00Z');
const READING: ClockReading = {
  synced: false,
  rtcAt: null,
  wallAt: NOW,
  builtAt: Date.parse('2026-05-01T00:00:00Z'),
  idleChip: false,
  board: 'raspberry-pi',
};

const said = ({ verdict, message, mend }: Check) => [verdict, message, mend];
const clock = (reading: Partial<ClockReading>) => said(judgeClock({ ...READING, ...reading }));
const chip = (reading: Partial<ClockReading>) => said(judgeChip({ ...READING, ...reading }));

test('the clock has the quality that a box would give it', () => {
  assert.deepEqual(
    [
      clock({ synced: true }),
      clock({ rtcAt: NOW }),
      clock({}),
      clock({ rtcAt: Date.parse('2000-01-01'), wallAt: Date.parse('2000-01-01') }),
      clock({ board: 'simulated' }),
    ],
    [
      ['ok', 'synced: a time server has set it', null],
      ['ok', 'rtc: set by the clock chip; no time server yet', null],
      ...Array(2).fill([
        'warning',
        'unset: votes are kept, but count for no session until it is known',
        'plug in the network, then timedatectl; or set the clock in the menu of the box (hold both buttons)',
      ]),
      ['ok', 'a simulated board takes the clock of this computer as synced', null],
    ],
  );
  assert.deepEqual(judgeClock(READING).values, {
    quality: 'unset',
    synced: false,
    wall: '2026-06-24T10:00:00.000Z',
  });
});

test('the clock chip is there, right, idle or without a battery', () => {
  const idle = 'a clock chip answers at 0x68, but the kernel does not use it';
  assert.deepEqual(
    [
      chip({}),
      chip({ rtcAt: NOW }),
      chip({ rtcAt: Date.parse('2000-01-01') }),
      chip({ rtcAt: NOW - 60_000, synced: true }),
      chip({ rtcAt: NOW - 61_000, synced: true }),
      chip({ rtcAt: NOW - 61_000 }),
      chip({ idleChip: true }),
      chip({ idleChip: true, board: 'beaglebone' }),
    ],
    [
      ['absent', 'no clock chip: after a power cut the time comes from the network', null],
      ['ok', 'the clock chip says 2026-06-24T10:00:00.000Z', null],
      [
        'warning',
        'the clock chip says 2000-01-01: it was never set, or its battery is empty',
        'a new battery, then sudo hwclock -w',
      ],
      ['ok', 'the clock chip says 2026-06-24T09:59:00.000Z', null],
      ['warning', 'the clock chip is 61 s away from the time server', 'sudo hwclock -w'],
      ['ok', 'the clock chip says 2026-06-24T09:58:59.000Z', null],
      ['warning', idle, 'dtoverlay=i2c-rtc,ds3231 in /boot/firmware/config.txt (or ds1307), then restart'],
      ['warning', idle, 'echo ds1307 0x68 | sudo tee /sys/bus/i2c/devices/i2c-2/new_device'],
    ],
  );
});

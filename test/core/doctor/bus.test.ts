import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LcdConfig } from '../../../src/core/config.ts';
import { type BusScan, isIdleClockChip, judgeBus, probeOf } from '../../../src/core/doctor/bus.ts';

const I2C: LcdConfig = { kind: 'i2c', bus: 1, address: 0x27, cols: 20, rows: 4 };
const NONE: LcdConfig = { kind: 'none' };
const chips = (...addresses: number[]): BusScan => ({
  chips: addresses.map((address) => ({ address, held: false })),
});
const held = (address: number) => ({ address, held: true });

function judge(scan: BusScan, lcd: LcdConfig = I2C, board: 'raspberry-pi' | 'beaglebone' = 'raspberry-pi') {
  const { verdict, message, mend } = judgeBus(scan, { lcd, board, bus: 1 });
  return [verdict, message, mend];
}

test('an address is asked as i2cdetect asks it', () => {
  const read = Array.from({ length: 0x80 }, (_, address) => address).filter(
    (address) => probeOf(address) === 'read-byte',
  );
  const from = (first: number, count: number) => Array.from({ length: count }, (_, i) => first + i);
  assert.deepEqual(read, [...from(0x30, 8), ...from(0x50, 16)]);
});

test('who answers is named, and who is held by the kernel marked', () => {
  const scan = { chips: [{ address: 0x27, held: false }, held(0x68), { address: 0x76, held: false }] };
  assert.deepEqual(judgeBus(scan, { lcd: I2C, board: 'raspberry-pi', bus: 1 }), {
    id: 'i2c',
    verdict: 'ok',
    message: 'bus 1: 0x27 an LCD backpack; 0x68 a clock chip (DS1307 or DS3231), held by the kernel; 0x76',
    mend: null,
    values: { bus: 1, ...scan },
  });
  assert.deepEqual(judge(chips(), NONE), ['ok', 'bus 1: nobody answers', null]);
});

test('an LCD that does not answer is wrong, and its other address is found', () => {
  assert.deepEqual(
    [judge(chips(0x3f)), judge(chips()), judge({ chips: [held(0x27)] })],
    [
      ['wrong', 'bus 1: 0x3F an LCD backpack; no LCD at 0x27', 'in box.toml: [hardware.lcd] address = 0x3F'],
      [
        'wrong',
        'bus 1: nobody answers; no LCD at 0x27',
        'check its 5 V, ground, SDA and SCL; without an LCD, in box.toml: [hardware.lcd] kind = "none"',
      ],
      [
        'wrong',
        "bus 1: 0x27 an LCD backpack, held by the kernel; the LCD's address is held by a driver of the kernel",
        'remove its overlay from config.txt; `ls -l /sys/bus/i2c/devices/1-0027/driver` names it',
      ],
    ],
  );
});

test('a bus that cannot be scanned is wrong only for a box that needs it', () => {
  const missing = 'there is no I²C bus 1 (/dev/i2c-1)';
  assert.deepEqual(
    [
      judge({ refused: 'missing' }),
      judge({ refused: 'missing' }, I2C, 'beaglebone'),
      judge({ refused: 'missing' }, NONE),
      judge({ refused: 'denied' }),
      judge({ refused: 'EIO: i/o error, i2cFuncs' }),
    ],
    [
      ['wrong', missing, 'sudo raspi-config nonint do_i2c 0, then restart'],
      ['wrong', missing, 'sudo modprobe i2c-dev, and `ls /dev/i2c-*` for its number: [hardware.lcd] bus'],
      ['absent', missing, null],
      ['wrong', '/dev/i2c-1 may not be opened by this user', 'sudo adduser "$USER" i2c, then sign in again'],
      ['wrong', 'bus 1 cannot be scanned: EIO: i/o error, i2cFuncs', 'sudo dmesg | grep i2c'],
    ],
  );
});

test('a clock chip without a driver is idle', () => {
  assert.deepEqual(
    [chips(0x27, 0x68), { chips: [held(0x68)] }, chips(0x27), { refused: 'missing' }].map(isIdleClockChip),
    [true, false, false, false],
  );
});

import assert from 'node:assert/strict';
import { createHd44780, createPcf8574, type Hd44780 } from '../fakes/hd44780.ts';
import type { Seen } from './trace.ts';

/** Lines of a parallel LCD, free on a box with the default wiring. */
export const LCD_LINES: { rs: number; e: number; data: readonly number[] } = {
  rs: 7,
  e: 8,
  data: [25, 5, 6, 12],
};
export const I2C_ADDRESS = 0x27;

const SIZE = { columns: 20, rows: 4 };

/** What a display on those lines would show at the end. @param seen since its power came */
export function parallelDisplay(seen: readonly Seen[]): Hd44780 {
  // Times of an emulated processor say nothing of real wires.
  const display = createHd44780({ ...SIZE, checkTimes: false });
  const levels = { rs: false, rw: false, e: false, data: 0 };
  display.wires({ ...levels }, 0);
  for (const event of seen) {
    if (event.kind !== 'line') continue;
    const bit = LCD_LINES.data.indexOf(event.line);
    if (event.line === LCD_LINES.rs) levels.rs = event.high;
    else if (event.line === LCD_LINES.e) levels.e = event.high;
    else if (bit === -1) continue;
    else levels.data = event.high ? levels.data | (1 << bit) : levels.data & ~(1 << bit);
    display.wires({ ...levels }, event.atMs * 1_000);
  }
  return display;
}

/** The same for a display behind a PCF8574, from the bytes on its bus. */
export function i2cDisplay(seen: readonly Seen[]): Hd44780 {
  const display = createHd44780({ ...SIZE, checkTimes: false });
  const backpack = createPcf8574(display);
  for (const event of seen) {
    if (event.kind !== 'i2c') continue;
    assert.equal(event.address, I2C_ADDRESS);
    for (const byte of [event.command, ...event.data]) backpack.byte(byte, event.atMs * 1_000);
  }
  return display;
}

import type { BoardKind, LcdConfig } from '../config.ts';
import { type Check, createCheck } from './check.ts';

/** A chip that answers; `held` by a driver of the kernel, so it was not asked. */
export interface BusChip {
  address: number;
  held: boolean;
}

/** What answered, or why the bus could not be scanned: `missing`, `denied`, or the system's words. */
export type BusScan = { chips: readonly BusChip[] } | { refused: string };

/** The addresses a chip may have; what lies outside is reserved (NXP UM10204, section 3.1.12). */
export const FIRST_ADDRESS = 0x08;
export const LAST_ADDRESS = 0x77;

/**
 * How to ask for a chip without harm, as i2cdetect does: a quick write, which carries no data; where memories and
 * clocks lie, whose contents that could move, reading a byte.
 */
export function probeOf(address: number): 'quick-write' | 'read-byte' {
  const isMemory = (address >= 0x30 && address <= 0x37) || (address >= 0x50 && address <= 0x5f);
  return isMemory ? 'read-byte' : 'quick-write';
}

const RTC_ADDRESS = 0x68;

/** The two chips of LCD backpacks: PCF8574 and PCF8574A. */
const BACKPACKS = [0x20, 0x38];

function nameOf(address: number): string {
  if (address === RTC_ADDRESS) return ' a clock chip (DS1307 or DS3231)';
  return isBackpack(address) ? ' an LCD backpack' : '';
}

function isBackpack(address: number): boolean {
  return BACKPACKS.some((first) => first <= address && address < first + 8);
}

interface Wired {
  lcd: LcdConfig;
  board: BoardKind;
  /** The bus that was scanned. */
  bus: number;
}

/** Who answers on the I²C bus, and whether the LCD is one of them. */
export function judgeBus(scan: BusScan, { lcd, board, bus }: Wired): Check {
  const needed = lcd.kind === 'i2c';
  if ('refused' in scan) return refusedBus(scan.refused, { board, bus, needed });
  const { chips } = scan;
  const values = { bus, chips };
  const found = chips.map(
    ({ address, held }) => `${hex(address)}${nameOf(address)}${held ? ', held by the kernel' : ''}`,
  );
  const list = found.length === 0 ? `bus ${bus}: nobody answers` : `bus ${bus}: ${found.join('; ')}`;
  if (lcd.kind !== 'i2c') return createCheck('i2c', 'ok', list, { values });
  const display = chips.find(({ address }) => address === lcd.address);
  if (display === undefined) {
    const mend = mendDisplay(chips);
    return createCheck('i2c', 'wrong', `${list}; no LCD at ${hex(lcd.address)}`, { mend, values });
  }
  if (display.held) {
    const words = `${list}; the LCD's address is held by a driver of the kernel`;
    const mend = `remove its overlay from config.txt; \`ls -l /sys/bus/i2c/devices/${bus}-${name(lcd.address)}/driver\` names it`;
    return createCheck('i2c', 'wrong', words, { mend, values });
  }
  return createCheck('i2c', 'ok', list, { values });
}

function mendDisplay(chips: readonly BusChip[]): string {
  const other = chips.find(({ address, held }) => !held && isBackpack(address));
  if (other !== undefined) return `in box.toml: [hardware.lcd] address = ${hex(other.address)}`;
  return 'check its 5 V, ground, SDA and SCL; without an LCD, in box.toml: [hardware.lcd] kind = "none"';
}

function refusedBus(
  refused: string,
  { board, bus, needed }: { board: BoardKind; bus: number; needed: boolean },
): Check {
  const values = { bus, refused };
  const verdict = needed ? 'wrong' : 'absent';
  if (refused === 'missing') {
    const enable =
      board === 'raspberry-pi'
        ? 'sudo raspi-config nonint do_i2c 0, then restart'
        : 'sudo modprobe i2c-dev, and `ls /dev/i2c-*` for its number: [hardware.lcd] bus';
    const words = `there is no I²C bus ${bus} (/dev/i2c-${bus})`;
    return createCheck('i2c', verdict, words, { mend: needed ? enable : null, values });
  }
  if (refused === 'denied') {
    const words = `/dev/i2c-${bus} may not be opened by this user`;
    return createCheck('i2c', verdict, words, {
      mend: 'sudo adduser "$USER" i2c, then sign in again',
      values,
    });
  }
  const words = `bus ${bus} cannot be scanned: ${refused}`;
  return createCheck('i2c', verdict, words, { mend: needed ? 'sudo dmesg | grep i2c' : null, values });
}

/** A clock chip that answers but that no driver holds keeps no time for the computer. */
export function isIdleClockChip(scan: BusScan): boolean {
  return 'chips' in scan && scan.chips.some(({ address, held }) => address === RTC_ADDRESS && !held);
}

function hex(address: number): string {
  return `0x${address.toString(16).toUpperCase().padStart(2, '0')}`;
}

/** As the kernel names devices: `0027`. */
function name(address: number): string {
  return address.toString(16).padStart(4, '0');
}

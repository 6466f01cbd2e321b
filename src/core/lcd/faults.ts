import type { LineName } from '../config.ts';

/** Numbers that Node has no name for on every system (Linux, asm-generic/errno.h). */
const NAMES: Readonly<Record<number, string>> = {
  5: 'EIO',
  6: 'ENXIO',
  11: 'EAGAIN',
  16: 'EBUSY',
  95: 'EOPNOTSUPP',
  110: 'ETIMEDOUT',
  121: 'EREMOTEIO',
};

/** The name of a system error, for example `EREMOTEIO`; '' for any other error. i2c-bus gives some by number only. */
export function errorName(error: unknown): string {
  if (!(error instanceof Error)) return '';
  const { code, errno } = error as Error & { code?: unknown; errno?: unknown };
  if (typeof code === 'string' && code !== '') return code;
  return typeof errno === 'number' ? (NAMES[Math.abs(errno)] ?? '') : '';
}

/** Where a backpack is, and the user who writes to it. */
export interface BusPlace {
  bus: number;
  address: number;
  user: string;
}

/** Why the LCD at an address of an I²C bus cannot be written, and what mends it. */
export function busFault(error: unknown, { bus, address, user }: BusPlace): string {
  const where = `address 0x${address.toString(16)} of I²C bus ${bus}`;
  const name = errorName(error);
  switch (name) {
    case 'ENOENT':
    case 'ENODEV':
      return (
        `There is no /dev/i2c-${bus}. On a Raspberry Pi add dtparam=i2c_arm=on to config.txt (or use raspi-config) ` +
        'and restart; on a BeagleBone the pins P9_19 and P9_20 are bus 2 (hardware.lcd.bus).'
      );
    case 'EACCES':
    case 'EPERM':
      return `${user} may not use /dev/i2c-${bus}: \`sudo usermod -aG i2c ${user}\`, then restart the box.`;
    case 'ENXIO':
    case 'EREMOTEIO':
      return (
        `No LCD answers at ${where}. Check its cable and its power; a backpack with a PCF8574A is at 0x3f. ` +
        `i2cdetect -y ${bus} shows what is there (hardware.lcd.address).`
      );
    case 'ETIMEDOUT':
    case 'EAGAIN':
    case 'EIO':
      return (
        `I²C bus ${bus} is stuck (${name}), so the LCD cannot be written. Check that SDA and SCL are not swapped or ` +
        'shorted, and keep the cable short.'
      );
    case 'EBUSY':
      return (
        `A driver of the kernel holds ${where}. Take the overlay of that LCD or port expander out of the boot ` +
        'configuration, then restart.'
      );
    case 'EOPNOTSUPP':
      return `I²C bus ${bus} cannot send blocks, so it cannot drive an LCD. Use another bus (hardware.lcd.bus).`;
    default:
      return `The LCD at ${where} cannot be written: ${detail(error)}.`;
  }
}

/** A line of a parallel LCD. */
export interface LcdLine {
  /** In sysfs. */
  number: number;
  /** As it is configured. */
  name: LineName;
  /** `rs`, `e`, `d4` to `d7` */
  use: string;
}

/** Why a line of a parallel LCD cannot be used, and what mends it. `user`: who this program runs as. */
export function lineFault(error: unknown, line: LcdLine, user: string): string {
  const name = errorName(error);
  const which = `${line.name} (${line.use}) of the LCD`;
  switch (name) {
    case 'ENOENT':
      return (
        'This kernel has no GPIO in /sys/class/gpio, which a parallel LCD needs. Use an LCD with an I²C backpack ' +
        '(hardware.lcd.kind = "i2c").'
      );
    case 'EINVAL':
      return `The kernel has no GPIO ${line.number} for line ${which}. Check hardware.lcd.rs, e and data, and hardware.board.`;
    case 'EBUSY':
      return (
        `Line ${which} is taken by another program or driver. gpioinfo names it: stop it, take its overlay ` +
        'out of the boot configuration, or choose another line.'
      );
    case 'EACCES':
      return `${user} may not use line ${which}: \`sudo usermod -aG gpio ${user}\`, then restart the box.`;
    case 'EPERM':
      return `Line ${which} cannot be an output. Choose another line (hardware.lcd).`;
    case 'EROFS':
      return '/sys is read-only for the box, so it cannot drive the LCD. Set ProtectKernelTunables=no in its systemd unit.';
    default:
      return `Line ${which} cannot be used: ${detail(error)}.`;
  }
}

function detail(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/\.$/, '');
}

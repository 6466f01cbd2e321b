import { type Bus, createBackpack } from '../../../src/adapters/lcd/backpack.ts';
import { createPanel } from '../../../src/adapters/lcd/panel.ts';
import type { LcdSize } from '../../../src/core/lcd.ts';
import { createPcf8574 } from '../../fakes/hd44780.ts';
import { createBench, type World } from './world.ts';

/** Nine clocks of 100 kHz. */
const BYTE_US = 90;
const ADDRESS = 0x27;

/** A world on an I²C bus of 100 kHz, with the backpack that the display hangs on. */
export interface BusWorld extends World {
  /** No write ends from now on, as with a clock line that is held down, until the line is let go by what this gives. */
  hang(): () => void;
}

export function createBusWorld(size: LcdSize, onFault = () => {}): BusWorld {
  const { clock, display, cable } = createBench(size);
  const faults: (string | null)[] = [];
  const port = createPcf8574(cable);
  let isAbsent = false;
  let hanging: Promise<void> | null = null;
  let open = 0;
  let openings = 0;
  let written = 0;

  const bus: Bus = {
    async writeI2cBlock(address, command, length, buffer) {
      if (hanging !== null) {
        await hanging;
        return { bytesWritten: length, buffer };
      }
      if (isAbsent || address !== ADDRESS) throw remoteError();
      if (length < 1 || length > 32) throw new Error(`a block of ${length} bytes`);
      const bytes = [command, ...buffer.subarray(0, length)];
      // The address goes first.
      for (const [i, byte] of bytes.entries()) port.byte(byte, clock.monoMs() * 1_000 + (i + 2) * BYTE_US);
      written += bytes.length;
      await new Promise<void>((resolve) => {
        clock.after(((bytes.length + 1) * BYTE_US) / 1_000, resolve);
      });
      return { bytesWritten: length, buffer };
    },
    async close() {
      open -= 1;
    },
  };
  const wires = createBackpack({
    bus: 1,
    address: ADDRESS,
    user: 'likebox',
    openBus: async () => {
      open += 1;
      openings += 1;
      return bus;
    },
  });
  const lcd = createPanel({
    wires,
    size,
    clock,
    onFault(fault) {
      faults.push(fault);
      onFault();
    },
  });
  return {
    clock,
    lcd,
    display,
    cable,
    faults,
    written: () => written,
    isLit: port.isLit,
    isReleased: () => open === 0,
    openings: () => openings,
    setAbsent(absent) {
      isAbsent = absent;
    },
    hang() {
      let letGo = () => {};
      hanging = new Promise((resolve) => {
        letGo = () => {
          hanging = null;
          resolve();
        };
      });
      return letGo;
    },
  };
}

/** As i2c-bus gives it: by number, without a code. */
function remoteError(): Error {
  return Object.assign(new Error(', Remote I/O error'), { errno: 121, code: '', syscall: 'writeI2cBlock' });
}

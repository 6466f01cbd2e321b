import type { PromisifiedBus } from 'i2c-bus';
import { backpackBytes, backpackIdle, backpackNibbles, smbusBlocks } from '../../core/lcd/backpack.ts';
import { busFault } from '../../core/lcd/faults.ts';
import type { Wires } from './wires.ts';

/** What is used of an open bus. */
export type Bus = Pick<PromisifiedBus, 'writeI2cBlock' | 'close'>;

interface Deps {
  bus: number;
  address: number;
  /** Whom this program runs as, for its sentences. */
  user: string;
  openBus?: (bus: number) => Promise<Bus>;
}

/** One row and its address. On a bus of 100 kHz that is 86 bytes and takes 8 ms, all of them outside the loop. */
const BURST = 21;

/**
 * The wires of an LCD behind a PCF8574. Only blocks of SMBus are written: every adapter and the kernel's i2c-stub know
 * them, and on the wire they are plain bytes.
 */
export function createBackpack({ bus, address, user, openBus = openReal }: Deps): Wires {
  let opened: Bus | null = null;
  let life: AbortSignal | null = null;

  async function write(bytes: readonly number[]): Promise<void> {
    try {
      opened ??= await openBus(bus);
      for (const [first = 0, ...rest] of smbusBlocks(bytes)) {
        life?.throwIfAborted();
        await opened.writeI2cBlock(address, first, rest.length, Buffer.from(rest));
      }
    } catch (cause) {
      throw new Error(busFault(cause, { bus, address, user }), { cause });
    }
  }

  async function release(): Promise<void> {
    await opened?.close().catch(() => {}); // the next opening begins anew
    opened = null;
  }

  return {
    burst: BURST,
    async open(given) {
      life = given;
      // Whether anybody answers shows only when something is said.
      await write(backpackIdle(true)).catch(async (error) => {
        await release();
        throw error;
      });
    },
    wake: (nibbles) => write(backpackNibbles(nibbles, true)),
    send: (transfers) => write(backpackBytes(transfers, true)),
    async close() {
      if (opened === null) return;
      await write(backpackIdle(false)).catch(() => {}); // it may be gone, or another's by now
      await release();
    },
  };
}

async function openReal(bus: number): Promise<Bus> {
  const i2c = await import('i2c-bus');
  return i2c.default.openPromisified(bus);
}

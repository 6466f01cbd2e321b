import type { Transfer } from './bursts.ts';

// How nearly every backpack wires the PCF8574: P0 RS, P1 RW (stays low), P2 E, P3 back-light, P4-P7 D4-D7.
const RS = 0x01;
const E = 0x04;
const LIGHT = 0x08;

/** SMBus: one command byte and 32 of data; a PCF8574 takes all for its port. */
const BLOCK_BYTES = 33;

/**
 * The bytes that a PCF8574 must be given for these transfers. A nibble takes two: E rises with it and falls. RS
 * changes in a byte of its own, while E is low: it must stand 60 ns before E rises. At 100 kHz the port changes every
 * 90 µs, so E stands 90 µs (450 ns are asked) and the next nibble rises 90 µs after the last fell, later than the
 * 41 µs that an instruction takes; clear and home take 1.52 ms and must be waited for.
 */
export function backpackBytes(transfers: readonly Transfer[], isLit: boolean): number[] {
  const light = isLit ? LIGHT : 0;
  let register: number | null = null;
  return transfers.flatMap(({ rs, value }) => {
    const base = light | (rs === 1 ? RS : 0);
    const setUp = rs === register ? [] : [base];
    register = rs;
    return [...setUp, ...pulse(value >> 4, base), ...pulse(value & 0x0f, base)];
  });
}

/** The same for single nibbles of register 0, while the display may still read eight bits: at least 180 µs apart. */
export function backpackNibbles(nibbles: readonly number[], isLit: boolean): number[] {
  const base = isLit ? LIGHT : 0;
  return nibbles.flatMap((nibble) => [base, ...pulse(nibble, base)]);
}

/** Back-light on, or off, and nothing else. */
export function backpackIdle(isLit: boolean): number[] {
  return [isLit ? LIGHT : 0];
}

/** Bytes as SMBus I²C blocks: a first byte (the "command") and 1 to 32 more; on the wire they are just bytes. */
export function smbusBlocks(bytes: readonly number[]): number[][] {
  const count = Math.ceil(bytes.length / BLOCK_BYTES);
  const blocks = Array.from({ length: count }, (_, i) => bytes.slice(i * BLOCK_BYTES, (i + 1) * BLOCK_BYTES));
  // Some adapters refuse a block without data; the port does not mind hearing its byte again.
  return blocks.map((block) => (block.length === 1 ? [...block, ...block] : block));
}

function pulse(nibble: number, base: number): [number, number] {
  const wires = base | (nibble << 4);
  return [wires | E, wires];
}

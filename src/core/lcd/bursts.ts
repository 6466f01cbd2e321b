import { addressOf, PLACES, SLOTS } from './memory.ts';
import type { Op } from './plan.ts';

/** One byte for the display: an instruction (register 0) or data (register 1). */
export interface Transfer {
  rs: 0 | 1;
  value: number;
}

/** What is sent in one go, and what it does. */
export interface Burst {
  ops: readonly Op[];
  transfers: readonly Transfer[];
}

/** Instructions of table 6 of the HD44780U datasheet. */
export const CLEAR = instruction(0x01);
/** Also takes back a shift of the display; what it holds stays. */
export const HOME = instruction(0x02);
/** The address counts up, the display stands still. */
export const ENTRY_MODE = instruction(0x06);
export const DISPLAY_OFF = instruction(0x08);
/** Without cursor. */
export const DISPLAY_ON = instruction(0x0c);
/** 4-bit interface, two lines (a 20x4 folds each), 5x8 dots. */
export const FUNCTION_SET = instruction(0x28);

const SET_CGRAM = 0x40;
const SET_DDRAM = 0x80;

/**
 * The operations as transfers, in bursts of at most `most` (9 at least: one glyph and its address). An address is sent
 * only where the display's own counter does not already stand.
 */
export function bursts(ops: readonly Op[], most: number): Burst[] {
  const made: { ops: Op[]; transfers: Transfer[] }[] = [];
  let standing: number | null = null;
  for (const op of ops.flatMap((whole) => split(whole, most - 1))) {
    const transfers = encode(op, standing);
    standing = addressAfter(op);
    const last = made.at(-1);
    if (last === undefined || last.transfers.length + transfers.length > most)
      made.push({ ops: [op], transfers });
    else {
      last.ops.push(op);
      last.transfers.push(...transfers);
    }
  }
  return made;
}

function split(op: Op, most: number): Op[] {
  if (op.kind === 'glyph') return [op];
  const parts = Math.ceil(op.codes.length / most);
  return Array.from({ length: parts }, (_, part) => ({
    kind: 'codes',
    place: op.place + part * most,
    codes: op.codes.slice(part * most, (part + 1) * most),
  }));
}

function encode(op: Op, standing: number | null): Transfer[] {
  const values = op.kind === 'glyph' ? op.glyph : op.codes;
  const data = values.map((value) => ({ rs: 1 as const, value }));
  const address = addressBefore(op);
  return address === standing ? data : [instruction(address), ...data];
}

/** As the instruction that sets it. */
function addressBefore(op: Op): number {
  return op.kind === 'glyph' ? SET_CGRAM | (op.slot * 8) : SET_DDRAM | addressOf(op.place);
}

function addressAfter(op: Op): number | null {
  if (op.kind === 'glyph') return op.slot + 1 < SLOTS ? SET_CGRAM | ((op.slot + 1) * 8) : null;
  const place = op.place + op.codes.length;
  return place < PLACES ? SET_DDRAM | addressOf(place) : null;
}

function instruction(value: number): Transfer {
  return { rs: 0, value };
}

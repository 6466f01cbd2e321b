import type { LcdSize } from '../lcd.ts';

/** A custom character: 8 rows, bit 4 the leftmost of 5 dots. */
export type Glyph = readonly number[];

/** What a HD44780 holds, or what it is to hold. */
export interface Memory {
  /** Character codes by place 0-79; null where unknown, or where it does not matter. */
  readonly codes: readonly (number | null)[];
  /** Bitmaps by slot 0-7; null as above. */
  readonly glyphs: readonly (Glyph | null)[];
}

export const PLACES = 80;
export const SLOTS = 8;
/** The code of a blank. */
export const BLANK = 0x20;

const LINE_PLACES = 40;
const SECOND_LINE = 0x40;

/** Nothing is known: after power came, or after garbage. */
export const UNKNOWN: Memory = { codes: filled(PLACES, null), glyphs: filled(SLOTS, null) };
/** What the instruction "clear display" leaves; it does not touch the glyphs. */
export const CLEARED: Memory = { codes: filled(PLACES, BLANK), glyphs: filled(SLOTS, null) };

/**
 * The place of a cell: places count through the display memory in the order in which its address counter walks. On a
 * 20x4 that is the rows 0, 2, 1, 3: rows 2 and 3 continue the two lines of 40 that the controller knows.
 */
export function placeOf(row: number, col: number, { cols }: LcdSize): number {
  return (row % 2) * LINE_PLACES + (row >= 2 ? cols : 0) + col;
}

/** The DDRAM address of a place: 0x00-0x27 and 0x40-0x67. */
export function addressOf(place: number): number {
  return place < LINE_PLACES ? place : place - LINE_PLACES + SECOND_LINE;
}

export function isSameGlyph(a: Glyph | null | undefined, b: Glyph | null | undefined): boolean {
  return a === b || (a != null && b != null && a.length === b.length && a.every((row, i) => row === b[i]));
}

function filled<T>(length: number, value: T): T[] {
  return Array.from({ length }, () => value);
}

import type { LcdFrame, LcdSize } from '../lcd.ts';
import { BLANK, isSameGlyph, type Memory, PLACES, placeOf, SLOTS } from './memory.ts';

/**
 * What a display that holds `held` is to hold to show a frame. The frame numbers its glyphs anew each time; here each
 * gets the slot where the display already has it, the others get slots that are empty, then those that no cell shows,
 * then those whose glyph the frame does without. So a heart that beats is loaded twice and never again.
 */
export function settle(frame: LcdFrame, size: LcdSize, held: Memory): Memory {
  const slots = allocate(frame, held);
  const codes = Array<number | null>(PLACES).fill(null);
  for (let row = 0; row < size.rows; row += 1) {
    for (let col = 0; col < size.cols; col += 1) {
      const code = frame.cells[row]?.[col] ?? BLANK;
      codes[placeOf(row, col, size)] = code < SLOTS ? (slots[code] ?? BLANK) : code;
    }
  }
  const glyphs = Array.from({ length: SLOTS }, (_, slot) => frame.glyphs[slots.indexOf(slot)] ?? null);
  return { codes, glyphs };
}

/** The slots of a frame's glyphs, in the frame's order. */
function allocate({ glyphs }: LcdFrame, held: Memory): number[] {
  const kept = glyphs.map((glyph) => held.glyphs.findIndex((known) => isSameGlyph(known, glyph)));
  const cost = (slot: number) => {
    if (held.codes.includes(slot)) return 2;
    return held.glyphs[slot] === null ? 0 : 1;
  };
  const free = Array.from({ length: SLOTS }, (_, slot) => slot)
    .filter((slot) => !kept.includes(slot))
    .sort((a, b) => cost(a) - cost(b));
  return kept.map((slot) => (slot === -1 ? (free.shift() ?? 0) : slot));
}

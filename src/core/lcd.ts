import { fold } from './fold.ts';
import { glyphOf } from './glyphs.ts';
import { romCode } from './rom.ts';

/** The characters of a display: `20x4` or `16x2`, as they are sold, and the two between. */
export interface LcdSize {
  cols: 20 | 16;
  rows: 4 | 2;
}

export const LCD_20X4: LcdSize = { cols: 20, rows: 4 };

/** Whether the texts written for 20x4 fit. */
export function isLarge({ cols, rows }: LcdSize): boolean {
  return cols >= LCD_20X4.cols && rows >= LCD_20X4.rows;
}

/** What is sent to a HD44780, in its size: character codes, the custom glyphs they use, and the same as text. */
export interface LcdFrame {
  /** `rows` lines of `cols` code points, NFC: what a person reads. */
  lines: readonly string[];
  /** `rows` rows of `cols` codes: 0-7 are custom glyphs, the rest the A00 character ROM. */
  cells: readonly (readonly number[])[];
  /** At most 8 glyphs of 8 rows, bit 4 is the leftmost of 5 dots. */
  glyphs: readonly (readonly number[])[];
}

const GLYPH_SLOTS = 8;
const UNKNOWN = '?';

/**
 * Lays lines out for a display. The eight glyphs go to signs first (their plain stand-ins say less), then to the
 * letters that occur most, then to those that come first; other letters lose their mark. Missing lines are blank, lines
 * are cut or filled to `cols`, and a character that nothing can show is `?` (see `displayable` for turning text into
 * what can be shown).
 */
export function layoutFrame(lines: readonly string[], { cols, rows }: LcdSize): LcdFrame {
  const wanted = Array.from({ length: rows }, (_, row) => exactLine(lines[row] ?? '', cols));
  const slots = allocate(wanted.flat());
  const shown = wanted.map((row) =>
    row.map((char) => (slots.includes(char) ? char : (fold(char) ?? UNKNOWN))),
  );
  return {
    lines: shown.map((row) => row.join('')),
    cells: shown.map((row) => row.map((char) => cellOf(char, slots))),
    glyphs: slots.map((char) => glyphOf(char) ?? []),
  };
}

function exactLine(line: string, cols: number): string[] {
  const chars = [...line.normalize('NFC')].slice(0, cols);
  return [...chars, ...Array<string>(cols - chars.length).fill(' ')];
}

/** The characters that get a glyph, by slot. Signs first also keep the heartbeat in one slot, so it alone is redrawn. */
function allocate(chars: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const char of chars) {
    if (romCode(char) === undefined && glyphOf(char) !== undefined) {
      counts.set(char, (counts.get(char) ?? 0) + 1);
    }
  }
  const byCount = [...counts].sort(([, a], [, b]) => b - a).map(([char]) => char);
  const signs = byCount.filter((char) => !isLetter(char));
  return [...signs, ...byCount.filter(isLetter)].slice(0, GLYPH_SLOTS);
}

function isLetter(char: string): boolean {
  return /\p{L}/u.test(char);
}

function cellOf(char: string, slots: readonly string[]): number {
  const slot = slots.indexOf(char);
  return slot === -1 ? (romCode(char) ?? romCode(UNKNOWN) ?? 0) : slot;
}

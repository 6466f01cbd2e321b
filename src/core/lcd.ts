/** What is sent to a 20x4 HD44780: character codes, the custom glyphs they use, and the same as text. */
export interface LcdFrame {
  /** Four lines of 20 code points, NFC: what a person reads. */
  lines: readonly string[];
  /** Four rows of 20 codes: 0-7 are custom glyphs, the rest the A00 character ROM. */
  cells: readonly (readonly number[])[];
  /** At most 8 glyphs of 8 rows, bit 4 is the leftmost of 5 dots. */
  glyphs: readonly (readonly number[])[];
}

export const LCD_COLS = 20;
export const LCD_ROWS = 4;

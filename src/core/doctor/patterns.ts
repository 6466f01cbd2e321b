/** One lamp, or the buzzer, that is switched on for a moment. */
export interface OutputTrial {
  name: 'plus' | 'minus' | 'status' | 'buzzer';
  /** Of the check, and of the line's use. */
  id: string;
  onMs: number;
  /** What a person should have seen or heard. */
  what: string;
}

/** In the order in which they are tried. */
export const OUTPUT_TRIALS: readonly OutputTrial[] = [
  { name: 'plus', id: 'led-plus', onMs: 800, what: 'the green lamp of +1 lit for 0.8 s' },
  { name: 'minus', id: 'led-minus', onMs: 800, what: 'the red lamp of -1 lit for 0.8 s' },
  { name: 'status', id: 'led-status', onMs: 800, what: 'the status lamp lit for 0.8 s' },
  { name: 'buzzer', id: 'buzzer', onMs: 300, what: 'it beeped for 0.3 s' },
];

export const LCD_MS = 3_000;

/** Its own glyphs, every dot of a row, and the ROM; the first two lines are enough for 16x2. */
export const LCD_PICTURE: readonly string[] = [
  'LikeBox é à ç ù ♥',
  '████████████████████',
  'ABCDEFGHIJKLMNOPQRST',
  '+1 -1 0123456789 !?%',
];

/** What a person should have seen of it. */
export const LCD_SHOWN = 'it showed LikeBox, accents and a heart, and below a row of full blocks';

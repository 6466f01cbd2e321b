import { LCD_COLS } from '../lcd.ts';
import { pageAt, pages } from '../paging.ts';

const BEAT_MS = 1_000;

/** A text in the middle of its row, cut at its end when it is too long; 20 code points. */
export function centred(text: string): string {
  const chars = [...text].slice(0, LCD_COLS);
  const left = Math.floor((LCD_COLS - chars.length) / 2);
  return `${' '.repeat(left)}${chars.join('')}${' '.repeat(LCD_COLS - left - chars.length)}`;
}

/** The bottom row of a standing screen: a text, and a heart that fills and empties each second while the box lives. */
export function footer(text: string, elapsedMs: number): string {
  const chars = [...text].slice(0, LCD_COLS - 1);
  const heart = Math.floor(elapsedMs / BEAT_MS) % 2 === 0 ? '♥' : '♡';
  return `${chars.join('')}${' '.repeat(LCD_COLS - 1 - chars.length)}${heart}`;
}

/** Exactly `rows` rows that page through a text. A page of one row stands in the middle of three. */
export function paged(text: string, rows: number, elapsedMs: number): string[] {
  const page = pageAt(pages(text, LCD_COLS, rows), elapsedMs);
  const above = Math.floor((rows - page.length) / 2);
  return Array.from({ length: rows }, (_, row) => centred(page[row - above] ?? ''));
}

import { pageAt, pages } from '../paging.ts';
import type { ScreenContext } from './context.ts';

const BEAT_MS = 1_000;

export type Moment = Pick<ScreenContext, 'size' | 'elapsedMs'>;

/** A text in the middle of its row, cut at its end when it is too long; `cols` code points. */
export function centred(text: string, { cols }: { cols: number }): string {
  const chars = [...text].slice(0, cols);
  const left = Math.floor((cols - chars.length) / 2);
  return `${' '.repeat(left)}${chars.join('')}${' '.repeat(cols - left - chars.length)}`;
}

/** The bottom row of a standing screen: a text, and a heart that fills and empties each second while the box lives. */
export function footer(text: string, { size: { cols }, elapsedMs }: Moment): string {
  const chars = [...text].slice(0, cols - 1);
  const heart = Math.floor(elapsedMs / BEAT_MS) % 2 === 0 ? '♥' : '♡';
  return `${chars.join('')}${' '.repeat(cols - 1 - chars.length)}${heart}`;
}

/** Exactly `rows` rows that page through a text. A page of one row stands in the middle of three. */
export function paged(text: string, rows: number, { size, elapsedMs }: Moment): string[] {
  return turned(pages(text, size.cols, rows), rows, { size, elapsedMs });
}

/** Exactly `rows` rows that show one page after the other. */
export function turned(
  all: readonly (readonly string[])[],
  rows: number,
  { size, elapsedMs }: Moment,
): string[] {
  const page = pageAt(all, elapsedMs);
  const above = Math.floor((rows - page.length) / 2);
  return Array.from({ length: rows }, (_, row) => centred(page[row - above] ?? '', size));
}

import { cut, paragraph, widthOf } from '../report/width.ts';
import { localTime } from '../zone.ts';

/** One less than the narrowest terminal has: some begin a new line when the last column is written. */
export const WIDTH = 79;

const LABEL = 9; // columns

/** One thing a line, with its name before it; what is longer goes on below, indented. */
export function facts(rows: readonly (readonly [name: string, text: string])[]): string {
  return rows.flatMap(([name, text]) => paragraph(name.padEnd(LABEL), text, WIDTH)).join('\n');
}

/** A line that fits: `first` as it stands, with its blanks, behind it what there is room for. */
export function fit(first: string, text: string, width = WIDTH): string {
  return `${first}${cut(text, width - widthOf(first))}`;
}

/** The same text; lines that are too long go on below, indented as they are. */
export function fold(text: string): string {
  return text.split('\n').flatMap(foldLine).join('\n');
}

function foldLine(line: string): string[] {
  if (widthOf(line) <= WIDTH) return [line];
  const indent = /^ */.exec(line)?.[0] ?? '';
  return paragraph(indent, line, WIDTH);
}

/** `10:15:03` in a zone. */
export function timeOf(at: number, zone: string): string {
  // Zones differ by whole minutes.
  return `${localTime(at, zone)}:${String(Math.floor(at / 1_000) % 60).padStart(2, '0')}`;
}

/** `1 vote`, `2 votes`. */
export function amount(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

import type { LcdSize } from '../lcd.ts';
import type { VoteValue } from '../vote.ts';
import type { Lines, Words } from '../words.ts';
import { centred } from './rows.ts';

/** A big +1 and -1, told apart from a few metres by their shape alone; 9 columns. */
const BIG_PLUS: Lines = ['  ▄   ▄█ ', '▄▄█▄▄  █ ', '  █    █ ', '      ▀▀▀'];
const BIG_MINUS: Lines = ['      ▄█ ', '▄▄▄▄▄  █ ', '       █ ', '      ▀▀▀'];

const TEXT_COLS = 10;

/** Thanks for one vote: its sign and a friendly word, never a count. */
export function thanks(value: VoteValue, words: Words): string[] {
  const sign = value === 1 ? BIG_PLUS : BIG_MINUS;
  const text = value === 1 ? words.thanksPlus : words.thanksMinus;
  return sign.map((row, index) => `${row} ${(text[index] ?? '').padEnd(TEXT_COLS)}`);
}

/** The commit takes its time; the vote is not yet acknowledged. */
export function slow(words: Words, size: LcdSize): string[] {
  return words.slow.map((line) => centred(line, size));
}

/** The vote was not stored and never will be. */
export function lostVote(words: Words, size: LcdSize): string[] {
  return words.error.map((line) => centred(line, size));
}

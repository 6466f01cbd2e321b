import { glyphOf } from './glyphs.ts';
import { romCode } from './rom.ts';

/** Characters that a person reads as these, where Unicode's own compatibility mapping does not say so. */
const SPELLINGS: Readonly<Record<string, string>> = {
  œ: 'oe',
  Œ: 'OE',
  æ: 'ae',
  Æ: 'AE',
  ẞ: 'SS',
  þ: 'th',
  Þ: 'TH',
  ð: 'd',
  Ð: 'D',
  đ: 'd',
  Đ: 'D',
  ħ: 'h',
  Ħ: 'H',
  ı: 'i',
  Ł: 'L',
  Ø: 'O',
  ŋ: 'n',
  '‘': "'",
  '’': "'",
  '‚': "'",
  '‛': "'",
  '′': "'",
  ʼ: "'",
  '´': "'",
  '‹': "'",
  '›': "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '‟': '"',
  '«': '"',
  '»': '"',
  '‐': '-',
  '‑': '-',
  '‒': '-',
  '–': '-',
  '—': '-',
  '―': '-',
  '−': '-',
  '⁄': '/',
  '•': '·',
  '×': 'x',
  '≤': '<=',
  '≥': '>=',
  '≠': '!=',
  '⇒': '=>',
  '➔': '→',
  '➜': '→',
  '➡': '→',
  '♯': '#',
  '❤': '♥',
  '€': 'EUR',
  '£': 'GBP',
  '©': '(c)',
  '®': '(R)',
};

/** What stands for a sign that wants a glyph when all eight are taken. */
const STAND_INS: Readonly<Record<string, string>> = {
  ł: 'l',
  ø: 'o',
  '¿': '?',
  '¡': '!',
  '\\': '/',
  '~': '-',
  '♥': '*',
  '♡': ' ',
  '▀': '"',
  '▄': '_',
};

/** One character that the ROM can show in place of this one: à → a, É → E; undefined when there is none. */
export function fold(char: string): string | undefined {
  if (romCode(char) !== undefined) return char;
  const plain = STAND_INS[char] ?? [...char.normalize('NFD')][0] ?? '';
  return romCode(plain) === undefined ? undefined : plain;
}

/**
 * A text as the LCD can show it: NFC, ligatures and typographic signs spelled out, emoji and foreign scripts removed,
 * blanks collapsed. Every character of the result is in the ROM or has a glyph, so it keeps its length on the screen.
 * Empty when nothing can be shown.
 */
export function displayable(text: string): string {
  const tight = text.normalize('NFC').replaceAll(/«\s+/gu, '«').replaceAll(/\s+»/gu, '»');
  const chars = [...tight];
  const shown = chars.map((char, index) => spell(char, chars[index + 1] ?? '')).join('');
  return shown.replaceAll(/ +/gu, ' ').trim();
}

/** Whether a text, made displayable, still says something: one letter or digit at least. */
export function isReadable(shown: string): boolean {
  return /[\p{L}\p{N}]/u.test(shown);
}

function spell(char: string, following: string): string {
  if (/\s/u.test(char)) return ' ';
  const known = isShown(char) ? char : (SPELLINGS[char] ?? foldedLetter(char));
  if (known === undefined) return [...char.normalize('NFKD')].map(spellPart).join('');
  const startsWord = known.length > 1 && /\p{Lu}/u.test(char) && /\p{Ll}/u.test(following);
  return startsWord ? known.charAt(0) + known.slice(1).toLowerCase() : known;
}

function spellPart(part: string): string {
  return isShown(part) ? part : (SPELLINGS[part] ?? '');
}

function isShown(char: string): boolean {
  return romCode(char) !== undefined || glyphOf(char) !== undefined;
}

/** Only letters: a mark on a sign (≠ is = with a stroke) changes its meaning. */
function foldedLetter(char: string): string | undefined {
  return /\p{L}/u.test(char) ? fold(char) : undefined;
}

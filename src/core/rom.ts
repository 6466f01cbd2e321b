const FIRST_ASCII = 0x20;
const LAST_ASCII = 0x7d; // 0x7E and 0x7F are arrows

/**
 * Characters outside ASCII, from table 4 of the HD44780U datasheet (ROM code A00). 0xE2 is drawn as a beta
 * and stands for ß on every German display; the katakana are left out, nobody would read them alone.
 */
const BEYOND_ASCII: ReadonlyMap<string, number> = new Map([
  ['¥', 0x5c],
  ['→', 0x7e],
  ['←', 0x7f],
  ['·', 0xa5],
  ['°', 0xdf],
  ['ä', 0xe1],
  ['ß', 0xe2],
  ['µ', 0xe4],
  ['¢', 0xec],
  ['ñ', 0xee],
  ['ö', 0xef],
  ['∞', 0xf3],
  ['ü', 0xf5],
  ['÷', 0xfd],
  ['█', 0xff],
]);

/** The A00 code of one character, 0x20-0xFF; undefined when the ROM cannot show it (backslash and tilde, too). */
export function romCode(char: string): number | undefined {
  const code = char.codePointAt(0) ?? 0;
  if (code >= FIRST_ASCII && code <= LAST_ASCII && char !== '\\') return code;
  return BEYOND_ASCII.get(char);
}

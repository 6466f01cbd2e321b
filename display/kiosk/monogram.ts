/** How many colours wall.css has for monograms. */
export const MONOGRAM_COLOURS = 8;

/** Up to two letters that stand for an author, and which colour: both follow from the name alone. */
export function monogramOf(name: string): { letters: string; colour: number } {
  const words = name.split(/[^\p{L}\p{N}\p{M}]+/u).filter((word) => /^[\p{L}\p{N}]/u.test(word));
  const initials = words.map((word) => [...word][0] ?? '');
  const letters = [initials[0] ?? '', initials.length > 1 ? (initials.at(-1) ?? '') : ''].join('');
  return { letters: letters.toLocaleUpperCase('fr'), colour: hash(name) % MONOGRAM_COLOURS };
}

/** FNV-1a, 32 bits, over code points. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const letter of text) value = Math.imul(value ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  return value >>> 0;
}

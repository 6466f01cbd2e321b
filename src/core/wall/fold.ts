// Between letters of these scripts stands no space, so each is a word of its own.
const WORD =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Extended_Pictographic}]|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}])[\p{L}\p{M}\p{N}])+/gu;

const LIGATURES: Readonly<Record<string, string>> = { œ: 'oe', æ: 'ae', ø: 'o', ł: 'l', đ: 'd' };

/** Text without what people write now one way and now another: case, accents, width, ligatures. */
export function folded(text: string): string {
  return text
    .normalize('NFKD')
    .toUpperCase() // first, so that ß is SS
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{Script=Inherited}/gu, '')
    .replace(/[œæøłđ]/gu, (letter) => LIGATURES[letter] ?? letter);
}

/** The words of a text, folded, and its emoji. */
export function wordsOf(text: string): string[] {
  return folded(text).match(WORD) ?? [];
}

/**
 * How text takes up the columns of a terminal, counted as terminals do that draw character by character: wide ones
 * (emoji, Chinese, Japanese, Korean) take two, marks that stand on another character none.
 */

// What would move the cursor, turn the direction of what follows, or show nothing.
const UNPRINTABLE =
  /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u00ad\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069\u{e0000}-\u{e0fff}]/gu;

const PLAIN = /^[ -~\u00a1-\u02ff\u2010-\u2027]*$/u;

/** A character with its marks and what it is joined to; bounded, so that no line is overrun by one chain of emoji. */
const UNIT = /\p{RI}{2}|.(?:\u200d.|[\p{Mn}\p{Me}\p{Emoji_Modifier}\p{DI}]){0,5}/gsu;
const NO_COLUMN = /^[\p{Mn}\p{Me}\p{DI}\u1160-\u11ff]$/u;
const EMOJI_SIGN = '\ufe0f'; // turns a narrow sign such as ❤ into a wide one
const NARROW = /^[\p{RI}\uff61-\uffdc]$/u; // half a flag, half-width kana
const WIDE =
  /^[\p{Emoji_Presentation}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\p{Script=Yi}\p{Script=Tangut}\u3000-\u303e\u3200-\u33ff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1f000}-\u{1faff}]$/u;

const CLOSING = /^[:;!?»…%]/u; // in French a space stands before it, and no line begins with it

const RIGHT_TO_LEFT =
  /[\u0590-\u08ff\u061c\u200f\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
const LEFT_TO_RIGHT_MARK = '\u200e';

/** Text that a terminal shows as it is, on one line. */
export function printable(text: string): string {
  return text.replace(/[\s\p{Zl}\p{Zp}]+/gu, ' ').replace(UNPRINTABLE, '');
}

/** How many columns a text takes. */
export function widthOf(text: string): number {
  if (PLAIN.test(text)) return text.length;
  let width = 0;
  for (const character of text) width += characterWidth(character);
  return width;
}

/** Breaks a text into lines of so many columns, at spaces where there are any; the last line allowed ends with `…`. */
export function wrap(text: string, width: number, maxLines = Number.POSITIVE_INFINITY): string[] {
  const units = printable(text).trim().match(UNIT) ?? [];
  const lines: string[] = [];
  let from = 0;
  while (from < units.length) {
    if (lines.length + 1 === maxLines) return [...lines, shorten(units.slice(from), width)];
    const to = lineEnd(units, from, width);
    lines.push(units.slice(from, to).join('').trimEnd());
    from = to;
    while (units[from] === ' ') from += 1;
  }
  return lines;
}

/** A text in one line of so many columns; what does not fit is replaced by `…`. */
export function cut(text: string, width: number): string {
  return wrap(text, width, 1)[0] ?? '';
}

/** Lines of a paragraph: `first` begins the first one, the others are indented as far. */
export function paragraph(first: string, text: string, width: number): string[] {
  const indent = widthOf(first);
  return wrap(text, width - indent).map(
    (line, index) => `${index === 0 ? first : ' '.repeat(indent)}${line}`,
  );
}

/** A text filled up with spaces; what reads from right to left keeps to its place. */
export function pad(text: string, width: number): string {
  const fill = ' '.repeat(Math.max(0, width - widthOf(text)));
  const isTurned = RIGHT_TO_LEFT.test(text);
  return isTurned ? `${LEFT_TO_RIGHT_MARK}${text}${LEFT_TO_RIGHT_MARK}${fill}` : `${text}${fill}`;
}

/** The index after the last unit of the line that begins at `from`. */
function lineEnd(units: readonly string[], from: number, width: number): number {
  let used = 0;
  let space = -1;
  for (let index = from; index < units.length; index += 1) {
    const unit = units[index] ?? '';
    used += unit === ' ' && used === width ? 0 : widthOf(unit);
    if (used > width) return space > from ? space : Math.max(index, from + 1);
    if (unit === ' ' && !CLOSING.test(units[index + 1] ?? '')) space = index;
  }
  return units.length;
}

function shorten(units: readonly string[], width: number): string {
  let used = 0;
  let fits = 0;
  for (const unit of units) {
    used += widthOf(unit);
    if (used > width) return `${units.slice(0, fits).join('').trimEnd()}…`;
    if (used < width) fits += 1;
  }
  return units.join('');
}

function characterWidth(character: string): number {
  if (character === EMOJI_SIGN) return 1;
  if (NO_COLUMN.test(character)) return 0;
  return WIDE.test(character) && !NARROW.test(character) ? 2 : 1;
}

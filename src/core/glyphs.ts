/** Rows 2 to 6 of lower-case letters, as ROM A00 draws them; the i has no dot, as it wears its mark there. */
const BODIES: Readonly<Record<string, string>> = {
  a: '.###. ....# .#### #...# .####',
  c: '.###. #.... #.... #...# .###.',
  e: '.###. #...# ##### #.... .###.',
  g: '.#### #...# .#### ....# .###.',
  i: '.##.. ..#.. ..#.. ..#.. .###.',
  n: '#.##. ##..# #...# #...# #...#',
  o: '.###. #...# #...# #...# .###.',
  r: '#.##. ##..# #.... #.... #....',
  s: '.###. #.... .###. ....# ####.',
  u: '#...# #...# #...# #..## .##.#',
  y: '#...# #...# .#### ....# .###.',
  z: '##### ...#. ..#.. .#... #####',
};

/** Rows 0 and 1: the marks, by the combining character that Unicode splits off. */
const MARKS_ABOVE: Readonly<Record<string, string>> = {
  '\u0300': '.#... ..#..', // grave
  '\u0301': '...#. ..#..', // acute
  '\u0302': '..#.. .#.#.', // circumflex
  '\u0303': '.##.# #..#.', // tilde
  '\u0304': '.###. .....', // macron
  '\u0306': '#...# .###.', // breve
  '\u0307': '..#.. .....', // dot
  '\u0308': '.#.#. .....', // diaeresis
  '\u030b': '..#.# .#.#.', // double acute
  '\u030c': '.#.#. ..#..', // caron
};

/** Row 7: the marks below. */
const MARKS_BELOW: Readonly<Record<string, string>> = {
  '\u0327': '..#..', // cedilla
  '\u0328': '...##', // ogonek
};

/** Letters whose mark is not simply above or below, and signs that the ROM has not. */
const WHOLE: Readonly<Record<string, string>> = {
  å: '..#.. .#.#. ..#.. .##.. ...#. .#### .#### .....',
  ů: '..#.. .#.#. ..#.. #...# #...# #..## .##.# .....',
  ď: '..#.# ..#.# .##.. #.#.. #.#.. #.#.. .##.. .....',
  ť: '.#..# .#..# ###.. .#... .#... .#.#. ..#.. .....',
  ľ: '.##.# ..#.# ..#.. ..#.. ..#.. ..#.. .###. .....',
  ł: '.##.. ..#.. ..##. ..#.. .##.. ..#.. .###. .....',
  ø: '..... ..... .###. #..## #.#.# ##..# .###. .....',
  '¿': '..#.. ..... ..#.. .#... #.... #...# .###. .....',
  '¡': '..#.. ..... ..... ..#.. ..#.. ..#.. ..#.. .....',
  '\\': '..... #.... .#... ..#.. ...#. ....# ..... .....',
  '~': '..... ..... .#... #.#.# ...#. ..... ..... .....',
  '♥': '..... .#.#. ##### ##### .###. ..#.. ..... .....',
  '♡': '..... .#.#. #.#.# #...# .#.#. ..#.. ..... .....',
  '▀': '##### ##### ##### ##### ..... ..... ..... .....',
  '▄': '..... ..... ..... ..... ##### ##### ##### #####',
};

const NO_MARK_ABOVE = '..... .....';
const NO_MARK_BELOW = '.....';

/**
 * The bitmap of a character that can be loaded into the LCD's character generator: 8 rows, bit 4 the leftmost of
 * 5 dots. Knows lower-case letters with one mark and a few signs; undefined for all else.
 */
export function glyphOf(char: string): readonly number[] | undefined {
  const picture = WHOLE[char] ?? composed(char);
  return picture?.split(' ').map((row) => Number.parseInt(row.replaceAll('#', '1').replaceAll('.', '0'), 2));
}

function composed(char: string): string | undefined {
  const [base = '', mark = '', ...more] = char.normalize('NFD');
  const body = BODIES[base];
  if (body === undefined || more.length > 0) return undefined;
  const above = MARKS_ABOVE[mark];
  const below = MARKS_BELOW[mark];
  if (above === undefined && below === undefined) return undefined;
  return [above ?? NO_MARK_ABOVE, body, below ?? NO_MARK_BELOW].join(' ');
}

// Far longer than what a post may show; the rest is not looked at, since a megabyte of accents takes seconds to sort.
const LOOKED_AT = 20_000;

const BREAK = /\r\n?|[\v\f\u0085\u2028\u2029]/gu;
const BLANK = /[\t\u115f\u1160\u2800\u3164\uffa0]/gu; // shown as nothing, so names made of them look empty

// Scripts whose letters join or stack, where a joiner or a non-joiner changes what is read.
const JOINING =
  '\\p{Script=Arabic}\\p{Script=Syriac}\\p{Script=Nko}\\p{Script=Mongolian}\\p{Script=Devanagari}\\p{Script=Bengali}' +
  '\\p{Script=Gurmukhi}\\p{Script=Gujarati}\\p{Script=Oriya}\\p{Script=Tamil}\\p{Script=Telugu}\\p{Script=Kannada}' +
  '\\p{Script=Malayalam}\\p{Script=Sinhala}\\p{Script=Khmer}\\p{Script=Myanmar}';
const STACKING = new RegExp(`[${JOINING}\\p{Script=Tibetan}\\p{Script=Balinese}\\p{Script=Javanese}]`, 'u');
const NOT_STACKING = /[\p{Script=Arabic}\p{Script=Inherited}]/u;

// What the first group holds stays: flags of tags (Wales), emoji made of several, variants of emoji, joined letters.
const UNSEEN = new RegExp(
  [
    '(\\u{1f3f4}[\\u{e0030}-\\u{e0039}\\u{e0061}-\\u{e007a}]{1,8}\\u{e007f}',
    '(?<=\\p{Extended_Pictographic}[\\ufe0f\\u{1f3fb}-\\u{1f3ff}]?)\\u200d(?=\\p{Extended_Pictographic})',
    '(?<=\\p{Emoji})[\\ufe0e\\ufe0f]',
    `(?<=[${JOINING}])[\\u200c\\u200d](?=(?!\\p{M})[${JOINING}]))`,
    '(?!\\n)[\\p{Cc}\\p{Cs}\\p{Co}\\p{Default_Ignorable_Code_Point}\\ufff9-\\ufffb]',
  ].join('|'),
  'gu',
);

const MARKS = /\p{M}+/gu;
const MARKS_MAX = 2;
const STACKED_MAX = 6; // Burmese needs five: လျှော့

const SPACES = /[^\S\n]+/gu;
const NARROW = /^[\u00a0\u202f]$/u;

/**
 * Text with nothing in it that is not seen or that heaps: NFC, without controls, marks that turn the direction,
 * zero-width characters (but where emoji and scripts need them) and characters of private use; at most 2 marks on one
 * letter, 6 in scripts that stack them; one space and two line feeds in a row; trimmed. At most 20,000 units are read.
 */
export function plainGlyphs(text: string): string {
  const seen = dropUnseen(text.slice(0, LOOKED_AT).replace(BREAK, '\n').replace(BLANK, ' '));
  // A joiner is dropped, too, once the mark that it stood behind is gone.
  return tidy(dropUnseen(fewMarks(fewMarks(seen).normalize('NFC'))));
}

/** Drops what is not seen before markup is read, so that it can hide no tag; of any length. */
export function seenOnly(text: string): string {
  return text
    .replace(BREAK, '\n')
    .replace(BLANK, ' ')
    .replace(/(?!\n)[\p{Cc}\p{Cs}]/gu, '');
}

function dropUnseen(text: string): string {
  return text.replace(UNSEEN, (_all, kept?: string) => kept ?? '');
}

function fewMarks(text: string): string {
  return text.replace(MARKS, (marks, at: number) => {
    const before = text[at - 1] ?? ' ';
    return /\s/u.test(before) ? '' : keepFew(marks);
  });
}

function keepFew(marks: string): string {
  const kept = new Set<string>();
  let loose = 0;
  for (const mark of marks) {
    if (kept.size === STACKED_MAX) break;
    const isStacked = STACKING.test(mark) && !NOT_STACKING.test(mark);
    if (kept.has(mark) || (!isStacked && loose === MARKS_MAX)) continue;
    kept.add(mark);
    if (!isStacked) loose += 1;
  }
  return [...kept].join('');
}

function tidy(text: string): string {
  return text
    .replace(SPACES, (run, at: number) => (holdsFrench(text, run, at) ? run : ' '))
    .replace(/ ?\n ?/gu, '\n')
    .replace(/\n{3,}/gu, '\n\n')
    .trim();
}

/** The space of French typography before `!` and inside `« »` stays one at which no line breaks. */
function holdsFrench(text: string, run: string, at: number): boolean {
  if (!NARROW.test(run)) return false;
  const before = text[at - 1] ?? '\n';
  const after = text[at + 1] ?? '\n';
  return (before !== '\n' && '!?:;»%€'.includes(after)) || (before === '«' && after !== '\n');
}

import { createHash } from 'node:crypto';
import { plainGlyphs } from './glyphs.ts';
import { shortenLinks } from './links.ts';
import type { PostMedia } from './post.ts';
import { proseOf } from './prose.ts';

export interface CleanOptions {
  /** Code points that stay; 1,000 unless said otherwise. */
  most?: number;
}

/** What of a post is to be seen. */
export interface Seen {
  text: string;
  media: readonly PostMedia[];
  /** Its content warning; empty where there is none. */
  warning: string;
}

const TEXT_MAX = 1_000;
const NAME_MAX = 60;
const WORD_MAX = 60;
const CUT_BACK = 80; // from there a cut looks for the end of a word

// Scripts and signs between which a line may break take no part in an endless word.
const ENDLESS = new RegExp(
  '[^ \\n\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}' +
    `\\p{Script=Myanmar}\\p{Script=Tibetan}\\p{Extended_Pictographic}\\p{Regional_Indicator}]{${WORD_MAX + 1},}`,
  'gu',
);

/**
 * Remote HTML as plain text, as `cleanText` gives it and with links shortened: nothing of its markup is left, whatever
 * the input, in time that grows with its length. It is never to be rendered as HTML: an escaped tag is text.
 */
export function cleanHtml(html: string, { most = TEXT_MAX }: CleanOptions = {}): string {
  return bounded(shortenLinks(plainGlyphs(proseOf(html))), most);
}

/**
 * Plain text that cannot break a screen: see `plainGlyphs`; words of at most 60 characters, at most 1,000 code points in
 * all, cut after a word with `…`.
 */
export function cleanText(text: string, { most = TEXT_MAX }: CleanOptions = {}): string {
  return bounded(plainGlyphs(text), most);
}

/** The name of an author on one line, at most 60 code points; empty when nothing of it is to be seen. */
export function cleanName(name: string): string {
  return bounded(plainGlyphs(name).replace(/\n+/gu, ' '), NAME_MAX);
}

/** The digest of `Post`: SHA-256 of `[text, warning, [[url, alt]…]]` as JSON, lower-case hex. */
export function digestOf({ text, media, warning }: Seen): string {
  const seen = JSON.stringify([text, warning, media.map(({ url, alt }) => [url, alt])]);
  return createHash('sha256').update(seen, 'utf8').digest('hex');
}

function bounded(text: string, most: number): string {
  const points = [...text.replace(ENDLESS, shortWord)];
  if (points.length <= most) return points.join('');
  const kept = points.slice(0, most - 1);
  const space = Math.max(kept.lastIndexOf(' '), kept.lastIndexOf('\n'));
  const isWordEnd = /\s/u.test(points[most - 1] ?? '');
  const cut = !isWordEnd && space > Math.max(0, most - CUT_BACK) ? kept.slice(0, space) : kept;
  return `${cut.join('').replace(/[\s\u200c\u200d]+$/u, '')}…`;
}

function shortWord(word: string): string {
  return `${[...word].slice(0, WORD_MAX - 1).join('')}…`;
}

import type { WallPost } from '../../src/core/wall/view.ts';

/** How much of a screen a post asks for: a `quarter`, a `half`, or `all` of it. */
export type PostSize = 'quarter' | 'half' | 'all';

const LINE_LETTERS = 38; // what is left empty by a line that ends early
const QUARTER_MAX = 165;
const HALF_MAX = 330;
const HALF_WITH_PICTURE_MAX = 170;

/** By its text and whether a picture comes with it. */
export function sizeOf({ text, pictures }: WallPost): PostSize {
  const length = [...text].length + LINE_LETTERS * (text.split('\n').length - 1);
  if (pictures.length > 0) return length <= HALF_WITH_PICTURE_MAX ? 'half' : 'all';
  if (length <= QUARTER_MAX) return 'quarter';
  return length <= HALF_MAX ? 'half' : 'all';
}

/** Posts in their order as pages of one to four: four quarters, a half beside two quarters, two halves, or one alone. */
export function wallPages(posts: readonly WallPost[]): WallPost[][] {
  const pages: WallPost[][] = [];
  for (let from = 0; from < posts.length; ) {
    const count = [4, 3, 2].find((size) => fits(posts.slice(from, from + size), size)) ?? 1;
    pages.push(posts.slice(from, from + count));
    from += count;
  }
  return pages;
}

function fits(posts: readonly WallPost[], count: number): boolean {
  const sizes = posts.map(sizeOf);
  if (sizes.length < count || sizes.includes('all')) return false;
  const halves = sizes.filter((size) => size === 'half').length;
  return halves <= { 4: 0, 3: 1, 2: 2 }[count as 4 | 3 | 2];
}

/** Of three posts, the one that takes a half: the longest, the first of those. */
export function halfOf(posts: readonly WallPost[]): WallPost | null {
  if (posts.length !== 3) return null;
  const half = posts.find((post) => sizeOf(post) === 'half');
  return half ?? posts.reduce((most, post) => (post.text.length > most.text.length ? post : most));
}

/** A text in pieces, hashtags apart. */
export function textParts(text: string): { text: string; isTag: boolean }[] {
  const parts: { text: string; isTag: boolean }[] = [];
  let from = 0;
  for (const match of text.matchAll(HASHTAG)) {
    if (!isTag(match[0], text.slice(Math.max(0, match.index - 1), match.index))) continue;
    if (match.index > from) parts.push({ text: text.slice(from, match.index), isTag: false });
    parts.push({ text: match[0], isTag: true });
    from = match.index + match[0].length;
  }
  if (from < text.length) parts.push({ text: text.slice(from), isTag: false });
  return parts;
}

const HASHTAG = /#[\p{L}\p{N}\p{M}_]+/gu;

/** A number alone is none (`#1`), nor is a part of an address or of a word. */
function isTag(tag: string, before: string): boolean {
  return /\p{L}/u.test(tag) && !/[\p{L}\p{N}_&/]/u.test(before);
}

/** The hashtag that at least half of the posts have in common, as most of them write it; null where there is none. */
export function sharedTag(posts: readonly WallPost[]): string | null {
  const spellings = new Map<string, Map<string, number>>();
  for (const { text } of posts) {
    const tags = textParts(text).filter((part) => part.isTag);
    for (const [key, tag] of new Map(tags.map((part) => [part.text.toLowerCase(), part.text]))) {
      const known = spellings.get(key) ?? new Map<string, number>();
      spellings.set(key, known.set(tag, (known.get(tag) ?? 0) + 1));
    }
  }
  const counted = [...spellings.values()]
    .map((known) => ({ known, posts: [...known.values()].reduce((sum, count) => sum + count, 0) }))
    .sort((a, b) => b.posts - a.posts)[0];
  if (counted === undefined || counted.posts < 2 || counted.posts < posts.length / 2) return null;
  return [...counted.known].sort(([, a], [, b]) => b - a)[0]?.[0] ?? null;
}

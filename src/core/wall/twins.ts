import { wordsOf } from './fold.ts';
import { countsFromAt } from './newest.ts';
import type { KeptPost } from './post.ts';

// What differs from one network to another in the same text: addresses, shortened or not, and whom it names.
const ELSEWHERE =
  /^(?:https?:\/\/|www\.|@[\p{L}\p{N}]|[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,5}(?:[/…]|$))/iu;
const HASHTAG = /[#＃][\p{L}\p{M}\p{N}_]+/gu;

/**
 * Those of `posts` whose text another network shows already: one with pictures comes before one without, then the
 * earlier. A post that organisers hid, or whose author or server they hid, keeps its twins away too, unless they approved them.
 */
export function twinsOf(
  posts: readonly KeptPost[],
  hidden: readonly KeptPost[],
  isApproved: (post: KeptPost) => boolean,
): KeptPost[] {
  const unwanted = new Map<string, Set<string>>();
  for (const post of hidden) {
    const key = textKey(post);
    if (key !== null) unwanted.set(key, (unwanted.get(key) ?? new Set()).add(post.network));
  }
  const winners = new Map<string, KeptPost>();
  return [...posts].sort(preferred).filter((post) => {
    const key = textKey(post);
    if (key === null) return false;
    const isElsewhere = (network: string) => network !== post.network;
    if (!isApproved(post) && [...(unwanted.get(key) ?? [])].some(isElsewhere)) return true;
    const winner = winners.get(key) ?? post;
    winners.set(key, winner);
    return isElsewhere(winner.network);
  });
}

/** What a text says, wherever it stands; null when that is too little to be the same: hashtags, links, names alone. */
function textKey({ text }: KeptPost): string | null {
  const own = text
    .split(/\s+/u)
    .filter((word) => !ELSEWHERE.test(word))
    .join(' ');
  return wordsOf(own.replace(HASHTAG, ' ')).length === 0 ? null : wordsOf(own).join(' ');
}

function preferred(a: KeptPost, b: KeptPost): number {
  const pictures = Number(hasPicture(b)) - Number(hasPicture(a));
  return pictures || countsFromAt(a) - countsFromAt(b) || (a.id < b.id ? -1 : 1);
}

function hasPicture({ pictures }: KeptPost): boolean {
  return pictures.some((picture) => picture !== null);
}

import type { KeptPost } from './post.ts';

/**
 * Since when a post counts: a time that lies after its coming is its author's fancy, and must not keep it on top.
 * Epoch milliseconds.
 */
export function countsFromAt({ at, seenAt }: KeptPost): number {
  return Math.min(at, seenAt);
}

/** Orders posts: newest first, those of one instant always in the same way. */
export function newestFirst(a: KeptPost, b: KeptPost): number {
  return countsFromAt(b) - countsFromAt(a) || b.at - a.at || (a.id < b.id ? -1 : 1);
}

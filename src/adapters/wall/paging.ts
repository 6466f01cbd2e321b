import type { KeptPost, Post } from '../../core/wall/post.ts';

const PAGES_MAX = 3;

/** One page of a timeline; `next` leads to the older one, null after the last. */
export interface Page {
  posts: readonly Post[];
  next: string | null;
  /** Nothing more may be asked for now. */
  spent: boolean;
}

/**
 * Pages from the newest on until one holds a post that `isMet` says needs no older ones; at most 3. A fault after the
 * first page ends it, and no more: what came before is news.
 */
export async function pagesOf(
  ask: (next: string | null) => Promise<Page>,
  isMet: (post: Post) => boolean,
): Promise<{ posts: Post[]; spent: boolean }> {
  const posts = new Map<string, Post>();
  let next: string | null = null;
  for (let page = 1; page <= PAGES_MAX; page += 1) {
    const found: Page | null = page === 1 ? await ask(next) : await ask(next).catch(() => null);
    if (found === null) return { posts: [...posts.values()], spent: true };
    for (const post of found.posts) posts.set(post.id, post);
    next = found.next;
    if (found.spent) return { posts: [...posts.values()], spent: true };
    if (next === null || found.posts.some(isMet)) break;
  }
  return { posts: [...posts.values()], spent: false };
}

/** Posts that are known and were not among those found, at most `max`: the first of them, since the wall orders them. */
export function unseenOf(known: readonly KeptPost[], found: readonly Post[], max: number): KeptPost[] {
  const ids = new Set(found.map(({ id }) => id));
  return known.filter(({ id, goneAt }) => goneAt === null && !ids.has(id)).slice(0, max);
}

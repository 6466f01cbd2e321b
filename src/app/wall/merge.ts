import { isDeepStrictEqual } from 'node:util';
import type { KeptPost, Post } from '../../core/wall/post.ts';
import type { Answer } from './ports.ts';

type Posts = Pick<Extract<Answer, { kind: 'posts' }>, 'posts' | 'gone'>;

interface Known {
  /** By id. */
  posts: ReadonlyMap<string, KeptPost>;
  /** The keys of all sources that are configured. */
  sources: ReadonlySet<string>;
}

/** As ids are in a database. */
const ID = /^[^\p{Cc}\p{Cs}]{1,1000}$/u;

/**
 * The posts that an answer of a source adds or changes. A post belongs to the source that brought it first: another
 * server may lag behind, and must bring back neither what was deleted nor what was edited.
 * @param nowAt epoch milliseconds
 */
export function merge(source: string, answer: Posts, known: Known, nowAt: number): KeptPost[] {
  const changed = new Map<string, KeptPost>();
  const current = (id: string) => changed.get(id) ?? known.posts.get(id);
  const isOwn = (kept: KeptPost) => kept.source === source || !known.sources.has(kept.source);
  for (const post of answer.posts) {
    const kept = current(post.id);
    if (!ID.test(post.id) || (kept !== undefined && !isOwn(kept))) continue;
    const next = follow(source, post, kept, nowAt);
    if (!isDeepStrictEqual(next, kept)) changed.set(post.id, next);
  }
  for (const id of answer.gone) {
    const kept = current(id);
    if (kept !== undefined && isOwn(kept) && kept.goneAt === null)
      changed.set(id, { ...kept, goneAt: nowAt });
  }
  return [...changed.values()];
}

function follow(source: string, post: Post, kept: KeptPost | undefined, nowAt: number): KeptPost {
  const isSame = kept !== undefined && kept.digest === post.digest;
  const made = new Map(kept?.media.map(({ url }, index) => [url, kept.pictures[index] ?? null]));
  return {
    ...post,
    source,
    seenAt: isSame ? kept.seenAt : nowAt,
    goneAt: null,
    pictures: post.media.map(({ url }) => made.get(url) ?? null),
  };
}

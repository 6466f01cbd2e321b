import { ledgerOf } from './ledger.ts';
import { newestFirst } from './newest.ts';
import type { KeptPost } from './post.ts';
import type { KeptRuling, Standing, WallRules } from './rules.ts';
import { arrange } from './select.ts';
import type { DeskPost, WallDeskView, WallDocument, WallPost } from './view.ts';
import { rulingWords } from './words.ts';

const LIST_MAX = 200;

/** What the wall is made of. */
export interface WallState {
  posts: readonly KeptPost[];
  rulings: readonly KeptRuling[];
  rules: WallRules;
  /** Epoch milliseconds. */
  nowAt: number;
}

/**
 * The wall as boxes GET it.
 * @param updatedAt when a source last answered, epoch milliseconds; null for never
 */
export function toDocument(
  { posts, rulings, rules, nowAt }: WallState,
  updatedAt: number | null,
): WallDocument {
  return { posts: arrange(posts, rulings, rules, nowAt).shown.map(toWallPost), updatedAt };
}

/** The wall as organisers see it, but for its sources. */
export function toDesk({ posts, rulings, rules, nowAt }: WallState): Omit<WallDeskView, 'sources'> {
  const { standings } = arrange(posts, rulings, rules, nowAt);
  const known = new Map(posts.map((post) => [post.id, post]));
  const desk = [...posts].sort(newestFirst).flatMap((post) => {
    const standing = standings.get(post.id);
    return standing === undefined ? [] : [toDeskPost(post, standing)];
  });
  const all = (is: Standing['is']) => desk.filter(({ standing }) => standing.is === is);
  const list = (is: Standing['is']) => all(is).slice(0, LIST_MAX);
  return {
    rules,
    waiting: firstSeen(all('waiting')),
    shown: list('shown'),
    off: list('off'),
    rulings: [...rulings]
      .sort((a, b) => b.number - a.number)
      .filter((kept, place) => place < LIST_MAX || stillHolds(kept))
      .map((kept) => ({ ...kept, text: rulingWords(kept.ruling, (id) => known.get(id)) })),
    clearedAt: ledgerOf(rulings).clearedAt,
  };
}

/** It decides about posts to come until it is undone, so it must always be there to undo. */
function stillHolds({ ruling, undone }: KeptRuling): boolean {
  return undone === null && ruling.kind !== 'approve' && ruling.kind !== 'hide-post';
}

/** Of those that wait the ones that waited longest, since a delay lets them on the walls first. */
function firstSeen(posts: readonly DeskPost[]): DeskPost[] {
  const kept = new Set([...posts].sort((a, b) => a.seenAt - b.seenAt).slice(0, LIST_MAX));
  return posts.filter((post) => kept.has(post));
}

function toWallPost({ id, network, author, text, at, language, media, pictures }: KeptPost): WallPost {
  return {
    id,
    network,
    author: { name: author.name, handle: author.handle },
    text,
    at,
    language,
    pictures: pictures.flatMap((picture, place) =>
      picture === null ? [] : [{ ...picture, alt: media[place]?.alt ?? '' }],
    ),
  };
}

function toDeskPost(post: KeptPost, standing: Standing): DeskPost {
  const { author, url, digest, source, seenAt, editedAt } = post;
  const { id: authorId, server } = author;
  return { ...toWallPost(post), authorId, server, url, digest, source, seenAt, editedAt, standing };
}

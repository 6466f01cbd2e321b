import { labelOf } from '../../core/label.ts';
import type { KeptPost, Post } from '../../core/wall/post.ts';
import type { WallSource } from '../../core/wall/sources.ts';
import type { Client, ClientNeeds } from './client.ts';
import { Failure } from './failure.ts';
import { postsOfFeed } from './item.ts';
import { waitOf } from './limits.ts';
import { createMemory } from './memory.ts';
import { refusalOf } from './refusal.ts';

type Source = Extract<WallSource, { kind: 'feed' }>;

/** What was read last, since a server that says "not modified" says nothing else. */
interface Copy {
  etag: string | null;
  lastModified: string | null;
  posts: readonly Post[];
}

const COPIES_MAX = 30;
const ACCEPT =
  'application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5';
const WORDS = {
  login: 'shows this feed only to those who sign in (401).',
  forbidden: 'does not let us read this feed (403).',
  missing: 'has no feed at this address: check it.',
};

/** RSS, Atom and JSON Feed, asked for only when they have changed. */
export function createFeed({ fetch, clock }: ClientNeeds): Client<Source> {
  const copies = createMemory<Copy>(COPIES_MAX);

  return {
    async ask({ url }, known) {
      const copy = copies.get(url);
      const reply = await fetch({ url, headers: { accept: ACCEPT, ...conditions(copy) } });
      const waitMs = waitOf(reply.headers, clock);
      if (reply.status === 304 && copy !== null) return answer(copy.posts, known, waitMs);
      if (reply.status !== 200) throw refusalOf(reply, WORDS, clock);
      const dates = new Map(known.map(({ id, at }) => [id, at]));
      const posts = postsOfFeed(reply.text, url, (id) => dates.get(id) ?? clock.wallAt());
      if (posts === null) {
        throw new Failure(
          'refused',
          `${labelOf(url)} is no feed, or one that breaks off: is its address right?`,
        );
      }
      const { headers } = reply;
      copies.set(url, { etag: headers.get('etag'), lastModified: headers.get('last-modified'), posts });
      return answer(posts, known, waitMs);
    },
  };
}

function conditions(copy: Copy | null): Record<string, string> {
  return {
    ...(copy?.etag ? { 'if-none-match': copy.etag } : {}),
    ...(copy?.lastModified ? { 'if-modified-since': copy.lastModified } : {}),
  };
}

function answer(posts: readonly Post[], known: readonly KeptPost[], waitMs: number | null) {
  return { kind: 'posts', posts, gone: goneOf(posts, known), waitMs, cost: null } as const;
}

/** A feed drops its old end: only what is missing among its newer entries was taken back. */
function goneOf(posts: readonly Post[], known: readonly KeptPost[]): string[] {
  const ids = new Set(posts.map(({ id }) => id));
  const oldest = Math.min(...posts.map(({ at }) => at));
  return known
    .filter(({ id, at, goneAt }) => goneAt === null && at > oldest && !ids.has(id))
    .map(({ id }) => id);
}

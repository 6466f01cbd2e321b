import type { KeptPost, Post } from '../../core/wall/post.ts';
import type { WallSource } from '../../core/wall/sources.ts';
import type { Client, ClientNeeds } from './client.ts';
import { Failure } from './failure.ts';
import type { Reply } from './http.ts';
import { readAs, tryAs } from './json.ts';
import { isSpent, waitOf } from './limits.ts';
import { type Page, pagesOf, unseenOf } from './paging.ts';
import { refusalOf } from './refusal.ts';
import { authorFeed, foundPosts, type View, xrpcError } from './schema.ts';
import { createSessions } from './session.ts';
import { postOfView } from './view.ts';

type Source = Extract<WallSource, { kind: 'bluesky' }>;

interface Needs extends ClientNeeds {
  /** Where anybody may read. */
  appView: string;
  /** The server of accounts, for those who log in. */
  pds: string;
}

const PAGE = 50;
const CHUNK = 25; // the most that getPosts takes
const CHUNKS_MAX = 3; // more than a wall shows

/** Bluesky's XRPC (docs.bsky.app): author feeds of the public AppView, and search, which needs an account. */
export function createBluesky({ fetch, clock, appView, pds }: Needs): Client<Source> {
  const sessions = createSessions(fetch, clock);
  const open = (path: string) => fetch({ url: new URL(path, appView).href });

  function turn(source: Source, next: string | null): Promise<Reply> {
    if ('account' in source.ask) {
      const filter = { actor: source.ask.account, filter: 'posts_no_replies' };
      return open(pathOf('app.bsky.feed.getAuthorFeed', { ...filter, limit: `${PAGE}` }, next));
    }
    if (source.login === null) {
      throw new Failure('needs-login', 'Bluesky lets only accounts search: give the source an app password.');
    }
    const asked = { q: source.ask.search, sort: 'latest', limit: `${PAGE}` };
    return sessions.get(pds, source.login, pathOf('app.bsky.feed.searchPosts', asked, next));
  }

  function pageOf(source: Source, reply: Reply): Page {
    if (reply.status !== 200) throw refused(source, reply);
    const found = 'account' in source.ask ? ownOf(reply) : readAs(foundPosts, reply);
    return { posts: postsOf(found.posts), next: found.cursor ?? null, spent: isSpent(reply.headers) };
  }

  function postsOf(views: readonly View[]): Post[] {
    return views.flatMap((view) => postOfView(view, clock.wallAt()) ?? []);
  }

  function refused(source: Source, reply: Reply): Failure {
    const isUnknown = reply.status === 400 && 'account' in source.ask;
    const error = isUnknown ? tryAs(xrpcError, reply) : null;
    const name = 'account' in source.ask ? source.ask.account : '';
    const missing =
      error === null ? 'has no such thing (404): is its address right?' : `knows no account ${name}.`;
    const words = {
      login: 'shows this only to those who sign in (401).',
      forbidden: 'does not let us read this (403).',
      missing,
    };
    return refusalOf(error === null ? reply : { ...reply, status: 404 }, words, clock);
  }

  /** Asks about posts by name, 25 at once: what is not in the answer is gone. A fault ends it, and no more. */
  async function follow(unseen: readonly KeptPost[]) {
    const posts: Post[] = [];
    const gone: string[] = [];
    let last: Reply | null = null;
    for (let from = 0; from < unseen.length; from += CHUNK) {
      const ids = unseen.slice(from, from + CHUNK).map(({ id }) => id);
      const query = ids.map((id) => `uris=${encodeURIComponent(id.slice('bluesky:'.length))}`).join('&');
      last = await open(`/xrpc/app.bsky.feed.getPosts?${query}`).catch(() => null);
      const found = last?.status === 200 ? tryAs(foundPosts, last) : null;
      if (last === null || found === null) break;
      const there = new Set(found.posts.map(({ uri }) => `bluesky:${uri}`));
      posts.push(...postsOf(found.posts));
      gone.push(...ids.filter((id) => !there.has(id)));
      if (isSpent(last.headers)) break;
    }
    return { posts, gone, last };
  }

  return {
    async ask(source, known) {
      const ids = new Set(known.map(({ id }) => id));
      let headers = new Headers();
      const page = async (next: string | null): Promise<Page> => {
        const reply = await turn(source, next);
        headers = reply.headers;
        return pageOf(source, reply);
      };
      const { posts, spent } = await pagesOf(page, ({ id }) => ids.has(id));
      const followed = await follow(spent ? [] : unseenOf(known, posts, CHUNK * CHUNKS_MAX));
      const waitMs = waitOf(followed.last?.headers ?? headers, clock);
      return { kind: 'posts', posts: [...posts, ...followed.posts], gone: followed.gone, waitMs, cost: null };
    },
  };
}

/** What an account wrote itself: a repost is somebody else's post. */
function ownOf(reply: Reply): { cursor?: string | null | undefined; posts: View[] } {
  const { cursor, feed } = readAs(authorFeed, reply);
  return { cursor, posts: feed.filter(({ reason }) => (reason ?? null) === null).map(({ post }) => post) };
}

function pathOf(method: string, query: Record<string, string>, cursor: string | null): string {
  const all = new URLSearchParams(cursor === null ? query : { ...query, cursor });
  return `/xrpc/${method}?${all}`;
}

import type { Reply } from './http.ts';
import { tryAs } from './json.ts';
import { isSpent } from './limits.ts';
import { type Status, status, statuses } from './schema.ts';

/** As many as a wall shows. */
const FOLLOWED_MAX = 60;
const TOGETHER = 20; // a server refuses more in one question
const ALONE_MAX = 20;

/** A post by its id here, and by the one that its server gave it. */
export interface Named {
  id: string;
  localId: string;
}

export interface Followed {
  found: Status[];
  /** Ids of posts that their server has no more, or shows to nobody. */
  gone: string[];
  /** The last answer; null without one. */
  last: Reply | null;
}

/**
 * What became of the first 60 posts: twenty in a question, as Mastodon answers it from 4.3 on
 * (docs.joinmastodon.org/methods/statuses). One that is left out is asked alone, since only its own 404 says that it is
 * gone, and so are the first twenty on an older server. A fault ends it, and no more: the next poll goes on.
 */
export async function followPosts(
  get: (path: string) => Promise<Reply>,
  posts: readonly Named[],
): Promise<Followed> {
  const followed: Followed = { found: [], gone: [], last: null };
  const ask = async (path: string): Promise<Reply | null> => {
    const reply = await get(path).catch(() => null);
    followed.last = reply ?? followed.last;
    return reply;
  };
  const named = posts.slice(0, FOLLOWED_MAX);
  const alone = named.length > 1 ? await askTogether(ask, named, followed) : named;
  for (const { id, localId } of alone.slice(0, ALONE_MAX)) {
    if (followed.last !== null && isSpent(followed.last.headers)) break;
    const reply = await ask(`/api/v1/statuses/${encodeURIComponent(localId)}`);
    const found = reply?.status === 200 ? tryAs(status, reply) : null;
    if (reply?.status === 404 || reply?.status === 410) followed.gone.push(id);
    else if (found === null) break;
    else followed.found.push(found);
  }
  return followed;
}

/** Gives those about which nothing was said. */
async function askTogether(
  ask: (path: string) => Promise<Reply | null>,
  named: readonly Named[],
  { found }: Followed,
): Promise<Named[]> {
  const left: Named[] = [];
  for (let from = 0; from < named.length; from += TOGETHER) {
    const some = named.slice(from, from + TOGETHER);
    const ids = some.map(({ localId }) => `id[]=${encodeURIComponent(localId)}`);
    const reply = await ask(`/api/v1/statuses?${ids.join('&')}`);
    const answered = reply?.status === 200 ? tryAs(statuses, reply) : null;
    if (answered === null) return [...left, ...named.slice(from)];
    found.push(...answered);
    const there = new Set(answered.map(({ id }) => id));
    left.push(...some.filter(({ localId }) => !there.has(localId)));
    if (reply !== null && isSpent(reply.headers)) break;
  }
  return left;
}

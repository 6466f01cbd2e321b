import type { KeptPost, Post } from '../../core/wall/post.ts';
import type { WallSource } from '../../core/wall/sources.ts';
import type { Client, ClientNeeds } from './client.ts';
import type { Reply } from './http.ts';
import { readAs, tryAs } from './json.ts';
import { waitOf } from './limits.ts';
import { unseenOf } from './paging.ts';
import { refusalOf } from './refusal.ts';
import { type Tweets, tweets } from './schema.ts';
import { formsOf, postsOfTweets } from './tweet.ts';

type Source = Extract<WallSource, { kind: 'x' }>;

interface Needs extends ClientNeeds {
  /** Where its API is. */
  api: string;
}

const PAGE = 50;
const FOLLOWED_MAX = 60; // what a wall shows; each is paid for
const SEARCHED_MS = 518_400_000; // recent search knows seven days, and refuses an older `since_id`; six, to be sure

const FIELDS = {
  'tweet.fields':
    'created_at,lang,possibly_sensitive,referenced_tweets,attachments,edit_history_tweet_ids,note_tweet,withheld',
  'user.fields': 'protected,withheld',
  'media.fields': 'url,alt_text',
  expansions: 'author_id,attachments.media_keys',
};
const WORDS = {
  login: 'did not take the bearer token (401): make a new one.',
  forbidden: 'refuses this token (403): does its plan hold recent search?',
  missing: 'has no such thing (404): is its address right?',
};

/** Recent search of X API v2 (docs.x.com/x-api/posts/search), by the organiser's own key: each post read costs. */
export function createX({ fetch, clock, api }: Needs): Client<Source> {
  function get({ bearer }: Source, path: string, query: Record<string, string>): Promise<Reply> {
    const all = new URLSearchParams({ ...query, ...FIELDS });
    return fetch({
      url: new URL(`${path}?${all}`, api).href,
      headers: { authorization: `Bearer ${bearer}` },
    });
  }

  function sinceOf(newest: KeptPost | null): Record<string, string> {
    if (newest === null || clock.wallAt() - newest.at >= SEARCHED_MS) return {};
    return { since_id: newest.id.slice('x:'.length) };
  }

  /** Deleted ones are told as errors of their own, edited ones by the id of their newest form. A fault ends it. */
  async function follow(source: Source, unseen: readonly KeptPost[]) {
    const first = unseen.map(({ id }) => id.slice('x:'.length));
    const found = await lookUp(source, first);
    const newer = (found.data ?? []).map(formsOf).filter((forms) => !first.includes(forms.newest));
    const edited = await lookUp(
      source,
      newer.map(({ newest }) => newest),
    );
    const posts = new Map([found, edited].flatMap(postsOfTweets).map((post) => [post.id, post]));
    const gone = found.errors.flatMap(({ resource_id: id, type }) => (id && isGone(type) ? [`x:${id}`] : []));
    return { posts: [...posts.values()], gone, read: countOf(found) + countOf(edited) };
  }

  async function lookUp(source: Source, ids: readonly string[]): Promise<Tweets> {
    if (ids.length === 0) return NONE;
    const reply = await get(source, '/2/tweets', { ids: ids.join(',') }).catch(() => null);
    return (reply?.status === 200 ? tryAs(tweets, reply) : null) ?? NONE;
  }

  return {
    async ask(source, known, newest) {
      const reply = await get(source, '/2/tweets/search/recent', {
        query: source.query,
        max_results: `${PAGE}`,
        ...sinceOf(newest),
      });
      if (reply.status === 402)
        throw refusalOf({ ...reply, status: 403 }, { ...WORDS, forbidden: SPENT }, clock);
      if (reply.status !== 200) throw refusalOf(reply, WORDS, clock);
      const found = readAs(tweets, reply);
      const posts: Post[] = postsOfTweets(found);
      const followed = await follow(source, unseenOf(known, posts, FOLLOWED_MAX));
      return {
        kind: 'posts',
        posts: [...posts, ...followed.posts],
        gone: followed.gone,
        waitMs: waitOf(reply.headers, clock),
        cost: costOf(countOf(found) + followed.read, source.costPerPost),
      };
    },
  };
}

const NONE: Tweets = { data: [], includes: null, errors: [] };
const SPENT = 'has no credit left for this token (402): buy some, or take the source out.';

const countOf = ({ data }: Tweets) => data?.length ?? 0;

/** The problem type of a post that was deleted (docs.x.com/x-api/fundamentals/response-codes-and-errors). */
function isGone(type: string): boolean {
  return type.endsWith('/resource-not-found');
}

function costOf(count: number, each: number): string {
  return `${count} ${count === 1 ? 'post' : 'posts'} read, about $${(count * each).toFixed(2)}`;
}

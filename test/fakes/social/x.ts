import { createHash } from 'node:crypto';
import { type Asked, type Reply, type SocialServer, startServer } from './server.ts';

/** A post of a test server. */
export interface XPost {
  author?: string;
  name?: string;
  text: string;
  /** Epoch milliseconds. */
  at: number;
  isReply?: boolean;
  isRetweet?: boolean;
  isSensitive?: boolean;
  isProtected?: boolean;
  language?: string;
  images?: readonly { url: string; alt: string }[];
}

export interface XServer extends SocialServer<XPost> {
  /** The only bearer token that it takes. */
  readonly bearer: string;
}

interface Kept extends XPost {
  /** Ids of all its forms, the first one first. */
  forms: readonly string[];
}

const BEARER = 'x-bearer-k3y';
const FIRST_ID = 2_070_000_000_000_000_000n;
const ERRORS: Readonly<Record<number, string>> = { 401: 'Unauthorized', 429: 'Too Many Requests' };

/** Recent search and lookup of X API v2 as docs.x.com describes them. An edit makes a new id, as it does there. */
export async function startX({ now }: { now?: () => number } = {}): Promise<XServer> {
  const posts = new Map<string, Kept>();
  let made = 0n;
  const nextId = () => {
    made += 1n;
    return `${FIRST_ID + made}`;
  };
  const base = await startServer(
    () => ({
      answer: (asked) => answer(asked, [...posts.values()].toReversed()),
      limits: ({ left, resetAt }) => ({
        'x-rate-limit-limit': '450',
        'x-rate-limit-remaining': `${left}`,
        'x-rate-limit-reset': `${Math.floor(resetAt / 1_000)}`,
      }),
      error: (status) => ({ title: ERRORS[status] ?? 'Error', status, type: 'about:blank' }),
    }),
    now,
  );
  return {
    ...base,
    bearer: BEARER,
    add(post) {
      const id = nextId();
      posts.set(id, { ...post, forms: [id] });
      return id;
    },
    edit(id, change) {
      const post = posts.get(id);
      if (post !== undefined) posts.set(id, { ...post, ...change, forms: [...post.forms, nextId()] });
    },
    remove(id) {
      posts.delete(id);
    },
  };
}

function answer({ url, headers }: Asked, posts: readonly Kept[]): Reply {
  if (headers.authorization !== `Bearer ${BEARER}`) return { status: 401, body: { title: 'Unauthorized' } };
  const asked = url.searchParams;
  if (url.pathname === '/2/tweets/search/recent') {
    const words = (asked.get('query') ?? '').toLowerCase();
    const since = BigInt(asked.get('since_id') ?? 0);
    const found = posts.filter(
      ({ text, forms }) => text.toLowerCase().includes(words) && BigInt(newest(forms)) > since,
    );
    return { status: 200, body: documentOf(found.slice(0, Number(asked.get('max_results') ?? 10)), []) };
  }
  if (url.pathname !== '/2/tweets') return { status: 404, body: { title: 'Not Found' } };
  const ids = (asked.get('ids') ?? '').split(',');
  const found = posts.flatMap((post) => (post.forms.some((form) => ids.includes(form)) ? [post] : []));
  const missing = ids.filter((id) => !posts.some(({ forms }) => forms.includes(id)));
  return { status: 200, body: documentOf(found, missing, ids) };
}

/** @param ids the forms that were asked for; the newest where none was */
function documentOf(
  posts: readonly Kept[],
  missing: readonly string[],
  ids: readonly string[] = [],
): unknown {
  const media = posts.flatMap(({ forms, images = [] }) =>
    images.map(({ url, alt }, index) => ({
      media_key: `3_${forms[0]}${index}`,
      type: 'photo',
      url,
      alt_text: alt,
    })),
  );
  const errors = missing.map((id) => ({
    resource_id: id,
    value: id,
    title: 'Not Found Error',
    type: 'https://api.twitter.com/2/problems/resource-not-found',
  }));
  return {
    ...(posts.length > 0 ? { data: posts.map((post) => tweetOf(post, ids)) } : {}),
    includes: { users: posts.map(userOf), media },
    ...(errors.length > 0 ? { errors } : {}),
    meta: { result_count: posts.length },
  };
}

function tweetOf(post: Kept, ids: readonly string[]): unknown {
  const { forms, text, at, images = [] } = post;
  const references = [...(post.isReply ? ['replied_to'] : []), ...(post.isRetweet ? ['retweeted'] : [])];
  return {
    id: forms.find((form) => ids.includes(form)) ?? newest(forms),
    text: text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
    author_id: idOf(post),
    created_at: new Date(at).toISOString(),
    lang: post.language ?? 'fr',
    possibly_sensitive: post.isSensitive ?? false,
    edit_history_tweet_ids: forms,
    ...(references.length > 0 ? { referenced_tweets: references.map((type) => ({ type, id: '1' })) } : {}),
    ...(images.length > 0
      ? { attachments: { media_keys: images.map((_, index) => `3_${forms[0]}${index}`) } }
      : {}),
  };
}

function userOf(post: Kept): unknown {
  const { author = 'anna', name = author, isProtected = false } = post;
  return { id: idOf(post), name, username: author, protected: isProtected };
}

const newest = (forms: readonly string[]) => forms.at(-1) ?? '0';
const idOf = ({ author = 'anna' }: XPost) =>
  `${createHash('sha256').update(author).digest().readUIntBE(0, 6)}`;

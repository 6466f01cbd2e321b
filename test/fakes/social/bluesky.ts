import { type Asked, type Protocol, type Reply, type SocialServer, startServer } from './server.ts';
import { authorOf, type BlueskyPost, didOf, type Kept, nameOf, viewOf } from './view.ts';

export type { BlueskyPost };

/** AppView and PDS in one, as a client of both sees them. */
export interface BlueskyServer extends SocialServer<BlueskyPost> {
  /** The only account that may log in. */
  readonly login: { handle: string; appPassword: string };
  /** Access tokens so far are expired; with `all`, the refresh tokens are too. */
  expire(all?: boolean): void;
}

const LOGIN = { handle: 'hall.bsky.example', appPassword: 'abcd-efgh-ijkl-mnop' };
const KEYS = '234567abcdefghijklmnopqrstuvwxyz';
const CHUNK_MAX = 25;
const ERRORS: Readonly<Record<number, string>> = {
  401: 'AuthenticationRequired',
  403: 'Forbidden',
  429: 'RateLimitExceeded',
  500: 'InternalServerError',
};

/** Bluesky's XRPC as docs.bsky.app describes it: getAuthorFeed, searchPosts, getPosts and sessions. */
export async function startBluesky({ now }: { now?: () => number } = {}): Promise<BlueskyServer> {
  const posts = new Map<string, Kept>();
  const tokens: Tokens = { made: 0, oldestAccess: 1, oldestRefresh: 1 };
  let added = 0;
  const protocol = (): Protocol => ({
    answer: (asked) => answer(asked, [...posts.values()].toReversed(), tokens),
    limits: ({ left, resetAt }) => ({
      'ratelimit-limit': '3000',
      'ratelimit-remaining': `${left}`,
      'ratelimit-reset': `${Math.floor(resetAt / 1_000)}`,
      'ratelimit-policy': '3000;w=300',
    }),
    error: (status) => ({ error: ERRORS[status] ?? 'InvalidRequest', message: 'It did not work' }),
  });
  const base = await startServer(protocol, now);
  return {
    ...base,
    login: LOGIN,
    expire(all = false) {
      tokens.oldestAccess = tokens.made + 1;
      if (all) tokens.oldestRefresh = tokens.made + 1;
    },
    add(post) {
      added += 1;
      const key = `3m${[...`${added}`.padStart(4, '0')].map((digit) => KEYS[Number(digit)]).join('')}`;
      const uri = `at://${didOf(post.author)}/app.bsky.feed.post/${key}`;
      posts.set(uri, { ...post, uri });
      return uri;
    },
    edit(uri, change) {
      const post = posts.get(uri);
      if (post !== undefined) posts.set(uri, { ...post, ...change });
    },
    remove(uri) {
      posts.delete(uri);
    },
  };
}

/** Tokens are numbered; those before the oldest are expired. */
interface Tokens {
  made: number;
  oldestAccess: number;
  oldestRefresh: number;
}

function answer({ method, url, headers, body }: Asked, posts: readonly Kept[], tokens: Tokens): Reply {
  const asked = url.searchParams;
  const bearer = headers.authorization?.replace('Bearer ', '') ?? '';
  switch (`${method} ${url.pathname.replace('/xrpc/', '')}`) {
    case 'GET app.bsky.feed.getAuthorFeed':
      return authorFeed(posts, asked);
    case 'GET app.bsky.feed.getPosts':
      return byName(posts, asked.getAll('uris'));
    case 'GET app.bsky.feed.searchPosts':
      return tokenFailure(bearer, 'access', tokens.oldestAccess) ?? found(posts, asked);
    case 'POST com.atproto.server.createSession':
      return logIn(body, tokens);
    case 'POST com.atproto.server.refreshSession':
      return tokenFailure(bearer, 'refresh', tokens.oldestRefresh) ?? sessionOf(tokens);
    default:
      return failure(501, 'MethodNotImplemented');
  }
}

function authorFeed(posts: readonly Kept[], asked: URLSearchParams): Reply {
  const actor = asked.get('actor');
  const own = posts.filter(({ author, repostedBy }) =>
    [nameOf(author), didOf(author), repostedBy].includes(actor ?? ''),
  );
  if (own.length === 0) return failure(400, 'InvalidRequest');
  const kept = asked.get('filter') === 'posts_no_replies' ? own.filter(({ isReply }) => !isReply) : own;
  const { shown, cursor } = pageOf(kept, asked);
  const feed = shown.map((post) => ({
    post: viewOf(post),
    ...(post.repostedBy === actor
      ? { reason: { $type: 'app.bsky.feed.defs#reasonRepost', by: authorOf({ author: actor ?? '' }) } }
      : {}),
  }));
  return { status: 200, body: { feed, ...cursor } };
}

function found(posts: readonly Kept[], asked: URLSearchParams): Reply {
  const words = (asked.get('q') ?? '').toLowerCase();
  const { shown, cursor } = pageOf(
    posts.filter(({ text }) => text.toLowerCase().includes(words)),
    asked,
  );
  return { status: 200, body: { posts: shown.map(viewOf), hitsTotal: shown.length, ...cursor } };
}

function byName(posts: readonly Kept[], uris: readonly string[]): Reply {
  if (uris.length > CHUNK_MAX) return failure(400, 'InvalidRequest');
  return { status: 200, body: { posts: posts.filter(({ uri }) => uris.includes(uri)).map(viewOf) } };
}

/** The cursor is how many came before. */
function pageOf(posts: readonly Kept[], asked: URLSearchParams) {
  const from = Number(asked.get('cursor') ?? 0);
  const until = from + Number(asked.get('limit') ?? 50);
  return { shown: posts.slice(from, until), cursor: until < posts.length ? { cursor: `${until}` } : {} };
}

function logIn(body: string, tokens: Tokens): Reply {
  const { identifier, password } = JSON.parse(body) as { identifier?: string; password?: string };
  const isRight = identifier === LOGIN.handle && password === LOGIN.appPassword;
  return isRight ? sessionOf(tokens) : failure(401, 'AuthenticationRequired');
}

function sessionOf(tokens: Tokens): Reply {
  tokens.made += 1;
  const { handle } = LOGIN;
  const body = {
    did: didOf(handle),
    handle,
    accessJwt: `access-${tokens.made}`,
    refreshJwt: `refresh-${tokens.made}`,
  };
  return { status: 200, body };
}

/** Null for a token that is good. */
function tokenFailure(bearer: string, kind: string, oldest: number): Reply | null {
  const [, is, number] = /^(access|refresh)-(\d+)$/.exec(bearer) ?? [];
  if (is !== kind) return failure(401, 'AuthenticationRequired');
  return Number(number) < oldest ? failure(400, 'ExpiredToken') : null;
}

const failure = (status: number, error: string): Reply => ({
  status,
  body: { error, message: 'It did not work' },
});

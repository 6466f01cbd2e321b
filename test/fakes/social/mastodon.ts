import {
  type Asked,
  type Place,
  type Protocol,
  type Reply,
  type SocialServer,
  startServer,
} from './server.ts';
import {
  type Access,
  accountOf,
  authorOf,
  FIRST_ID,
  idOf,
  instanceOf,
  type Kept,
  localName,
  type MastodonPost,
  statusOf,
} from './status.ts';

export type { MastodonPost };

export interface MastodonServer extends SocialServer<MastodonPost> {
  /** `timelines_access` of its instance; null is a server before 4.5. */
  access(hashtags: Access | null): void;
  /** A server before 4.3, which can be asked about one post only. */
  age(): void;
  /** The only token that it takes. */
  readonly token: string;
}

const TOKEN = 'mast0don-t0ken';
const PAGE_MAX = 40;

/** Mastodon's REST API as docs.joinmastodon.org describes it: tags, accounts, statuses and the instance. */
export async function startMastodon({
  now,
  place,
}: {
  now?: () => number;
  place?: Place;
} = {}): Promise<MastodonServer> {
  const posts = new Map<string, Kept>();
  let access: Access | null = { local: 'public', remote: 'public' };
  let isOld = false;
  let added = 0n;
  const protocol = (url: string): Protocol => ({
    answer: (asked) => answer(asked, { url, posts: [...posts.values()].toReversed(), access, isOld }),
    limits: ({ left, resetAt }) => ({
      'x-ratelimit-limit': '300',
      'x-ratelimit-remaining': `${left}`,
      'x-ratelimit-reset': new Date(resetAt).toISOString().replace('Z', '000Z'),
    }),
    error: (status) => ({ error: ERRORS[status] ?? 'Something went wrong' }),
  });
  const base = await startServer(protocol, now, place);
  return {
    ...base,
    token: TOKEN,
    access(levels) {
      access = levels;
    },
    age() {
      isOld = true;
    },
    add(post) {
      added += 1n;
      const id = `${FIRST_ID + added * 65_536n}`;
      posts.set(id, { ...post, id });
      return id;
    },
    edit(id, change) {
      const post = posts.get(id);
      if (post !== undefined) posts.set(id, { ...post, ...change });
    },
    remove(id) {
      posts.delete(id);
    },
  };
}

const ERRORS: Readonly<Record<number, string>> = {
  401: 'The access token is invalid',
  403: 'This action is not allowed',
  422: 'This method requires an authenticated user',
  429: 'Too many requests',
};

interface World {
  url: string;
  /** Newest first. */
  posts: readonly Kept[];
  access: Access | null;
  isOld: boolean;
}

const TOGETHER_MAX = 20;
const TAG = /^\/api\/v1\/timelines\/tag\/([^/]+)$/;
const STATUSES = /^\/api\/v1\/accounts\/([^/]+)\/statuses$/;
const STATUS = /^\/api\/v1\/statuses\/([^/]+)$/;

function answer(asked: Asked, world: World): Reply {
  const { pathname, searchParams } = asked.url;
  const { authorization } = asked.headers;
  if (authorization !== undefined && authorization !== `Bearer ${TOKEN}`) return failure(401);
  if (pathname === '/api/v2/instance') return ok(instanceOf(world.access));
  const [, tag] = TAG.exec(pathname) ?? [];
  if (tag !== undefined) return taggedPage(decodeURIComponent(tag), asked, world);
  if (pathname === '/api/v1/accounts/lookup') {
    const name = localName(searchParams.get('acct') ?? '');
    const isThere = world.posts.some((post) => authorOf(post) === name);
    return isThere ? ok(accountOf({ author: name, html: '', at: 0 })) : failure(404);
  }
  const [, account] = STATUSES.exec(pathname) ?? [];
  if (account !== undefined) {
    const own = world.posts.filter((post) => idOf(authorOf(post)) === account && isListed(post));
    const kept =
      searchParams.get('exclude_reblogs') === 'true' ? own.filter(({ isReblog }) => !isReblog) : own;
    return page(kept, asked, world);
  }
  if (pathname === '/api/v1/statuses' && !world.isOld) {
    const ids = searchParams.getAll('id[]');
    if (ids.length > TOGETHER_MAX) return failure(422);
    return ok(world.posts.filter((post) => ids.includes(post.id) && isListed(post)).map(statusOf));
  }
  const [, id] = STATUS.exec(pathname) ?? [];
  const post = world.posts.find((one) => one.id === id && isListed(one));
  return post === undefined ? failure(404) : ok(statusOf(post));
}

function taggedPage(tag: string, asked: Asked, world: World): Reply {
  const isSignedIn = asked.headers.authorization !== undefined;
  const levels = Object.values(world.access ?? {});
  if (levels.includes('authenticated') && !isSignedIn) return failure(401);
  if (levels.includes('disabled')) return page([], asked, world);
  const marked = new RegExp(`#(<span>)?${tag}\\b`, 'iu');
  const tagged = world.posts.filter((post) => post.visibility !== 'unlisted' && isListed(post));
  return page(
    tagged.filter(({ html, isReblog }) => !isReblog && marked.test(html)),
    asked,
    world,
  );
}

/** Newest first below `max_id`, with the Link header that leads on. */
function page(all: readonly Kept[], { url }: Asked, world: World): Reply {
  const below = url.searchParams.get('max_id');
  const limit = Math.min(Number(url.searchParams.get('limit') ?? 20), PAGE_MAX);
  const rest = below === null ? all : all.filter(({ id }) => BigInt(id) < BigInt(below));
  const shown = rest.slice(0, limit);
  const last = shown.at(-1);
  if (last === undefined) return ok([]);
  const next = new URL(url.pathname + url.search, world.url);
  next.searchParams.set('max_id', last.id);
  const previous = new URL(url.pathname, world.url);
  previous.searchParams.set('min_id', shown[0]?.id ?? '');
  const link = `<${next}>; rel="next", <${previous}>; rel="prev"`;
  return { status: 200, headers: rest.length > limit ? { link } : {}, body: shown.map(statusOf) };
}

const isListed = ({ visibility = 'public' }: MastodonPost) => visibility !== 'direct';
const ok = (body: unknown): Reply => ({ status: 200, body });
const failure = (status: number): Reply => ({
  status,
  body: { error: ERRORS[status] ?? 'Record not found' },
});

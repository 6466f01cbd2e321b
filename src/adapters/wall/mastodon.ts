import type { KeptPost, Post } from '../../core/wall/post.ts';
import { createAccess, type MastodonSource } from './access.ts';
import type { Client, ClientNeeds } from './client.ts';
import { followPosts } from './followed.ts';
import type { Reply } from './http.ts';
import { readAs } from './json.ts';
import { isSpent, waitOf } from './limits.ts';
import { createMemory } from './memory.ts';
import { type Page, pagesOf, unseenOf } from './paging.ts';
import { account, type Status, statuses } from './schema.ts';
import { postOfStatus } from './status.ts';

const PAGE = 40; // the most that a server gives at once
const IDS_MAX = 4_000; // posts whose id on a server is remembered
const ACCOUNTS_MAX = 100;

/** Mastodon's public REST API (docs.joinmastodon.org/methods/timelines, /methods/accounts, /methods/statuses). */
export function createMastodon({ fetch, clock }: ClientNeeds): Client<MastodonSource> {
  /** What a server calls a post, by server and post: its API does not take the id of the network. */
  const localIds = createMemory<string>(IDS_MAX);
  const accountIds = createMemory<string>(ACCOUNTS_MAX);
  const get = (source: MastodonSource, path: string) => fetch(questionOf(source, path));
  const access = createAccess({ get, clock });

  async function timelineOf(source: MastodonSource): Promise<string> {
    if ('hashtag' in source.ask) {
      return `/api/v1/timelines/tag/${encodeURIComponent(source.ask.hashtag)}?limit=${PAGE}`;
    }
    const name = source.ask.account;
    const id = accountIds.get(keyOf(source, name)) ?? (await lookUp(source, name));
    accountIds.set(keyOf(source, name), id);
    return `/api/v1/accounts/${encodeURIComponent(id)}/statuses?exclude_reblogs=true&limit=${PAGE}`;
  }

  async function lookUp(source: MastodonSource, name: string): Promise<string> {
    const reply = await get(source, `/api/v1/accounts/lookup?acct=${encodeURIComponent(name)}`);
    if (reply.status === 200) return readAs(account, reply).id;
    throw await access.refused(source, reply, `knows no account ${name}: check its name and its server.`);
  }

  async function pageOf(source: MastodonSource, reply: Reply): Promise<Page> {
    if (reply.status !== 200) {
      if ('account' in source.ask) accountIds.forget(keyOf(source, source.ask.account));
      throw await access.refused(source, reply, 'has no such timeline (404): is it a Mastodon server?');
    }
    const found = readAs(statuses, reply);
    const hidden = found.length === 0 ? await access.hidden(source, reply.host) : null;
    if (hidden !== null) throw hidden;
    const posts = found.flatMap((one) => keep(source, one));
    return { posts, next: nextOf(reply), spent: isSpent(reply.headers) };
  }

  function keep(source: MastodonSource, found: Status): Post[] {
    const post = postOfStatus(found, new URL(source.server).host);
    if (post === null) return [];
    localIds.set(keyOf(source, post.id), found.id);
    return [post];
  }

  async function follow(source: MastodonSource, unseen: readonly KeptPost[]) {
    const named = unseen.flatMap(({ id }) => {
      const localId = localIds.get(keyOf(source, id)) ?? ownId(source, id);
      return localId === null ? [] : [{ id, localId }];
    });
    const { found, gone, last } = await followPosts((path) => get(source, path), named);
    return { posts: found.flatMap((one) => keep(source, one)), gone, last };
  }

  return {
    async ask(source, known) {
      const start = await timelineOf(source);
      const met = new Set(
        known.filter(({ id }) => localIds.get(keyOf(source, id)) !== null).map(({ id }) => id),
      );
      let headers = new Headers();
      const turn = async (next: string | null): Promise<Page> => {
        const reply = await get(source, next ?? start);
        headers = reply.headers;
        return await pageOf(source, reply);
      };
      const { posts, spent } = await pagesOf(turn, ({ id }) => met.has(id));
      const followed = await follow(source, spent ? [] : unseenOf(known, posts, known.length));
      const waitMs = waitOf(followed.last?.headers ?? headers, clock);
      return { kind: 'posts', posts: [...posts, ...followed.posts], gone: followed.gone, waitMs, cost: null };
    },
  };
}

const keyOf = (source: MastodonSource, id: string) => `${source.server} ${id}`;

function questionOf({ server, token }: MastodonSource, path: string) {
  const accept = { accept: 'application/json' };
  const headers = token === null ? accept : { ...accept, authorization: `Bearer ${token}` };
  return { url: new URL(path, server).href, headers };
}

/** The older page, as the Link header names it (RFC 8288); only its path counts, so that it stays with its server. */
function nextOf({ headers }: Reply): string | null {
  const [, address = ''] = /<([^>]*)>\s*;\s*rel="?next"?/.exec(headers.get('link') ?? '') ?? [];
  if (!URL.canParse(address)) return null;
  const { pathname, search } = new URL(address);
  return pathname.startsWith('//') ? null : pathname + search;
}

/** A post of the server itself is named by the end of its address. */
function ownId({ server }: MastodonSource, id: string): string | null {
  const address = id.slice('mastodon:'.length);
  if (!URL.canParse(address) || new URL(address).origin !== new URL(server).origin) return null;
  return /\/statuses\/([\w-]+)$/.exec(new URL(address).pathname)?.[1] ?? null;
}

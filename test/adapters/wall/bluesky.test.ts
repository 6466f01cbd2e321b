import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Post } from '../../../src/core/wall/post.ts';
import type { WallSource } from '../../../src/core/wall/sources.ts';
import { type BlueskyPost, type BlueskyServer, startBluesky } from '../../fakes/social/bluesky.ts';
import { blueskyChatter } from '../../fakes/social/chatter.ts';
import { AT, askSlow, FAULTS, keep, openBench, postsOf } from './bench.ts';

const BASE = { key: 'b', everyMs: 60_000, kind: 'bluesky' } as const;
const ACCOUNT: WallSource = { ...BASE, ask: { account: 'anna.bsky.example' }, login: null };
const searchOf = ({ login }: BlueskyServer, appPassword = login.appPassword): WallSource => ({
  ...BASE,
  ask: { search: '#breizhcamp' },
  login: { ...login, appPassword },
});

const open = (t: TestContext) => openBench(t, startBluesky, (url) => ({ appView: url, pds: url }));
const hostOf = (url: string) => new URL(url).host;
const methodsOf = (paths: readonly string[]) => paths.map((path) => /[^.?]+(?=\?|$)/.exec(path)?.[0]);

function fill(server: BlueskyServer, count: number): string[] {
  return Array.from({ length: count }, (_, index) =>
    server.add({ text: `#breizhcamp ${index}`, at: AT - (count - index) * 60_000 }),
  );
}

test('a post comes whole: text, author, pictures, marks', async (t) => {
  const { server, ask } = await open(t);
  const uri = server.add({
    name: 'Anna\u202E',
    text: 'Déjà trois confs\u200B géniales 🤩',
    at: AT - 1_000,
    createdAt: AT - 5_000,
    images: [{ url: 'https://cdn.example/a.jpg', alt: 'La scène' }],
  });
  const { posts, ...rest } = await postsOf(ask(ACCOUNT));
  assert.deepEqual(rest, { kind: 'posts', gone: [], waitMs: null, cost: null });
  assert.match(posts[0]?.digest ?? '', /^[0-9a-f]{64}$/);
  assert.deepEqual(posts, [
    {
      id: `bluesky:${uri}`,
      network: 'bluesky',
      author: {
        id: 'did:plc:annabskyexample',
        name: 'Anna',
        handle: '@anna.bsky.example',
        server: 'bsky.example',
        isBot: false,
        isLimited: false,
      },
      text: 'Déjà trois confs géniales 🤩',
      url: `https://bsky.app/profile/anna.bsky.example/post/${uri.slice(uri.lastIndexOf('/') + 1)}`,
      at: AT - 5_000,
      editedAt: null,
      digest: posts[0]?.digest ?? '',
      isReply: false,
      isRepost: false,
      isPublic: true,
      isSensitive: false,
      media: [{ url: 'https://cdn.example/a.jpg', alt: 'La scène' }],
      language: 'fr',
    } satisfies Post,
  ]);
});

test('an author feed is without replies and without what was only reposted', async (t) => {
  const { server, ask } = await open(t);
  server.add({ text: 'la mienne', at: AT - 3 });
  server.add({ text: 'une réponse', at: AT - 2, isReply: true });
  server.add({
    text: 'celle d’un autre',
    at: AT - 1,
    author: 'bob.example',
    repostedBy: 'anna.bsky.example',
  });
  const { posts } = await postsOf(ask(ACCOUNT));
  assert.deepEqual(
    posts.map(({ text }) => text),
    ['la mienne'],
  );
});

const LABELLED: readonly [what: string, post: Partial<BlueskyPost>, marks: object][] = [
  ['no label', {}, {}],
  ['a label of a service', { labels: ['graphic-media'] }, { isSensitive: true }],
  ['a label that hides', { labels: ['!hide'] }, { isSensitive: true }],
  ['a label of its author', { ownLabels: ['nudity'] }, { isSensitive: true }],
  ['a labelled account', { authorLabels: ['spam'] }, { isLimited: true }],
  ['an account that members only may see', { authorLabels: ['!no-unauthenticated'] }, { isPublic: false }],
  ['an account that is a bot', { authorLabels: ['bot'] }, { isBot: true }],
  ['a reply', { isReply: true }, { isReply: true }],
  ['a date in the future', { createdAt: AT + 86_400_000 }, {}],
  ['a language that is none', { languages: ['<b>'] }, { language: null }],
];

for (const [what, post, marks] of LABELLED) {
  test(`${what}: ${JSON.stringify(marks)}`, async (t) => {
    const { server, ask } = await open(t);
    server.add({ text: '#breizhcamp', at: AT, ...post });
    const { posts } = await postsOf(ask(searchOf(server)));
    const usual = { isBot: false, isLimited: false, isReply: false, isPublic: true, isSensitive: false };
    assert.deepEqual(
      posts.map(({ author: { isBot, isLimited }, isReply, isPublic, isSensitive, at, language }) => ({
        ...{ isBot, isLimited, isReply, isPublic, isSensitive, at, language },
      })),
      [{ ...usual, at: AT, language: 'fr', ...marks }],
    );
  });
}

test('pictures beside a quoted post are taken', async (t) => {
  const { server, ask } = await open(t);
  server.add({ text: 'cf.', at: AT, isQuote: true, images: [{ url: 'https://cdn.example/q.jpg', alt: '' }] });
  const { posts } = await postsOf(ask(ACCOUNT));
  assert.deepEqual(posts[0]?.media, [{ url: 'https://cdn.example/q.jpg', alt: '' }]);
});

test('a search logs in once, and finds', async (t) => {
  const { server, ask, asked } = await open(t);
  for (const post of blueskyChatter(AT)) server.add(post);
  server.add({ text: 'autre chose', at: AT });
  const { posts } = await postsOf(ask(searchOf(server)));
  await ask(searchOf(server));
  assert.deepEqual(
    posts.map(({ author }) => author.handle),
    ['@soazig.bsky.example', '@sam.example', '@loic.bsky.example'],
  );
  assert.deepEqual(methodsOf(asked()), ['createSession', 'searchPosts', 'searchPosts']);
});

test('an expired token is renewed, and where that is over too the login is done anew', async (t) => {
  const { server, ask, asked } = await open(t);
  fill(server, 1);
  await ask(searchOf(server));
  server.expire();
  asked();
  await postsOf(ask(searchOf(server)));
  assert.deepEqual(methodsOf(asked()), ['searchPosts', 'refreshSession', 'searchPosts']);
  server.expire(true);
  await postsOf(ask(searchOf(server)));
  assert.deepEqual(methodsOf(asked()), ['searchPosts', 'refreshSession', 'createSession', 'searchPosts']);
});

test('a wrong app password is told without it, and not tried again soon', async (t) => {
  const { server, ask, logged } = await open(t);
  const answer = await ask(searchOf(server, 'wr0ng-password'));
  assert.deepEqual(answer, {
    kind: 'failed',
    state: 'needs-login',
    why: `${hostOf(server.url)} did not take the app password of hall.bsky.example: make a new one under Settings.`,
    waitMs: 900_000,
  });
  assert.doesNotMatch(logged(), /wr0ng/);
});

test('a search without an account is not even tried', async (t) => {
  const { ask, asked } = await open(t);
  assert.deepEqual(await ask({ ...BASE, ask: { search: '#breizhcamp' }, login: null }), {
    kind: 'failed',
    state: 'needs-login',
    why: 'Bluesky lets only accounts search: give the source an app password.',
    waitMs: null,
  });
  assert.deepEqual(asked(), []);
});

test('an account that nobody knows is told by name', async (t) => {
  const { server, ask } = await open(t);
  const why = `${hostOf(server.url)} knows no account anna.bsky.example.`;
  assert.deepEqual(await ask(ACCOUNT), { kind: 'failed', state: 'refused', why, waitMs: null });
});

test('pages are read until they meet what is known, and what they did not hold is asked by name', async (t) => {
  const { server, ask, asked } = await open(t);
  const uris = fill(server, 130);
  const first = await postsOf(ask(ACCOUNT));
  assert.equal(first.posts.length, 130);
  assert.deepEqual(methodsOf(asked()), ['getAuthorFeed', 'getAuthorFeed', 'getAuthorFeed']);
  server.remove(uris[70] ?? '');
  server.edit(uris[71] ?? '', { text: 'corrigé' });
  const next = await postsOf(ask(ACCOUNT, keep(first.posts)));
  assert.deepEqual(methodsOf(asked()), ['getAuthorFeed', 'getPosts', 'getPosts', 'getPosts']);
  assert.deepEqual(next.gone, [`bluesky:${uris[70]}`]);
  const edited = next.posts.find(({ text }) => text === 'corrigé');
  assert.equal(edited?.id, `bluesky:${uris[71]}`);
  assert.notEqual(edited?.digest, first.posts.find(({ id }) => id === edited?.id)?.digest);
});

test('a fault while posts are followed loses none of the others, and calls none of them gone', async (t) => {
  const { server, ask } = await open(t);
  const [first = ''] = fill(server, 3);
  const { posts } = await postsOf(ask(ACCOUNT));
  server.remove(first);
  server.fault('page', { path: '/xrpc/app.bsky.feed.getPosts' });
  const next = await postsOf(ask(ACCOUNT, keep(posts)));
  assert.deepEqual([next.posts.length, next.gone], [2, []]);
});

test('the rate limit ends a turn before it is used up, and says when to come back', async (t) => {
  const { server, ask, asked } = await open(t);
  fill(server, 100);
  server.limit(5, AT + 90_000);
  const answer = await postsOf(ask(ACCOUNT));
  assert.deepEqual([answer.posts.length, answer.waitMs, asked().length], [50, 90_000, 1]);
});

for (const [fault, state, why, waitMs] of FAULTS) {
  for (const isSearch of [false, true]) {
    test(`fault ${fault} of ${isSearch ? 'a search' : 'an author feed'}`, async (t) => {
      const { server, ask, logged } = await open(t);
      fill(server, 2);
      server.fault(fault);
      const answer = await ask(isSearch ? searchOf(server) : ACCOUNT);
      assert.deepEqual(answer, {
        kind: 'failed',
        state,
        why: why.replace('HOST', hostOf(server.url)),
        waitMs,
      });
      assert.doesNotMatch(logged(), new RegExp(server.login.appPassword));
    });
  }
}

test('401 of an author feed and 403 are told as what they are', async (t) => {
  const { server, ask } = await open(t);
  const host = hostOf(server.url);
  server.fault(401);
  const login = { kind: 'failed', state: 'needs-login', waitMs: null };
  assert.deepEqual(await ask(ACCOUNT), {
    ...login,
    why: `${host} shows this only to those who sign in (401).`,
  });
  server.fault(403);
  const refused = { kind: 'failed', state: 'refused', waitMs: null };
  assert.deepEqual(await ask(ACCOUNT), { ...refused, why: `${host} does not let us read this (403).` });
});

test('a server that never answers is given up after 15 s', async (t) => {
  const bench = await open(t);
  bench.server.fault('slow');
  const why = `${hostOf(bench.server.url)} did not answer within 15 s.`;
  const failed = { kind: 'failed', state: 'unreachable', why, waitMs: null };
  assert.deepEqual(await askSlow(bench, ACCOUNT), failed);
});

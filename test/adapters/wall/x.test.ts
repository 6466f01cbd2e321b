import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Post } from '../../../src/core/wall/post.ts';
import type { WallSource } from '../../../src/core/wall/sources.ts';
import { startX, type XServer } from '../../fakes/social/x.ts';
import { AT, askSlow, FAULTS, keep, openBench, postsOf } from './bench.ts';

const sourceOf = ({ bearer }: Pick<XServer, 'bearer'>): WallSource => ({
  ...{ key: 'x', everyMs: 600_000, kind: 'x', query: '#breizhcamp', bearer, costPerPost: 0.005 },
});
const open = (t: TestContext) => openBench(t, startX, (url) => ({ x: url }));
const hostOf = (url: string) => new URL(url).host;
const queryOf = (path: string | undefined, key: string) => new URLSearchParams(path?.split('?')[1]).get(key);

test('a post comes whole: text, author, pictures, marks, and what it cost', async (t) => {
  const { server, ask } = await open(t);
  const id = server.add({
    name: 'Anna',
    text: 'C < C++ & #breizhcamp',
    at: AT - 1_000,
    images: [{ url: 'https://pbs.example/a.jpg', alt: 'Un tableau' }],
  });
  const { posts, ...rest } = await postsOf(ask(sourceOf(server)));
  assert.deepEqual(rest, { kind: 'posts', gone: [], waitMs: null, cost: '1 post read, about $0.01' });
  assert.match(posts[0]?.digest ?? '', /^[0-9a-f]{64}$/);
  assert.match(posts[0]?.author.id ?? '', /^\d+$/);
  assert.deepEqual(posts, [
    {
      id: `x:${id}`,
      network: 'x',
      author: {
        id: posts[0]?.author.id ?? '',
        name: 'Anna',
        handle: '@anna',
        server: 'x.com',
        isBot: false,
        isLimited: false,
      },
      text: 'C < C++ & #breizhcamp',
      url: `https://x.com/anna/status/${id}`,
      at: AT - 1_000,
      editedAt: null,
      digest: posts[0]?.digest ?? '',
      isReply: false,
      isRepost: false,
      isPublic: true,
      isSensitive: false,
      media: [{ url: 'https://pbs.example/a.jpg', alt: 'Un tableau' }],
      language: 'fr',
    } satisfies Post,
  ]);
});

test('what must not be shown is marked as such', async (t) => {
  const { server, ask } = await open(t);
  const marks = [{ isReply: true }, { isRetweet: true }, { isSensitive: true }, { language: 'qme' }];
  for (const mark of marks) server.add({ text: '#breizhcamp', at: AT, ...mark });
  server.add({ text: '#breizhcamp', at: AT, author: 'closed', isProtected: true });
  const { posts } = await postsOf(ask(sourceOf(server)));
  assert.deepEqual(
    posts
      .map(
        ({ isReply, isRepost, isSensitive, isPublic, language }) =>
          [isReply, isRepost, isSensitive, isPublic].map(Number).join('') + (language ?? ''),
      )
      .toReversed(),
    ['1001fr', '0101fr', '0011fr', '0001', '0000fr'],
  );
});

test('a post that no wall may show is read once, and paid for once', async (t) => {
  const { server, ask, asked } = await open(t);
  server.add({ text: '#breizhcamp', at: AT - 60_000, isReply: true });
  const [read] = keep((await postsOf(ask(sourceOf(server)))).posts);
  asked();
  const again = await postsOf(ask(sourceOf(server), [], read));
  assert.deepEqual([again.posts, again.cost], [[], '0 posts read, about $0.00']);
  assert.equal(queryOf(asked()[0], 'since_id'), read?.id.slice('x:'.length));
});

test('only newer posts are searched, those known are looked up, and all of them are paid for', async (t) => {
  const { server, ask, asked } = await open(t);
  const ids = Array.from({ length: 42 }, (_, index) =>
    server.add({ text: `#breizhcamp ${index}`, at: AT - (42 - index) * 60_000 }),
  );
  const first = await postsOf(ask(sourceOf(server)));
  assert.equal(first.cost, '42 posts read, about $0.21');
  assert.equal(queryOf(asked()[0], 'since_id'), null);
  server.add({ text: '#breizhcamp', at: AT });
  const next = await postsOf(ask(sourceOf(server), keep(first.posts)));
  const [search, lookup] = asked();
  assert.equal(queryOf(search, 'since_id'), ids.at(-1));
  assert.equal(queryOf(lookup, 'ids'), ids.toReversed().join(','));
  assert.deepEqual([next.posts.length, next.cost], [43, '43 posts read, about $0.21']);
});

test('a search is not bound to posts that are older than what it knows', async (t) => {
  const { server, ask, asked, clock } = await open(t);
  server.add({ text: '#breizhcamp', at: AT });
  const { posts } = await postsOf(ask(sourceOf(server)));
  asked();
  clock.advance(518_400_000);
  await ask(sourceOf(server), keep(posts));
  assert.equal(queryOf(asked()[0], 'since_id'), null);
});

test('a deleted post is gone, and an edited one keeps its id', async (t) => {
  const { server, ask } = await open(t);
  const deleted = server.add({ text: '#breizhcamp un', at: AT - 2_000 });
  const edited = server.add({ text: '#breizhcamp deux', at: AT - 1_000 });
  const { posts } = await postsOf(ask(sourceOf(server)));
  server.remove(deleted);
  server.edit(edited, { text: 'trois' });
  const next = await postsOf(ask(sourceOf(server), keep(posts)));
  assert.deepEqual(next.gone, [`x:${deleted}`]);
  assert.deepEqual(
    next.posts.map(({ id, text, editedAt }) => [id, text, editedAt]),
    [[`x:${edited}`, 'trois', AT - 1_000]],
  );
  assert.notEqual(next.posts[0]?.digest, posts.find(({ id }) => id === `x:${edited}`)?.digest);
});

test('a fault while posts are followed calls none of them gone', async (t) => {
  const { server, ask } = await open(t);
  server.add({ text: '#breizhcamp', at: AT });
  const { posts } = await postsOf(ask(sourceOf(server)));
  server.fault('page', { path: '/2/tweets?' });
  const next = await postsOf(ask(sourceOf(server), keep(posts)));
  assert.deepEqual([next.posts, next.gone], [[], []]);
});

test('a spent rate limit says when to come back', async (t) => {
  const { server, ask } = await open(t);
  server.limit(0, AT + 900_000);
  assert.equal((await ask(sourceOf(server))).waitMs, 900_000);
});

for (const [fault, state, why, waitMs] of FAULTS) {
  test(`fault ${fault}: ${why}`, async (t) => {
    const { server, ask, logged } = await open(t);
    server.add({ text: '#breizhcamp', at: AT });
    server.fault(fault);
    const answer = await ask(sourceOf(server));
    assert.deepEqual(answer, { kind: 'failed', state, why: why.replace('HOST', hostOf(server.url)), waitMs });
    assert.doesNotMatch(logged(), new RegExp(server.bearer));
  });
}

test('a wrong key is told without it', async (t) => {
  const { server, ask, logged } = await open(t);
  const why = `${hostOf(server.url)} did not take the bearer token (401): make a new one.`;
  const failed = { kind: 'failed', state: 'needs-login', why, waitMs: null };
  assert.deepEqual(await ask(sourceOf({ bearer: 'wr0ng' })), failed);
  assert.doesNotMatch(logged(), /wr0ng/);
});

test('a server that never answers is given up after 15 s', async (t) => {
  const bench = await open(t);
  bench.server.fault('slow');
  const why = `${hostOf(bench.server.url)} did not answer within 15 s.`;
  const failed = { kind: 'failed', state: 'unreachable', why, waitMs: null };
  assert.deepEqual(await askSlow(bench, sourceOf(bench.server)), failed);
});

import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Post } from '../../../src/core/wall/post.ts';
import type { WallSource } from '../../../src/core/wall/sources.ts';
import { type FeedFormat, startFeed } from '../../fakes/social/feed.ts';
import { AT, askSlow, FAULTS, keep, openBench, postsOf } from './bench.ts';

const open = (t: TestContext) => openBench(t, startFeed);
const hostOf = (url: string) => new URL(url).host;
const sourceOf = ({ url }: { url: string }): WallSource => ({
  ...{ key: 'f', everyMs: 60_000, kind: 'feed', url: `${url}/feed.xml?key=s3cret` },
});

const ENTRY = {
  title: 'Programme en ligne',
  html: '<p>Trois jours &amp; <b>cent</b> conférences</p><script>alert(1)</script>',
  at: AT - 60_000,
  author: 'Anna',
  link: 'https://blog.example/programme',
  image: { url: 'https://blog.example/affiche.jpg', alt: 'L’affiche' },
};

for (const format of ['rss', 'atom', 'json'] satisfies FeedFormat[]) {
  test(`an entry of ${format} comes whole`, async (t) => {
    const { server, ask } = await open(t);
    server.format(format);
    server.add(ENTRY);
    const { posts, ...rest } = await postsOf(ask(sourceOf(server)));
    assert.deepEqual(rest, { kind: 'posts', gone: [], waitMs: null, cost: null });
    assert.match(posts[0]?.digest ?? '', /^[0-9a-f]{64}$/);
    assert.deepEqual(posts, [
      {
        id: `feed:${hostOf(server.url)}:tag:blog.example,2026:1`,
        network: 'feed',
        author: {
          id: `${server.url}/feed.xml`,
          name: 'Anna',
          handle: 'Le blog de l’école & co',
          server: hostOf(server.url),
          isBot: false,
          isLimited: false,
        },
        text: 'Programme en ligne\n\nTrois jours & cent conférences',
        url: 'https://blog.example/programme',
        at: AT - 60_000,
        editedAt: null,
        digest: posts[0]?.digest ?? '',
        isReply: false,
        isRepost: false,
        isPublic: true,
        isSensitive: false,
        media: [{ url: ENTRY.image.url, alt: format === 'rss' ? ENTRY.image.alt : '' }],
        language: 'fr',
      } satisfies Post,
    ]);
  });
}

test('a feed that has not changed is not sent again, and its posts stay', async (t) => {
  const { server, ask } = await open(t);
  server.add(ENTRY);
  const first = await ask(sourceOf(server));
  const second = await ask(sourceOf(server));
  const [, again] = server.requests();
  assert.match(String(again?.headers['if-none-match']), /^"[0-9a-f]{16}"$/);
  assert.equal(again?.headers['user-agent'], 'LikeBox/1.2.3');
  assert.deepEqual(second, first);
});

test('an edited entry has another digest, and says when where the feed does', async (t) => {
  const { server, ask } = await open(t);
  server.format('atom');
  const id = server.add(ENTRY);
  const first = await postsOf(ask(sourceOf(server)));
  server.edit(id, { title: 'Programme complet', editedAt: AT });
  const next = await postsOf(ask(sourceOf(server), keep(first.posts)));
  assert.equal(next.posts[0]?.editedAt, AT);
  assert.equal(next.posts[0]?.id, first.posts[0]?.id);
  assert.notEqual(next.posts[0]?.digest, first.posts[0]?.digest);
});

test('an entry that is taken back is gone, and one that is only too old for the feed is not', async (t) => {
  const { server, ask } = await open(t);
  const [old = '', , taken = ''] = [3, 2, 1].map((hours) =>
    server.add({ ...ENTRY, at: AT - hours * 3_600_000 }),
  );
  const { posts } = await postsOf(ask(sourceOf(server)));
  server.remove(old);
  server.remove(taken);
  const { gone } = await postsOf(ask(sourceOf(server), keep(posts)));
  assert.deepEqual(gone, [`feed:${hostOf(server.url)}:${taken}`]);
  const none = await postsOf(
    ask(
      sourceOf(server),
      keep(posts).map((post) => ({ ...post, goneAt: AT })),
    ),
  );
  assert.deepEqual(none.gone, []);
});

test('an entry without a date is as old as the wall knows it', async (t) => {
  const { server, ask, clock } = await open(t);
  server.add({ title: 'Sans date', html: '' });
  const { posts } = await postsOf(ask(sourceOf(server)));
  clock.advance(60_000);
  server.add({ title: 'Autre', html: '' });
  const next = await postsOf(ask(sourceOf(server), keep(posts)));
  assert.deepEqual(
    next.posts.map(({ text, at }) => [text, at]),
    [
      ['Autre', AT + 60_000],
      ['Sans date', AT],
    ],
  );
});

const WRONG: readonly [what: string, body: string][] = [
  ['a web page', '<!DOCTYPE html><html><body>Hi</body></html>'],
  ['JSON that is none', '{"items": 3'],
  ['nothing', ''],
  [
    'entities of its own',
    '<!DOCTYPE r [<!ENTITY a "aaaa">]><rss version="2.0"><channel><title>&a;</title></channel></rss>',
  ],
];

for (const [what, body] of WRONG) {
  test(`${what} is no feed, and the sentence keeps the key in its address to itself`, async (t) => {
    const { server, ask } = await open(t);
    const url = server.file('wrong', 'text/plain', Buffer.from(body));
    const answer = await ask({ key: 'f', everyMs: 60_000, kind: 'feed', url });
    const why = `${url} is no feed, or one that breaks off: is its address right?`;
    assert.deepEqual(answer, { kind: 'failed', state: 'refused', why, waitMs: null });
  });
}

test('an old feed in Latin-1 is read as it says', async (t) => {
  const { server, ask } = await open(t);
  const feed =
    '<?xml version="1.0" encoding="ISO-8859-1"?><rss version="2.0"><channel><title>École</title><item><title>Été</title></item></channel></rss>';
  const url = server.file('old', 'application/rss+xml', Buffer.from(feed, 'latin1'));
  const { posts } = await postsOf(ask({ key: 'f', everyMs: 60_000, kind: 'feed', url }));
  assert.deepEqual(
    posts.map(({ text, author }) => [text, author.handle]),
    [['Été', 'École']],
  );
});

for (const [fault, state, why, waitMs] of FAULTS.filter(([kind]) => kind !== 'cut' && kind !== 'page')) {
  test(`fault ${fault}: ${why}`, async (t) => {
    const { server, ask } = await open(t);
    server.add(ENTRY);
    server.fault(fault);
    const answer = await ask(sourceOf(server));
    assert.deepEqual(answer, { kind: 'failed', state, why: why.replace('HOST', hostOf(server.url)), waitMs });
  });
}

for (const fault of ['cut', 'page'] as const) {
  test(`fault ${fault}: it is no feed, and the key in its address is not repeated`, async (t) => {
    const { server, ask, logged } = await open(t);
    server.add(ENTRY);
    server.fault(fault);
    const why = `${server.url}/feed.xml is no feed, or one that breaks off: is its address right?`;
    assert.deepEqual(await ask(sourceOf(server)), { kind: 'failed', state: 'refused', why, waitMs: null });
    assert.doesNotMatch(logged(), /s3cret/);
  });
}

for (const [status, state, why] of [
  [401, 'needs-login', 'shows this feed only to those who sign in (401).'],
  [403, 'refused', 'does not let us read this feed (403).'],
  [422, 'refused', 'did not take the question (422).'],
] as const) {
  test(`${status}: ${why}`, async (t) => {
    const { server, ask } = await open(t);
    server.fault(status);
    const failed = { kind: 'failed', state, why: `${hostOf(server.url)} ${why}`, waitMs: null };
    assert.deepEqual(await ask(sourceOf(server)), failed);
  });
}

test('a feed that never ends is given up after 15 s', async (t) => {
  const bench = await open(t);
  bench.server.add(ENTRY);
  bench.server.fault('stuck');
  const why = `${hostOf(bench.server.url)} did not answer within 15 s.`;
  const failed = { kind: 'failed', state: 'unreachable', why, waitMs: null };
  assert.deepEqual(await askSlow(bench, sourceOf(bench.server)), failed);
});

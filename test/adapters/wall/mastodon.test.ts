import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Post } from '../../../src/core/wall/post.ts';
import type { WallSource } from '../../../src/core/wall/sources.ts';
import { HOSTILE_HTML, mastodonChatter } from '../../fakes/social/chatter.ts';
import { type MastodonServer, startMastodon } from '../../fakes/social/mastodon.ts';
import { AT, askSlow, FAULTS, keep, openBench, postsOf } from './bench.ts';

const TIMELINE = '/api/v1/timelines/tag/breizhcamp?limit=40';

function sourceOf(
  { url }: MastodonServer,
  rest: Partial<WallSource & { kind: 'mastodon' }> = {},
): WallSource {
  const usual = { key: 'm', everyMs: 60_000, kind: 'mastodon', server: url, token: null } as const;
  return { ...usual, ask: { hashtag: 'breizhcamp' }, ...rest };
}

const open = (t: TestContext) => openBench(t, startMastodon);
const hostOf = (url: string) => new URL(url).host;

/** Many posts a minute apart, oldest first; gives their ids. */
function fill(server: MastodonServer, count: number): string[] {
  return Array.from({ length: count }, (_, index) =>
    server.add({ html: `<p>#breizhcamp ${index}</p>`, at: AT - (count - index) * 60_000 }),
  );
}

test('a post comes whole: text, author, pictures, marks', async (t) => {
  const { server, ask } = await open(t);
  const id = server.add({
    author: 'bea@framapiaf.example',
    name: 'Béa 🐙',
    html: '<p>Salle comble &amp; bravo&nbsp;!<br>#breizhcamp</p>',
    at: AT - 5_000,
    editedAt: AT - 1_000,
    media: [
      { url: 'https://files.example/a.jpg', alt: 'Une salle pleine' },
      { url: 'https://files.example/b.jpg', alt: null },
      { url: 'https://files.example/c.mp4', alt: 'Un film', type: 'video' },
    ],
  });
  const { posts, ...rest } = await postsOf(ask(sourceOf(server)));
  assert.deepEqual(rest, { kind: 'posts', gone: [], waitMs: null, cost: null });
  const [post] = posts;
  assert.match(post?.digest ?? '', /^[0-9a-f]{64}$/);
  assert.deepEqual(posts, [
    {
      id: `mastodon:https://framapiaf.example/users/bea/statuses/${id}`,
      network: 'mastodon',
      author: {
        id: 'https://framapiaf.example/users/bea',
        name: 'Béa 🐙',
        handle: '@bea@framapiaf.example',
        server: 'framapiaf.example',
        isBot: false,
        isLimited: false,
      },
      text: 'Salle comble & bravo !\n#breizhcamp',
      url: `https://framapiaf.example/@bea/${id}`,
      at: AT - 5_000,
      editedAt: AT - 1_000,
      digest: post?.digest ?? '',
      isReply: false,
      isRepost: false,
      isPublic: true,
      isSensitive: false,
      media: [
        { url: 'https://files.example/a.jpg', alt: 'Une salle pleine' },
        { url: 'https://files.example/b.jpg', alt: '' },
      ],
      language: 'fr',
    } satisfies Post,
  ]);
});

test('what must not be shown is marked as such', async (t) => {
  const { server, ask } = await open(t);
  const html = '<p>#breizhcamp</p>';
  const marked = [
    { visibility: 'private' },
    { warning: 'Araignées' },
    { isSensitive: true },
    { isReply: true },
    { isBot: true },
    { isLimited: true },
    { isSuspended: true },
    { language: 'no language' },
    { author: 'anna' },
  ] as const;
  for (const marks of marked) server.add({ html, at: AT, ...marks });
  const { posts } = await postsOf(ask(sourceOf(server)));
  assert.deepEqual(
    posts
      .map(({ author, ...post }) => [
        ...(post.isPublic ? [] : ['not public']),
        ...(post.isSensitive ? ['sensitive'] : []),
        ...(post.isReply ? ['reply'] : []),
        ...(author.isBot ? ['bot'] : []),
        ...(author.isLimited ? ['limited'] : []),
        ...(post.language === null ? ['no language'] : []),
      ])
      .toReversed(),
    [
      ['not public'],
      ['sensitive'],
      ['sensitive'],
      ['reply'],
      ['bot'],
      ['limited'],
      ['limited'],
      ['no language'],
      [],
    ],
  );
  assert.equal(posts[0]?.author.handle, `@anna@${hostOf(server.url)}`);
});

test('chatter comes in its order, and what is hostile comes as text', async (t) => {
  const { server, ask } = await open(t);
  for (const post of mastodonChatter(AT)) server.add(post);
  for (const html of HOSTILE_HTML) server.add({ html, at: AT });
  const { posts } = await postsOf(ask(sourceOf(server)));
  const texts = posts.map(({ text }) => text);
  assert.equal(texts.length, mastodonChatter(AT).length + HOSTILE_HTML.length);
  assert.equal(texts.at(-1), 'Arrivée à Rennes pour #BreizhCamp ! Qui vient au café avant la keynote ? ☕️');
  assert.doesNotMatch(texts.join('\n'), /<script|<iframe|<marquee|evil\.example|[\u202e\u2066\u200b]/);
});

test('an account is looked up once, and its own posts come without what it only passed on', async (t) => {
  const { server, ask, asked } = await open(t);
  server.add({ author: 'breizhcamp', html: '<p>Bienvenue</p>', at: AT - 2 });
  server.add({ author: 'breizhcamp', html: '<p>Relayé</p>', at: AT - 1, isReblog: true });
  server.add({ author: 'somebody', html: '<p>Autre</p>', at: AT });
  const source = sourceOf(server, { ask: { account: 'breizhcamp' } });
  const first = await postsOf(ask(source));
  await ask(source);
  assert.deepEqual(
    first.posts.map(({ text }) => text),
    ['Bienvenue'],
  );
  const statuses = asked().map((path) => path.replace(/\d{5,}/, 'ID'));
  const timeline = '/api/v1/accounts/ID/statuses?exclude_reblogs=true&limit=40';
  assert.deepEqual(statuses, ['/api/v1/accounts/lookup?acct=breizhcamp', timeline, timeline]);
});

test('an account that the server does not know is told by name', async (t) => {
  const { server, ask } = await open(t);
  assert.deepEqual(await ask(sourceOf(server, { ask: { account: 'nobody' } })), {
    kind: 'failed',
    state: 'refused',
    why: `${hostOf(server.url)} knows no account nobody: check its name and its server.`,
    waitMs: null,
  });
});

test('the first question reads three pages, the next one only until it meets what it knows', async (t) => {
  const { server, ask, asked } = await open(t);
  fill(server, 150);
  const first = await postsOf(ask(sourceOf(server)));
  const paths = asked();
  assert.equal(first.posts.length, 120);
  assert.deepEqual(
    paths.map((path) => path.replace(/\d{9,}/, 'ID')),
    [TIMELINE, `${TIMELINE}&max_id=ID`, `${TIMELINE}&max_id=ID`],
  );
  fill(server, 1);
  const next = await postsOf(ask(sourceOf(server), keep(first.posts.slice(0, 39))));
  assert.equal(next.posts.length, 40);
  assert.deepEqual(asked(), [TIMELINE]);
});

/** The question about several posts. */
const together = (ids: readonly string[]) => `/api/v1/statuses?${ids.map((id) => `id[]=${id}`).join('&')}`;
const alone = (id: string) => `/api/v1/statuses/${id}`;

/** 120 posts, of which one that is no longer on the newest page is deleted, and one edited. */
async function openLong(t: TestContext) {
  const bench = await open(t);
  const { server, ask, asked } = bench;
  const ids = fill(server, 120);
  const { posts } = await postsOf(ask(sourceOf(server)));
  asked();
  const [gone = '', edited = ''] = [ids[21], ids[78]];
  server.remove(gone);
  server.edit(edited, { html: '<p>#breizhcamp corrigé</p>', editedAt: AT });
  const older = ids.slice(0, 80).toReversed();
  return { ...bench, posts, older, gone, edited };
}

test('what became of sixty posts beyond the newest page is asked twenty at a time, and of a missing one alone', async (t) => {
  const { server, ask, asked, posts, older, gone } = await openLong(t);
  const next = await postsOf(ask(sourceOf(server), keep(posts)));
  const groups = [older.slice(0, 20), older.slice(20, 40), older.slice(40, 60)];
  assert.deepEqual(asked(), [TIMELINE, ...groups.map(together), alone(gone)]);
  assert.deepEqual(next.gone, [`mastodon:https://mastodon.example/users/anna/statuses/${gone}`]);
  const edited = next.posts.find(({ text }) => text === '#breizhcamp corrigé');
  const before = posts.find(({ id }) => id === edited?.id);
  assert.equal(edited?.editedAt, AT);
  assert.notEqual(edited?.digest, before?.digest);
});

test('an old server is asked about twenty of them one by one, the newest first', async (t) => {
  const { server, ask, asked, posts, older, edited } = await openLong(t);
  server.age();
  const next = await postsOf(ask(sourceOf(server), keep(posts)));
  assert.deepEqual(asked(), [TIMELINE, together(older.slice(0, 20)), ...older.slice(0, 20).map(alone)]);
  assert.ok(next.posts.some(({ id }) => id.endsWith(edited)));
  assert.deepEqual(next.gone, []);
});

test('a post of the newest page that is deleted, or is no longer for everybody, is noticed', async (t) => {
  const { server, ask } = await open(t);
  const [gone = '', hidden = ''] = fill(server, 3);
  const { posts } = await postsOf(ask(sourceOf(server)));
  server.remove(gone);
  server.edit(hidden, { visibility: 'private', html: '<p>sans mot-dièse</p>' });
  const next = await postsOf(ask(sourceOf(server), keep(posts)));
  assert.deepEqual(next.gone, [posts[2]?.id]);
  assert.deepEqual(
    next.posts.map(({ id, isPublic }) => [id, isPublic]),
    [
      [posts[0]?.id, true],
      [posts[1]?.id, false],
    ],
  );
});

test('a post of the server itself is followed by its address when nothing else is known of it', async (t) => {
  const { server, ask, asked } = await open(t);
  fill(server, 1);
  const { posts } = await postsOf(ask(sourceOf(server)));
  const ids = [
    `mastodon:${server.url}/users/anna/statuses/999`,
    'mastodon:https://elsewhere.example/statuses/7',
  ];
  const known = ids.flatMap((id) => keep(posts).map((post) => ({ ...post, id })));
  asked();
  const { gone } = await postsOf(ask(sourceOf(server), known));
  assert.deepEqual([gone, asked()], [[ids[0]], [TIMELINE, '/api/v1/statuses/999']]);
});

test('a post that was gone before is not asked about again', async (t) => {
  const { server, ask, asked } = await open(t);
  const [id = ''] = fill(server, 2);
  const { posts } = await postsOf(ask(sourceOf(server)));
  server.remove(id);
  asked();
  await ask(
    sourceOf(server),
    keep(posts).map((post) => ({ ...post, goneAt: AT })),
  );
  assert.deepEqual(asked(), [TIMELINE]);
});

test('a fault of an older page keeps what the newest one held, and its wait is obeyed', async (t) => {
  const { server, ask } = await open(t);
  fill(server, 100);
  server.fault(429, { path: `${TIMELINE}&max_id` });
  const { posts, waitMs } = await postsOf(ask(sourceOf(server)));
  assert.deepEqual([posts.length, waitMs], [40, 30_000]);
});

test('a fault while posts are followed loses none of the others', async (t) => {
  const { server, ask } = await open(t);
  const ids = fill(server, 5);
  const { posts } = await postsOf(ask(sourceOf(server)));
  server.remove(ids[0] ?? '');
  server.fault('page', { path: '/api/v1/statuses/' });
  const next = await postsOf(ask(sourceOf(server), keep(posts)));
  assert.deepEqual([next.posts.length, next.gone], [4, []]);
});

test('the rate limit ends a turn before it is used up, and says when to come back', async (t) => {
  const { server, ask, asked } = await open(t);
  fill(server, 100);
  const { posts } = await postsOf(ask(sourceOf(server)));
  asked();
  server.limit(5, AT + 90_000);
  const answer = await postsOf(ask(sourceOf(server), keep(posts)));
  assert.deepEqual([answer.posts.length, answer.waitMs], [40, 90_000]);
  assert.deepEqual(asked(), [TIMELINE]);
});

for (const [what, isOld, count, left, found, questions] of [
  ['one by one', true, 60, 8, 42, 4],
  ['about twenty', false, 100, 7, 80, 3],
] as const) {
  test(`the rate limit ends the questions ${what}, too`, async (t) => {
    const { server, ask, asked } = await open(t);
    if (isOld) server.age();
    fill(server, count);
    const { posts } = await postsOf(ask(sourceOf(server)));
    asked();
    server.limit(left, AT + 90_000);
    const answer = await postsOf(ask(sourceOf(server), keep(posts)));
    assert.deepEqual([answer.posts.length, answer.waitMs, asked().length], [found, 90_000, questions]);
  });
}

for (const [fault, state, why, waitMs] of FAULTS) {
  test(`fault ${fault}: ${why}`, async (t) => {
    const { server, ask, logged } = await open(t);
    fill(server, 2);
    server.fault(fault);
    const answer = await ask(sourceOf(server, { token: server.token }));
    assert.deepEqual(answer, { kind: 'failed', state, why: why.replace('HOST', hostOf(server.url)), waitMs });
    assert.doesNotMatch(logged(), new RegExp(server.token));
  });
}

for (const fault of ['slow', 'stuck'] as const) {
  test(`fault ${fault}: it is given up after 15 s, and no timer is left`, async (t) => {
    const bench = await open(t);
    fill(bench.server, 2);
    bench.server.fault(fault);
    const why = `${hostOf(bench.server.url)} did not answer within 15 s.`;
    const failed = { kind: 'failed', state: 'unreachable', why, waitMs: null };
    assert.deepEqual(await askSlow(bench, sourceOf(bench.server)), failed);
    assert.equal(bench.clock.openTimers(), 0);
  });
}

test('Retry-After may be a date', async (t) => {
  const { server, ask } = await open(t);
  server.fault(429, { retryAfter: new Date(AT + 120_000).toUTCString() });
  const answer = await ask(sourceOf(server));
  assert.equal(answer.waitMs, 120_000);
});

for (const status of [401, 422] as const) {
  test(`${status} asks for a token, or for a new one`, async (t) => {
    const { server, ask } = await open(t);
    server.fault(status, { path: '/api/v1' });
    const whys = await Promise.all(
      [null, server.token].map(async (token) => await ask(sourceOf(server, { token }))),
    );
    const host = hostOf(server.url);
    const failed = { kind: 'failed', state: 'needs-login', waitMs: null };
    assert.deepEqual(whys, [
      {
        ...failed,
        why: `${host} shows this only to those who sign in (${status}): give the source an access token.`,
      },
      { ...failed, why: `${host} did not take the access token (${status}): make a new one.` },
    ]);
  });
}

test('403 is a refusal that a token does not mend', async (t) => {
  const { server, ask } = await open(t);
  server.fault(403);
  const why = `${hostOf(server.url)} does not let us read this (403): ask those who run it, or another server.`;
  assert.deepEqual(await ask(sourceOf(server)), { kind: 'failed', state: 'refused', why, waitMs: null });
});

test('a server that shows hashtags only to members is read with a token, and says so without', async (t) => {
  const { server, ask } = await open(t);
  fill(server, 1);
  server.access({ local: 'public', remote: 'authenticated' });
  assert.deepEqual(await ask(sourceOf(server)), {
    kind: 'failed',
    state: 'needs-login',
    why: `${hostOf(server.url)} shows hashtag timelines only to those who sign in: give the source an access token.`,
    waitMs: null,
  });
  const { posts } = await postsOf(ask(sourceOf(server, { token: server.token })));
  assert.equal(posts.length, 1);
});

test('a server that shows hashtags to nobody is no empty one', async (t) => {
  const { server, ask } = await open(t);
  fill(server, 1);
  server.access({ local: 'disabled', remote: 'disabled' });
  const why = `${hostOf(server.url)} shows hashtag timelines to nobody: ask another server.`;
  const failed = { kind: 'failed', state: 'refused', why, waitMs: null };
  assert.deepEqual(await ask(sourceOf(server, { token: server.token })), failed);
});

test('an empty hashtag is no fault, and the server is asked about itself once an hour', async (t) => {
  const { server, ask, asked, clock } = await open(t);
  const empty = { kind: 'posts', posts: [], gone: [], waitMs: null, cost: null };
  assert.deepEqual(await ask(sourceOf(server)), empty);
  await ask(sourceOf(server));
  assert.deepEqual(asked(), [TIMELINE, '/api/v2/instance', TIMELINE]);
  clock.advance(3_600_000);
  await ask(sourceOf(server));
  assert.deepEqual(asked(), [TIMELINE, '/api/v2/instance']);
});

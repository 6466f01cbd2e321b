import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, serveHub } from './site.ts';

const secret = { authorization: 'Bearer of-box-07' };
/** A hub that knows one box. */
const served = (t: Parameters<typeof serveHub>[0]) =>
  serveHub(t, {
    boxes: {
      addRoutes() {},
      upgrade: () => false,
      boxOf: async ({ headers }) =>
        headers.authorization === secret.authorization ? { box: 'box-07' } : null,
    },
  });

test('a box GETs what its screen shows, and not again what it has', async (t) => {
  const hub = await served(t);
  const wall = await ask(hub, '/api/v1/wall', { headers: secret });
  assert.deepEqual(
    [wall.status, wall.headers.etag, wall.headers['cache-control'], JSON.parse(wall.text)],
    [200, '"w1"', 'private, no-cache', { posts: [], updatedAt: null }],
  );
  const again = await ask(hub, '/api/v1/wall', { headers: { ...secret, 'if-none-match': '"w1"' } });
  assert.deepEqual([again.status, again.text], [304, '']);
  const images = await ask(hub, '/api/v1/screen/images', { headers: secret });
  assert.deepEqual([images.status, JSON.parse(images.text)], [200, { images: [] }]);
  assert.equal((await ask(hub, '/api/v1/screen/results', { headers: secret })).status, 404);
});

test('pictures come as WebP by their digest, for ever', async (t) => {
  const hub = await served(t);
  for (const [path, status] of [
    ['/api/v1/wall/wall.webp', 200],
    ['/api/v1/wall/other.webp', 404],
    ['/api/v1/screen/images/images.webp', 200],
    ['/api/v1/screen/images/wall.webp', 404],
    ['/api/v1/wall/wall.png', 404],
  ] as const) {
    assert.equal((await ask(hub, path, { headers: secret })).status, status, path);
  }
  const { headers, text } = await ask(hub, '/api/v1/wall/wall.webp', { headers: secret });
  assert.deepEqual(
    [
      headers['content-type'],
      headers.etag,
      headers['cache-control'],
      headers['x-content-type-options'],
      text,
    ],
    ['image/webp', '"wall"', 'private, max-age=31536000, immutable', 'nosniff', 'RI'],
  );
  const known = { ...secret, 'if-none-match': '"wall"' };
  assert.equal((await ask(hub, '/api/v1/wall/wall.webp', { headers: known })).status, 304);
});

test('nobody else gets anything of it, not even who is signed in', async (t) => {
  const hub = await served(t);
  const cookie = await hub.enrol('ada', 'organiser');
  for (const path of [
    ...['/api/v1/wall', '/api/v1/wall/wall.webp', '/api/v1/screen/results'],
    ...['/api/v1/screen/images', '/api/v1/screen/images/images.webp'],
  ]) {
    assert.equal((await ask(hub, path, { headers: { cookie } })).status, 401, path);
  }
});

test('people who are signed in see the pictures of every post, and a box does not', async (t) => {
  const hub = await served(t);
  const path = '/api/v1/desk/wall/desk.webp';
  const cookie = await hub.enrol('vic', 'viewer');
  assert.deepEqual(
    [
      (await ask(hub, path, { headers: { cookie } })).status,
      (await ask(hub, path, { headers: secret })).status,
      (await ask(hub, '/api/v1/desk/wall/wall.webp', { headers: { cookie } })).status,
    ],
    [200, 401, 404],
  );
});

test('organisers order the wall and publish results, in a shape that is checked', async (t) => {
  const hub = await served(t);
  const cookie = await hub.enrol('ada', 'organiser');
  const send = (body: object) => ask(hub, '/api/v1/commands', { body, headers: { cookie } });
  const rules = {
    mode: 'delay',
    delayMs: 60_000,
    perAuthorHour: 4,
    bots: false,
    replies: false,
    words: ['x'],
  };
  const asked = [
    { kind: 'rule', ruling: { kind: 'approve', post: 'p', digest: 'd' } },
    { kind: 'rule', ruling: { kind: 'hide-post', post: 'p' } },
    { kind: 'rule', ruling: { kind: 'hide-author', author: 'a', handle: '@a' } },
    { kind: 'rule', ruling: { kind: 'hide-server', server: 's.example' } },
    { kind: 'rule', ruling: { kind: 'trust-author', author: 'a', handle: '@a' } },
    { kind: 'rule', ruling: { kind: 'clear' } },
    { kind: 'undo', number: 3 },
    { kind: 'rules', rules },
  ].map((order) => ({ kind: 'wall', asked: order }));
  const commands = [...asked, { kind: 'publish-results', isPublished: true }];
  for (const body of commands) assert.equal((await send(body)).status, 200, JSON.stringify(body));
  assert.deepEqual(
    hub.commands.map(({ command }) => command),
    commands,
  );
  for (const body of [
    { kind: 'wall', asked: { kind: 'rule', ruling: { kind: 'approve', post: 'p' } } },
    { kind: 'wall', asked: { kind: 'rule', ruling: { kind: 'hide-post', post: '' } } },
    { kind: 'wall', asked: { kind: 'rules', rules: { ...rules, mode: 'all' } } },
    { kind: 'wall', asked: { kind: 'rules', rules: { ...rules, more: 1 } } },
    { kind: 'publish-results' },
  ]) {
    assert.equal((await send(body)).status, 400, JSON.stringify(body));
  }
  const viewer = await hub.enrol('vic', 'viewer');
  assert.equal(
    (await ask(hub, '/api/v1/commands', { body: commands[0], headers: { cookie: viewer } })).status,
    403,
  );
});

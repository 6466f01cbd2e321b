import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { ask, type ServedHub, serveHub } from './site.ts';

const ADA = { name: 'Ada', password: 'password of Ada' };
const FLAGS =
  /^__Host-likebox=([\w-]{43}); Max-Age=604800; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Strict$/;

async function withAda(context: TestContext): Promise<ServedHub & { cookie: string }> {
  const hub = await serveHub(context);
  return { ...hub, cookie: await hub.enrol('Ada', 'organiser') };
}

const pairOf = (cookie: string) => cookie.split(';')[0] ?? '';

test('without a sign-in nothing of the API is given away', async (t) => {
  const hub = await serveHub(t);
  for (const path of ['me', 'results', 'votes.csv', 'programme']) {
    const { status, text } = await ask(hub, `/api/v1/${path}`);
    assert.deepEqual([status, JSON.parse(text)], [401, { error: 'sign in first' }], path);
  }
  for (const path of ['commands', 'password', 'sign-out']) {
    assert.equal((await ask(hub, `/api/v1/${path}`, { body: {} })).status, 401, path);
  }
  assert.equal(
    (await ask(hub, '/api/v1/me', { headers: { cookie: `__Host-likebox=${'x'.repeat(43)}` } })).status,
    401,
  );
});

test('a sign-in gives a cookie that only the hub itself can read, over TLS and from its own pages', async (t) => {
  const hub = await withAda(t);
  const entered = await ask(hub, '/api/v1/sign-in', { body: ADA });
  assert.deepEqual([entered.status, JSON.parse(entered.text)], [200, { name: 'Ada', role: 'organiser' }]);
  assert.match(entered.cookie, FLAGS);
  const me = await ask(hub, '/api/v1/me', { headers: { cookie: `other=1; ${pairOf(entered.cookie)}` } });
  assert.deepEqual([me.status, JSON.parse(me.text)], [200, { name: 'Ada', role: 'organiser' }]);
});

test('a wrong password and an unknown name are told alike, and give no cookie', async (t) => {
  const hub = await withAda(t);
  const wrong = await ask(hub, '/api/v1/sign-in', { body: { ...ADA, password: 'password of Eve' } });
  const unknown = await ask(hub, '/api/v1/sign-in', { body: { ...ADA, name: 'Eve' } });
  assert.deepEqual(
    [wrong, unknown].map(({ status, text, cookie }) => [status, JSON.parse(text), cookie]),
    Array(2).fill([401, { error: 'this name and this password do not belong together' }, '']),
  );
});

test('signing out ends the sign-in and takes the cookie back', async (t) => {
  const hub = await withAda(t);
  const headers = { cookie: hub.cookie };
  const left = await ask(hub, '/api/v1/sign-out', { body: {}, headers });
  assert.equal(left.status, 200);
  assert.match(
    left.cookie,
    /^__Host-likebox=; Path=\/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; Secure; SameSite=Strict$/,
  );
  assert.equal((await ask(hub, '/api/v1/me', { headers })).status, 401);
});

test('a changed password ends the other sign-ins, and this one goes on with another cookie', async (t) => {
  const hub = await withAda(t);
  const headers = { cookie: hub.cookie };
  const other = await ask(hub, '/api/v1/sign-in', { body: ADA });
  const change = (current: string, next: string) =>
    ask(hub, '/api/v1/password', { body: { current, next }, headers });
  assert.equal((await change('wrong', 'another password')).status, 401);
  const short = await change('password of Ada', 'short');
  assert.deepEqual(
    [short.status, JSON.parse(short.text)],
    [400, { error: 'A password has at least 10 characters: this one has 5.' }],
  );
  const changed = await change('password of Ada', 'another password');
  assert.equal(changed.status, 200);
  assert.match(changed.cookie, FLAGS);
  const stillIn = async (cookie: string) => (await ask(hub, '/api/v1/me', { headers: { cookie } })).status;
  assert.deepEqual(
    [await stillIn(hub.cookie), await stillIn(pairOf(other.cookie)), await stillIn(pairOf(changed.cookie))],
    [401, 401, 200],
  );
});

test('a one-time link says what it invites to, and makes one account', async (t) => {
  const hub = await serveHub(t);
  const { token } = await hub.accounts.invite('viewer', 'the terminal');
  const path = `/api/v1/invitations/${token}`;
  assert.equal((await ask(hub, path)).text, '{"role":"viewer"}');
  assert.deepEqual(JSON.parse((await ask(hub, path, { body: { name: 'Ada', password: 'short' } })).text), {
    error: 'A password has at least 10 characters: this one has 5.',
  });
  const made = await ask(hub, path, { body: ADA });
  assert.deepEqual([made.status, JSON.parse(made.text)], [200, { name: 'Ada', role: 'viewer' }]);
  assert.match(made.cookie, FLAGS);
  for (const again of [await ask(hub, path), await ask(hub, path, { body: ADA })]) {
    assert.equal(again.status, 404);
    assert.equal(again.cookie, '');
  }
});

test('an address that guesses passwords, or links, has to wait, and nobody else does', async (t) => {
  const hub = await withAda(t);
  const guess = () => ask(hub, '/api/v1/sign-in', { body: { ...ADA, password: 'a wrong password' } });
  for (let i = 0; i < 30; i += 1) assert.equal((await guess()).status, 401);
  const barred = await guess();
  assert.deepEqual(
    [barred.status, JSON.parse(barred.text)],
    [429, { error: 'there were too many wrong tries: wait a quarter of an hour' }],
  );
  assert.equal((await ask(hub, '/api/v1/sign-in', { body: ADA })).status, 429);
  assert.equal((await ask(hub, '/api/v1/me', { headers: { cookie: hub.cookie } })).status, 200);
  for (let i = 0; i < 60; i += 1) assert.equal((await ask(hub, `/api/v1/invitations/guess${i}`)).status, 404);
  assert.equal((await ask(hub, '/api/v1/invitations/guess')).status, 429);
});

test('sign-ins that go well are not counted', async (t) => {
  const hub = await withAda(t);
  for (let i = 0; i < 35; i += 1)
    assert.equal((await ask(hub, '/api/v1/sign-in', { body: ADA })).status, 200);
});

test('an account that is guessed at from many places is closed for a while as well', async (t) => {
  const hub = await withAda(t);
  const guess = { current: 'a wrong password', next: 'another password' };
  const headers = { cookie: hub.cookie };
  for (let i = 0; i < 100; i += 1) {
    assert.equal((await ask(hub, '/api/v1/password', { body: guess, headers })).status, 401);
  }
  assert.equal((await ask(hub, '/api/v1/password', { body: guess, headers })).status, 429);
});

/** What a page of another site can make a browser send, with the cookie if it got that far. */
const CROSS_SITE: readonly [what: string, headers: Record<string, string>, status: number][] = [
  ['an origin of another site', { origin: 'https://evil.example' }, 403],
  ['an origin of another port', { origin: 'https://127.0.0.1:1' }, 403],
  ['an origin without TLS', { origin: 'http://HOST' }, 403],
  ['an opaque origin', { origin: 'null' }, 403],
  ['a site that is said to be another', { 'sec-fetch-site': 'cross-site' }, 403],
  ['a site next door', { 'sec-fetch-site': 'same-site' }, 403],
  ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
  ['text that looks like JSON', { 'content-type': 'text/plain' }, 415],
];

for (const [what, headers, status] of CROSS_SITE) {
  test(`a POST with ${what} is refused, and does nothing`, async (t) => {
    const hub = await withAda(t);
    const host = `127.0.0.1:${hub.port}`;
    const sent = Object.fromEntries(
      Object.entries(headers).map(([name, text]) => [name, text.replace('HOST', host)]),
    );
    for (const path of ['commands', 'sign-out', 'password', 'sign-in', 'invitations/x']) {
      const answer = await ask(hub, `/api/v1/${path}`, {
        body: { kind: 'revoke', box: 'box-07' },
        headers: { cookie: hub.cookie, ...sent },
      });
      assert.equal(answer.status, status, path);
    }
    assert.deepEqual(hub.commands, []);
    assert.equal((await ask(hub, '/api/v1/me', { headers: { cookie: hub.cookie } })).status, 200);
  });
}

test("the hub's own pages may POST", async (t) => {
  const hub = await withAda(t);
  const headers = { cookie: hub.cookie, origin: hub.origin, 'sec-fetch-site': 'same-origin' };
  const answer = await ask(hub, '/api/v1/commands', { body: { kind: 'revoke', box: 'box-07' }, headers });
  assert.equal(answer.status, 200);
});

test('a store that does not answer is no sign-in, and nothing of it is told', async (t) => {
  const hub = await withAda(t);
  hub.accounts.signedIn = () => Promise.reject(new Error('postgres://secret is gone'));
  const answer = await ask(hub, '/api/v1/me', { headers: { cookie: hub.cookie } });
  assert.deepEqual(
    [answer.status, JSON.parse(answer.text)],
    [500, { error: 'the hub could not do this: its log says why; try again' }],
  );
  assert.deepEqual(hub.log, ['a request could not be answered']);
});

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type TestContext, test } from 'node:test';
import { WebSocket } from 'ws';
import type { PartMessage } from '../../../src/core/hub/view.ts';
import { until } from '../link/hub.ts';
import { ask, follow, serveHub } from './site.ts';

const FIRST: PartMessage = { part: 'notices', value: [] };

async function open(context: TestContext) {
  const hub = await serveHub(context);
  const ada = { cookie: await hub.enrol('Ada', 'organiser') };
  const eve = { cookie: await hub.enrol('Eve', 'viewer') };
  const page = async (headers: Record<string, string>) => {
    const opened = follow(hub, headers);
    assert.equal(await opened.refused, 101);
    await until(() => opened.heard.length > 0);
    return opened;
  };
  return { hub, ada, eve, page };
}

async function closing(client: WebSocket): Promise<number> {
  const [code] = await once(client, 'close');
  return code as number;
}

test('whoever is signed in hears every part at once, and each that changes, as they may see it', async (t) => {
  const { hub, ada, eve, page } = await open(t);
  const [of, other] = [await page(ada), await page(eve)];
  assert.deepEqual(
    [...hub.followers].map(({ me }) => me),
    [
      { name: 'Ada', role: 'organiser' },
      { name: 'Eve', role: 'viewer' },
    ],
  );
  const changed: PartMessage = { part: 'live', value: [] };
  for (const { onPart } of hub.followers) onPart(changed);
  await until(() => of.heard.length === 2 && other.heard.length === 2);
  assert.deepEqual(
    [of.heard, other.heard],
    [
      [FIRST, changed],
      [FIRST, changed],
    ],
  );
});

test('nobody hears anything without a sign-in, or from the page of another site', async (t) => {
  const { hub, ada } = await open(t);
  for (const [headers, status] of [
    [{}, 401],
    [{ cookie: `__Host-likebox=${'x'.repeat(43)}` }, 401],
    [{ ...ada, origin: 'https://evil.example' }, 403],
    [{ ...ada, origin: 'null' }, 403],
    [{ ...ada, 'sec-fetch-site': 'cross-site' }, 403],
    [{ ...ada, origin: hub.origin }, 101],
  ] as const) {
    assert.equal(await follow(hub, headers).refused, status, JSON.stringify(headers));
  }
});

test('a page that is closed is followed for no more', async (t) => {
  const { hub, ada, page } = await open(t);
  const { client } = await page(ada);
  client.close();
  await until(() => hub.followers.size === 0);
});

test('the feed ends with the sign-in: by signing out, and no other feed does', async (t) => {
  const { hub, ada, eve, page } = await open(t);
  const [of, other] = [await page(ada), await page(eve)];
  const end = closing(of.client);
  await ask(hub, '/api/v1/sign-out', { body: {}, headers: ada });
  assert.equal(await end, 4401);
  await until(() => hub.followers.size === 1);
  assert.equal(other.client.readyState, WebSocket.OPEN);
});

test('the feed ends with the sign-in: by another password, by a command, by time', async (t) => {
  const { hub, ada, eve, page } = await open(t);
  const byPassword = await page(eve);
  let end = closing(byPassword.client);
  const next = { current: 'password of Eve', next: 'another password' };
  const { cookie } = await ask(hub, '/api/v1/password', { body: next, headers: eve });
  assert.equal(await end, 4401);

  const byCommand = await page({ cookie: cookie.split(';')[0] ?? '' });
  end = closing(byCommand.client);
  hub.desk.command = async () => {
    await hub.people.removeAccount('Eve', { at: 1, who: 'Ada', what: 'removed Eve' });
    return { done: true, text: '' };
  };
  await ask(hub, '/api/v1/commands', { body: { kind: 'remove-account', name: 'Eve' }, headers: ada });
  assert.equal(await end, 4401);

  const byTime = await page(ada);
  end = closing(byTime.client);
  hub.clock.stepWall(604_800_000);
  hub.clock.advance(20_000);
  assert.equal(await end, 4401);
});

test('a page that is gone without a word is let go', async (t) => {
  const { hub, ada } = await open(t);
  const { client } = follow(hub, ada);
  await once(client, 'open');
  client.pong = () => {}; // from here on it does not answer
  (client as unknown as { _autoPong: boolean })._autoPong = false;
  hub.clock.advance(20_000);
  await once(client, 'ping');
  assert.equal(hub.followers.size, 1);
  hub.clock.advance(20_000);
  await until(() => hub.followers.size === 0);
});

test('a page that does not read is let go before it fills the memory', async (t) => {
  const { hub, ada, page } = await open(t);
  const { client } = await page(ada);
  client.pause();
  const text = 'x'.repeat(500_000);
  const [follower] = hub.followers;
  for (let sent = 0; hub.followers.size > 0 && sent < 200; sent += 1) {
    follower?.onPart({ part: 'corrections', value: [{ text } as never] });
    await new Promise((resolve) => setImmediate(resolve));
  }
  assert.equal(hub.followers.size, 0);
});

test('no more than 200 pages are followed', async (t) => {
  const { hub, ada, page } = await open(t);
  for (let i = 0; i < 20; i += 1) await Promise.all(Array.from({ length: 10 }, () => page(ada)));
  assert.equal(await follow(hub, ada).refused, 503);
  assert.equal(hub.followers.size, 200);
});

test('a store that cannot say who somebody is answers 503, and the hub goes on', async (t) => {
  const { hub, ada, page } = await open(t);
  const { signedIn } = hub.accounts;
  hub.accounts.signedIn = () => Promise.reject(new Error('no store'));
  assert.equal(await follow(hub, ada).refused, 503);
  assert.deepEqual(hub.log, ['a page could not be connected']);
  hub.accounts.signedIn = signedIn;
  await page(ada);
});

test('when the hub stops, its feeds end and no timer is left', async (t) => {
  const { hub, ada, page } = await open(t);
  const { client } = await page(ada);
  const end = closing(client);
  await hub.site.stop();
  await end;
  assert.equal(hub.clock.openTimers(), 0);
  assert.equal(hub.site.port(), null);
});

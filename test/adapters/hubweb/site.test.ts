import assert from 'node:assert/strict';
import { type EventEmitter, once } from 'node:events';
import { connect, createServer } from 'node:net';
import { type TestContext, test } from 'node:test';
import { connect as connectTls } from 'node:tls';
import { WebSocket } from 'ws';
import { createHubSite } from '../../../src/adapters/hubweb/site.ts';
import { ask, identity, type ServedHub, serveHub } from './site.ts';

test('the page lets in no script, style, picture or frame of anybody else', async (t) => {
  const hub = await serveHub(t);
  const page = await ask(hub, '/');
  assert.deepEqual([page.status, page.text], [200, '<title>hub</title>']);
  assert.equal(
    page.headers['content-security-policy'],
    "default-src 'none';script-src 'self';style-src 'self';img-src 'self';connect-src 'self';base-uri 'none';form-action 'none';frame-ancestors 'none'",
  );
  assert.equal(page.headers['x-content-type-options'], 'nosniff');
  assert.equal(page.headers['referrer-policy'], 'no-referrer');
  assert.equal(page.headers['x-powered-by'], undefined);
  assert.equal(page.headers['cache-control'], 'no-cache');
});

test('browsers are told to keep to TLS with a certificate that they trust, and not with one of the hub itself', async (t) => {
  const own = await ask(await serveHub(t), '/');
  assert.equal(own.headers['strict-transport-security'], undefined);
  const trusted = await ask(await serveHub(t, {}, { ...identity, isSelfMade: false }), '/');
  assert.equal(trusted.headers['strict-transport-security'], 'max-age=604800');
});

test('assets are kept by browsers, answers of the API are not', async (t) => {
  const hub = await serveHub(t);
  const asset = await ask(hub, '/assets/hub-1a2b.js');
  assert.equal(asset.headers['cache-control'], 'public, max-age=31536000, immutable');
  assert.equal((await ask(hub, '/api/v1/me')).headers['cache-control'], 'no-store');
});

test('what is not there is not there, and nothing of the disk is told', async (t) => {
  const hub = await serveHub(t);
  for (const path of [
    '/hub',
    '/api/v1/nothing',
    '/assets/',
    '/assets/no.js',
    '/assets/..%2fhub.db',
    '/%E0%A4%A',
  ]) {
    const answer = await ask(hub, path);
    assert.ok([400, 403, 404].includes(answer.status), `${path}: ${answer.status}`);
    assert.ok(!answer.text.includes(hub.directory), path);
  }
  for (const method of ['PUT', 'DELETE', 'OPTIONS']) {
    const { status } = await ask(hub, '/api/v1/me', { method, body: {} });
    assert.equal(status, 404, method);
  }
});

test('health and figures are for machines, which do not sign in', async (t) => {
  const hub = await serveHub(t, {
    healthz: () => ({ ok: false, reasons: ['the database is not open yet'] }),
  });
  const health = await ask(hub, '/healthz');
  assert.deepEqual(
    [health.status, JSON.parse(health.text)],
    [503, { ok: false, reasons: ['the database is not open yet'] }],
  );
  const figures = await ask(hub, '/metrics');
  assert.deepEqual([figures.status, figures.text], [200, 'up 1\n']);
});

test('a figure that cannot be read is a 500 without its reason', async (t) => {
  const hub = await serveHub(t, { metrics: () => Promise.reject(new Error('secret')) });
  const answer = await ask(hub, '/metrics');
  assert.equal(answer.status, 500);
  assert.doesNotMatch(answer.text, /secret/);
});

test('what goes wrong with a one-time link is logged without the token that it still is worth', async (t) => {
  const said: object[] = [];
  const log = { warn() {}, error: (fields: object) => void said.push(fields) };
  const { accounts } = await serveHub(t);
  const invitation = () => Promise.reject(new Error('the database is closed'));
  const hub = await serveHub(t, { log, accounts: { ...accounts, invitation } });
  assert.equal((await ask(hub, '/api/v1/invitations/a-secret-token')).status, 500);
  assert.equal((await ask(hub, '/API/v1/Invitations/a-secret-token/')).status, 500);
  const once = { err: new Error('the database is closed'), route: 'GET /api/v1/invitations/:token' };
  assert.deepEqual(said, [once, once]);
});

test('connections that cannot be taken are logged once and stop nothing', async (t) => {
  const said: object[] = [];
  const servers: EventEmitter[] = [];
  const hub = await serveHub(t, {
    log: { warn: (fields) => void said.push(fields), error() {} },
    boxes: {
      addRoutes: (app) =>
        app.get('/server', (request, response) => {
          servers.push((request.socket as unknown as { server: EventEmitter }).server);
          response.end();
        }),
      upgrade: () => false,
      boxOf: async () => null,
    },
  });
  await ask(hub, '/server');
  const error = Object.assign(new Error('accept EMFILE'), { code: 'EMFILE' });
  for (let times = 0; times < 3; times += 1) servers[0]?.emit('error', error);
  assert.deepEqual(said, [{ err: error }]);
  await stillServes(hub);
});

test('an upgrade that nobody wants ends at once', async (t) => {
  const hub = await serveHub(t);
  const client = new WebSocket(`wss://127.0.0.1:${hub.port}/other`, { ca: identity.cert });
  const [error] = await once(client, 'error');
  assert.match(String(error), /hang up|closed/);
});

/** Everything that comes until the other side has ended. */
async function heardOf(socket: NodeJS.ReadWriteStream): Promise<string> {
  let text = '';
  socket.on('data', (piece) => {
    text += piece;
  });
  socket.on('error', () => {});
  await once(socket, 'close');
  return text;
}

async function stillServes(hub: ServedHub): Promise<void> {
  assert.equal((await ask(hub, '/healthz')).status, 200);
}

test('whoever speaks plain HTTP, or nonsense, to the port harms nobody', async (t) => {
  const hub = await serveHub(t);
  for (const text of ['GET / HTTP/1.1\r\nHost: hub\r\n\r\n', '\0'.repeat(100)]) {
    const socket = connect(hub.port, '127.0.0.1', () => socket.write(text));
    await heardOf(socket);
    await stillServes(hub);
  }
  const tls = connectTls({ port: hub.port, host: '127.0.0.1', ca: identity.cert }, () =>
    tls.write('no request at all\r\n\r\n'),
  );
  assert.match(await heardOf(tls), /^HTTP\/1\.1 400 /);
  await stillServes(hub);
});

test('a request whose headers never end is cut off', { timeout: 40_000 }, async (t) => {
  const hub = await serveHub(t);
  const tls = connectTls({ port: hub.port, host: '127.0.0.1', ca: identity.cert }, () =>
    tls.write('GET / HTTP/1.1\r\nHost: hub\r\n'),
  );
  const began = performance.now();
  const dripping = setInterval(() => tls.write('x: y\r\n'), 500);
  assert.match(await heardOf(tls), /^HTTP\/1\.1 408 /);
  clearInterval(dripping);
  assert.ok(performance.now() - began < 20_000);
});

test('headers that are too long are refused', async (t) => {
  const hub = await serveHub(t);
  assert.equal((await ask(hub, '/', { headers: { 'x-long': 'x'.repeat(20_000) } })).status, 431);
});

test('old versions of TLS are refused', async (t) => {
  const hub = await serveHub(t);
  const tls = connectTls({
    ...{ port: hub.port, host: '127.0.0.1', ca: identity.cert },
    ...{ minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'ALL:@SECLEVEL=0' },
  });
  const [error] = await once(tls, 'error');
  assert.match(String(error), /protocol version|unsupported protocol|no protocols available/);
});

/** A site that is not started yet. */
async function siteOn(context: TestContext, host: string, port: number) {
  const hub = await serveHub(context);
  return createHubSite({
    ...{ listen: { host, port }, clock: hub.clock, log: { warn() {}, error() {} }, pages: hub.directory },
    ...{ event: 'camp', accounts: hub.accounts, desk: hub.desk },
    boxes: { addRoutes() {}, upgrade: () => false, boxOf: async () => null },
    healthz: () => ({ ok: true, reasons: [] }),
    metrics: async () => ({ text: '', type: 'text/plain' }),
  });
}

test('a port that is taken is a sentence, and the start can be tried again', async (t) => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const bound = other.address();
  assert.ok(bound !== null && typeof bound === 'object');
  const site = await siteOn(t, '127.0.0.1', bound.port);
  await assert.rejects(site.start(identity), {
    message: `port ${bound.port} of 127.0.0.1 is in use by another program: stop that one, or set server.listen`,
  });
  assert.equal(site.port(), null);
  other.close();
  await once(other, 'close');
  await site.start(identity);
  assert.equal(site.port(), bound.port);
  await site.stop();
});

test('an address of another computer is a sentence', async (t) => {
  const site = await siteOn(t, '192.0.2.1', 0);
  await assert.rejects(site.start(identity), {
    message: '192.0.2.1 is not an address of this computer: set server.listen',
  });
});

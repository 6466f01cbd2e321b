import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { createClock } from '../../../src/adapters/clock.ts';
import { createSimulatedBoard } from '../../../src/adapters/gpio/simulated.ts';
import type { Programme } from '../../../src/core/programme.ts';
import { createRandom } from '../../../src/core/random.ts';
import { stateWith } from '../../fakes/state.ts';
import { serve } from './fixture.ts';

const PROGRAMME: Programme = { name: 'camp', timezone: 'Europe/Paris', sessions: [] };

const handOf = () => createSimulatedBoard({ clock: createClock(), random: createRandom(1) }).hand;

test('/api/state is the state at the moment of asking', async (context) => {
  let total = 0;
  const { get } = await serve(context, {
    state() {
      total += 1;
      return stateWith({ votes: { plus: total, minus: 0, total } });
    },
  });
  for (const count of [1, 2]) {
    const response = await get('/api/state');
    assert.equal(response.headers.get('content-type'), 'application/json; charset=utf-8');
    assert.deepEqual(await response.json(), stateWith({ votes: { plus: count, minus: 0, total: count } }));
  }
});

test('/api/programme is the programme, or says that there is none', async (context) => {
  let programme: Programme | null = null;
  const { get } = await serve(context, { programme: () => programme });
  const none = await get('/api/programme');
  assert.deepEqual([none.status, await none.json()], [404, { error: 'there is no programme yet' }]);
  programme = PROGRAMME;
  const some = await get('/api/programme');
  assert.deepEqual([some.status, await some.json()], [200, PROGRAMME]);
});

test('/healthz answers 200 while voting works, else 503, with the reasons', async (context) => {
  let healthz = { ok: true, reasons: [] as string[] };
  const { get } = await serve(context, { healthz: () => healthz });
  const well = await get('/healthz');
  assert.deepEqual([well.status, await well.json()], [200, { ok: true, reasons: [] }]);
  healthz = { ok: false, reasons: ['the disk is full', 'the programme is still being read'] };
  const ill = await get('/healthz');
  assert.deepEqual([ill.status, await ill.json()], [503, healthz]);
});

test('/metrics is the text of the metrics, with their type', async (context) => {
  const { get } = await serve(context);
  const response = await get('/metrics');
  assert.deepEqual(
    [response.status, response.headers.get('content-type'), await response.text()],
    [200, 'text/plain; version=0.0.4; charset=utf-8', 'up 1\n'],
  );
});

test('metrics that fail are an error of the box, without its inner words', async (context) => {
  const { get } = await serve(context, { metrics: () => Promise.reject(new Error('secret')) });
  const response = await get('/metrics');
  assert.deepEqual([response.status, await response.json()], [500, { error: 'internal error' }]);
});

test('the pages are there; the simulator only where nobody can press for real', async (context) => {
  const simulated = await serve(context, { hand: handOf() });
  const real = await serve(context);
  const titleOf = async (response: Response) => /<title>(.*)<\/title>/.exec(await response.text())?.[1];
  assert.equal(await titleOf(await simulated.get('/')), 'kiosk');
  assert.equal(await titleOf(await simulated.get('/simulator')), 'simulator');
  assert.equal(await titleOf(await real.get('/')), 'kiosk');
  for (const [path, method] of [
    ['/simulator', 'GET'],
    ['/api/simulator/press', 'POST'],
    ['/api/simulator/level', 'POST'],
    ['/api/simulator/trace', 'POST'],
  ] as const) {
    const body = method === 'POST' ? '{"button":"plus","holdMs":80}' : null;
    const response = await real.get(path, { method, body, headers: { 'content-type': 'application/json' } });
    assert.equal(response.status, 404, path);
  }
});

test('assets may be kept for a year, pages and answers not at all', async (context) => {
  const { get } = await serve(context);
  const cachingOf = async (path: string) => (await get(path)).headers.get('cache-control');
  assert.equal(await cachingOf('/assets/kiosk-1a2b.js'), 'public, max-age=31536000, immutable');
  assert.equal(await cachingOf('/'), 'no-cache');
  assert.equal(await cachingOf('/api/state'), 'no-store');
});

test('what is not there is told in JSON, and nothing outside the pages is served', async (context) => {
  const { get, pages } = await serve(context);
  const paths = ['/nothing', '/api/nothing', '/assets/none.js', '/assets/', '/assets/../index.html.map'];
  paths.push('/assets/%E0%A4%A', '/assets/%2e%2e%2f%2e%2e%2fetc/passwd', '/assets/..%2f..%2fetc%2fpasswd');
  for (const path of paths) {
    const response = await get(path);
    assert.equal(response.headers.get('content-type'), 'application/json; charset=utf-8', path);
    assert.ok([403, 404].includes(response.status), `${path}: ${response.status}`);
    const { error } = (await response.json()) as { error: string };
    assert.match(error, /^(there is nothing at this address|Forbidden)$/, path);
  }
  assert.equal((await get('/api/state', { method: 'DELETE' })).status, 404);
  rmSync(join(pages, 'index.html'));
  const missing = await get('/');
  assert.deepEqual(
    [missing.status, await missing.json()],
    [404, { error: 'there is nothing at this address' }],
  );
});

test('every answer forbids foreign content, frames and guesses, and names no program', async (context) => {
  const { get } = await serve(context);
  for (const path of ['/', '/api/state', '/nothing', '/metrics']) {
    const { headers } = await get(path);
    assert.equal(
      headers.get('content-security-policy'),
      "default-src 'self';base-uri 'none';form-action 'none';frame-ancestors 'none';object-src 'none';img-src 'self' data:",
      path,
    );
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.equal(headers.get('referrer-policy'), 'no-referrer');
    assert.deepEqual(
      ['x-powered-by', 'server', 'strict-transport-security', 'access-control-allow-origin'].map((name) =>
        headers.get(name),
      ),
      [null, null, null, null],
    );
  }
});

test('a port in use is told in a sentence, and is taken once it is free', async (context) => {
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => other.once('listening', resolve));
  const { port } = other.address() as { port: number };
  const { site } = await serve(context);
  const { createSite } = await import('../../../src/adapters/web/site.ts');
  const second = createSite({
    listen: { host: '127.0.0.1', port },
    clock: createClock(),
    hand: null,
    pages: '',
    state: () => stateWith({}),
    programme: () => null,
    documents: () => ({ wall: null, results: null, images: null }),
    picture: async () => null,
    isLit: () => true,
    theme: { version: 'v1', css: '', assets: new Map() },
    healthz: () => ({ ok: true, reasons: [] }),
    metrics: async () => ({ text: '', type: 'text/plain' }),
  });
  await assert.rejects(second.start(), {
    message: `port ${port} of 127.0.0.1 is in use by another program: stop that one, or set display.listen`,
  });
  assert.equal(second.address(), null);
  await new Promise((resolve) => other.close(resolve));
  await second.start();
  assert.equal(second.address(), `http://127.0.0.1:${port}`);
  await second.stop();
  assert.deepEqual([second.address(), site.address() !== null], [null, true]);
});

test('an address of another computer is told in a sentence', async (context) => {
  const listening = serve(context, { listen: { host: '192.0.2.1', port: 0 } });
  await assert.rejects(listening, {
    message: '192.0.2.1 is not an address of this computer: set display.listen',
  });
});

test('an IPv6 address is written as addresses are', async (context) => {
  const { address, get } = await serve(context, { listen: { host: '::1', port: 0 } });
  assert.match(address, /^http:\/\/\[::1\]:\d+$/);
  assert.equal((await get('/healthz')).status, 200);
});

test('stop ends open connections and is harmless before a start', async (context) => {
  const { site, get } = await serve(context);
  await (await get('/api/state')).json(); // the connection stays open
  await site.stop();
  await site.stop();
  await assert.rejects(get('/api/state'));
});

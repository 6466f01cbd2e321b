import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { Failure } from '../../../src/adapters/wall/failure.ts';
import { createFetch, type Question } from '../../../src/adapters/wall/http.ts';
import { isSpent, waitOf } from '../../../src/adapters/wall/limits.ts';
import { createMemory } from '../../../src/adapters/wall/memory.ts';
import { createFakeClock } from '../../fakes/clock.ts';
import { AT } from './bench.ts';

type Serve = (request: IncomingMessage, response: ServerResponse) => void;

let serve: Serve = (_request, response) => response.end();
let base = '';
let seen: IncomingMessage[] = [];
const server = createServer((request, response) => {
  seen.push(request);
  serve(request, response);
});

before(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

after(() => {
  server.closeAllConnections();
  server.close();
});

const host = () => new URL(base).host;

/** Asks a server that answers so; gives the text, or state and sentence. */
async function ask(next: Serve, question: Partial<Question> = {}): Promise<unknown> {
  serve = next;
  seen = [];
  const clock = createFakeClock({ wallAt: AT });
  const fetch = createFetch({ clock, version: '1.2.3' });
  const reply = await fetch({ url: `${base}/a`, ...question }).catch((error: unknown) => error);
  assert.equal(clock.openTimers(), 0);
  if (reply instanceof Failure) return [reply.state, reply.message];
  return reply instanceof Error ? reply : (reply as { text: string }).text;
}

const redirect =
  (location: string): Serve =>
  ({ url }, response) =>
    url === '/end' ? response.end('here') : response.writeHead(302, { location }).end('moved');

test('a question says who asks, and takes its headers along', async () => {
  assert.equal(await ask((_request, response) => response.end('ok'), { headers: { accept: 'a/b' } }), 'ok');
  assert.deepEqual(
    [seen[0]?.method, seen[0]?.headers['user-agent'], seen[0]?.headers.accept],
    ['GET', 'LikeBox/1.2.3', 'a/b'],
  );
});

test('a redirect within the server is followed, three times and no more', async () => {
  assert.equal(await ask(redirect('/end')), 'here');
  const refused = ['refused', `${host()} redirects more than 3 times: is its address right?`];
  assert.deepEqual(await ask(redirect('/a')), refused);
  assert.equal(seen.length, 4);
});

const ELSEWHERE: readonly [location: string, words: string][] = [
  ['https://evil.example/', 'to https://evil.example'],
  ['http://127.0.0.2/', 'to http://127.0.0.2'],
  ['http://127.0.0.1:2/', 'to http://127.0.0.1:2'],
  ['http://169.254.169.254/latest', 'to http://169.254.169.254'],
  ['file:///etc/passwd', 'to file://'],
  ['http://', 'nowhere'],
];

for (const [location, words] of ELSEWHERE) {
  test(`a redirect to ${location} is not followed, and no key goes there`, async () => {
    const why = `${host()} redirects ${words}, which is not followed: give the right address.`;
    assert.deepEqual(await ask(redirect(location)), ['refused', why]);
    assert.equal(seen.length, 1);
  });
}

test('a login is never sent on', async () => {
  const answer = await ask(redirect('/end'), { post: '{"password":"s3cret"}' });
  assert.deepEqual(answer, ['refused', `${host()} sends logins elsewhere.`]);
  assert.deepEqual([seen.length, seen[0]?.method], [1, 'POST']);
});

test('a body of more than 2 MB is refused, packed or not', async () => {
  const large = Buffer.alloc(2_097_153, 'a');
  const refused = ['refused', `${host()} answered more than 2 MB, which is too much.`];
  assert.deepEqual(await ask((_request, response) => response.end(large)), refused);
  const packed: Serve = (_request, response) =>
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(large));
  assert.deepEqual(await ask(packed), refused);
  const most = await ask((_request, response) => response.end(large.subarray(1)));
  assert.equal(String(most).length, 2_097_152);
});

test('a server where nobody listens is told as that', async () => {
  const answer = await ask((_request, response) => response.end(), { url: 'http://127.0.0.1:2/' });
  const why = '127.0.0.1:2 cannot be reached: nothing answers there: check the address and the port.';
  assert.deepEqual(answer, ['unreachable', why]);
});

const clock = { wallAt: () => AT };
const iso = (ms: number) => new Date(AT + ms).toISOString();
const WAITS: readonly [what: string, headers: Record<string, string>, waitMs: number | null][] = [
  ['nothing is said', {}, null],
  ['seconds', { 'retry-after': '7' }, 7_000],
  ['a date', { 'retry-after': new Date(AT + 9_000).toUTCString() }, 9_000],
  ['a date that is over', { 'retry-after': new Date(AT - 9_000).toUTCString() }, 0],
  ['a wait that is no number', { 'retry-after': 'soon' }, null],
  ['a year', { 'retry-after': '31536000' }, 86_400_000],
  ['enough left', { 'x-ratelimit-remaining': '6', 'x-ratelimit-reset': iso(60_000) }, null],
  [
    'too little left, by Mastodon',
    { 'x-ratelimit-remaining': '5', 'x-ratelimit-reset': iso(60_000) },
    60_000,
  ],
  [
    'too little left, by Bluesky',
    { 'ratelimit-remaining': '0', 'ratelimit-reset': `${AT / 1_000 + 60}` },
    60_000,
  ],
  [
    'too little left, by X',
    { 'x-rate-limit-remaining': '1', 'x-rate-limit-reset': `${AT / 1_000 + 60}` },
    60_000,
  ],
  ['a reset that is none', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': 'later' }, null],
];

for (const [what, headers, waitMs] of WAITS) {
  test(`the wait by the headers: ${what}`, () => {
    assert.equal(waitOf(new Headers(headers), clock), waitMs);
  });
}

test('a rate limit that is not told is not spent', () => {
  assert.deepEqual(
    [isSpent(new Headers()), isSpent(new Headers({ 'ratelimit-remaining': 'x' }))],
    [false, false],
  );
});

test('a memory forgets what was set longest ago', () => {
  const memory = createMemory<number>(2);
  memory.set('a', 1);
  memory.set('b', 2);
  memory.set('a', 3);
  memory.set('c', 4);
  assert.deepEqual(['a', 'b', 'c'].map(memory.get), [3, null, 4]);
  memory.forget('a');
  assert.equal(memory.get('a'), null);
});

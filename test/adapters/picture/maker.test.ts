import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { test } from 'node:test';
import { sample } from './bytes.ts';
import { createSample } from './server.ts';

const turn = () => new Promise((resolve) => setImmediate(resolve));
/** Of the loop, within which a second request would have come. */
const TURNS = 100;

test('pictures are made one at a time, in the order in which they were asked for', async (t) => {
  const bytes = await sample(30, 20).png().toBuffer();
  const asked: string[] = [];
  const open: ServerResponse[] = [];
  const { make } = await createSample(t, ({ url = '' }, response) => {
    asked.push(url);
    open.push(response);
  });
  const all = Promise.all(['/1', '/2', '/3'].map(make));
  const seen: string[][] = [];
  while (seen.length < 3) {
    await turn();
    const first = open.shift();
    if (first === undefined) continue;
    for (let turns = 0; turns < TURNS; turns += 1) await turn();
    seen.push([...asked]);
    first.end(bytes);
  }
  assert.deepEqual(seen, [['/1'], ['/1', '/2'], ['/1', '/2', '/3']]);
  assert.deepEqual(
    (await all).map((made) => made?.picture.width),
    [30, 30, 30],
  );
});

test('a picture that comes while 100 wait is refused, and the log is told no more than it can bear', async (t) => {
  let fail: (error: Error) => void = () => {};
  const held = new Promise<never>((_resolve, reject) => {
    fail = reject;
  });
  held.catch(() => {});
  const { clock, lines, make } = await createSample(t, () => {}, { resolve: () => held });
  const url = (number: number) => `https://p${number}.example/${'a'.repeat(300)}`;
  const first = make(url(0));
  await turn();
  const waiting = Array.from({ length: 100 }, (_, at) => make(url(at + 1)));
  assert.equal(await make(url(101)), null);
  const full = { url: url(101).slice(0, 200), reason: '100 pictures wait already', bytesRead: 0 };
  assert.deepEqual(lines, [full]);

  fail(new Error('no name server\nof any kind'));
  assert.deepEqual(new Set(await Promise.all([first, ...waiting])), new Set([null]));
  const unknown = (number: number) => ({
    url: url(number).slice(0, 200),
    reason: 'its host is not found (no name server)',
    bytesRead: 0,
  });
  assert.deepEqual(lines, [full, ...Array.from({ length: 19 }, (_, at) => unknown(at))]);

  clock.advance(59_999);
  await make(url(102));
  assert.equal(lines.length, 20);
  clock.advance(1);
  await make(url(103));
  await make(url(104));
  assert.deepEqual(lines.slice(20), [{ ...unknown(103), unsaid: 83 }, unknown(104)]);
});

test('the servers are told who asks, and are not asked to pack what they send', async (t) => {
  let headers: unknown;
  const { make } = await createSample(t, (request, response) => {
    const { host, ...rest } = request.headers;
    headers = rest;
    response.end();
  });
  await make('/a.png');
  assert.deepEqual(headers, {
    accept: 'image/avif, image/webp, image/png, image/jpeg, image/gif',
    'accept-encoding': 'identity',
    'user-agent': 'LikeBox/1.2.3',
    connection: 'close',
  });
});

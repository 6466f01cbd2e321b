import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ImagesDocument, ResultsDocument } from '../../../src/core/display.ts';
import type { WallDocument } from '../../../src/core/wall/view.ts';
import { serve } from './fixture.ts';

const DIGEST = 'ab'.repeat(32);
const WALL: WallDocument = { posts: [], updatedAt: 1 };
const RESULTS: ResultsDocument = { at: 1, sessions: [] };
const IMAGES: ImagesDocument = { images: [{ digest: DIGEST, width: 4, height: 3, alt: 'Acme' }] };
const headersOf = ({ headers }: Response, ...names: string[]) => names.map((name) => headers.get(name));

test('wall, results and images are given as they are now, or said not to be there', async (context) => {
  let documents = { wall: null, results: null, images: null } as {
    wall: WallDocument | null;
    results: ResultsDocument | null;
    images: ImagesDocument | null;
  };
  const { get } = await serve(context, { documents: () => documents });
  const ask = async (name: string) => {
    const response = await get(`/api/${name}`);
    return [response.status, response.headers.get('cache-control'), await response.json()];
  };
  assert.deepEqual(await ask('wall'), [404, 'no-store', { error: 'there is no wall yet' }]);
  assert.deepEqual(await ask('results'), [404, 'no-store', { error: 'no results are published' }]);
  assert.deepEqual(await ask('images'), [404, 'no-store', { error: 'there are no images' }]);
  documents = { wall: WALL, results: RESULTS, images: IMAGES };
  assert.deepEqual(await ask('wall'), [200, 'no-store', WALL]);
  assert.deepEqual(await ask('results'), [200, 'no-store', RESULTS]);
  assert.deepEqual(await ask('images'), [200, 'no-store', IMAGES]);
});

test('a picture is given by its digest, for good, and nothing else by any other name', async (context) => {
  const asked: string[] = [];
  const { get } = await serve(context, {
    async picture(digest) {
      asked.push(digest);
      return digest === DIGEST ? Buffer.from('RIFF') : null;
    },
  });
  const response = await get(`/pictures/${DIGEST}.webp`);
  assert.deepEqual(headersOf(response, 'content-type', 'cache-control', 'x-content-type-options'), [
    'image/webp',
    'public, max-age=31536000, immutable',
    'nosniff',
  ]);
  assert.equal(await response.text(), 'RIFF');
  const other = 'cd'.repeat(32);
  const none = await get(`/pictures/${other}.webp`);
  assert.deepEqual([none.status, none.headers.get('cache-control')], [404, null]);
  for (const name of [`${DIGEST}.png`, `${DIGEST.toUpperCase()}.webp`, '..%2f..%2fbox.db', 'a.webp']) {
    assert.equal((await get(`/pictures/${name}`)).status, 404, name);
  }
  assert.deepEqual(asked, [DIGEST, other]);
});

test('the theme is a style sheet with its logo and fonts, not sent again while it is the same', async (context) => {
  const assets = new Map([
    ['logo', { bytes: Buffer.from('<svg onload="alert(1)"/>'), type: 'image/svg+xml' }],
    ['bold.woff2', { bytes: Buffer.from('wOF2'), type: 'font/woff2' }],
  ]);
  const { get } = await serve(context, { theme: { version: 'a1', css: ':root{--ink:#fff}', assets } });
  const css = await get('/theme.css');
  assert.deepEqual(
    [...headersOf(css, 'content-type', 'etag', 'cache-control'), await css.text()],
    ['text/css; charset=utf-8', '"a1"', 'no-cache', ':root{--ink:#fff}'],
  );
  const font = await get('/theme/bold.woff2');
  assert.deepEqual(
    [...headersOf(font, 'content-type', 'etag'), await font.text()],
    ['font/woff2', '"a1"', 'wOF2'],
  );
  const logo = await get('/theme/logo');
  assert.deepEqual(headersOf(logo, 'content-type', 'content-security-policy'), [
    'image/svg+xml',
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; sandbox",
  ]);
  for (const path of ['/theme.css', '/theme/logo', '/theme/bold.woff2']) {
    // As a browser asks that has it already; fetch itself would add that it wants nothing of that kind.
    const headers = { 'If-None-Match': '"a1"', 'Cache-Control': 'max-age=0' };
    const again = await get(path, { headers });
    assert.deepEqual([again.status, await again.text()], [304, ''], path);
  }
  assert.equal((await get('/theme/regular.woff2')).status, 404);
});

test('whoever switches the screen is told whether it is to be lit', async (context) => {
  let isLit = true;
  const { get } = await serve(context, { isLit: () => isLit });
  assert.deepEqual(await (await get('/api/screens')).json(), { screens: 0, lit: true });
  isLit = false;
  assert.deepEqual(await (await get('/api/screens')).json(), { screens: 0, lit: false });
});

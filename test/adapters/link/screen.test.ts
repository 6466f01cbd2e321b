import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { Request, Response } from 'express';
import { keyFingerprint } from '../../../src/adapters/paircode.ts';
import type { HubLine } from '../../../src/app/link/ports.ts';
import type { ImagesDocument, ResultsDocument } from '../../../src/core/display.ts';
import type { WallDocument } from '../../../src/core/wall/view.ts';
import { createBox } from './box.ts';
import { createCertificates } from './certificates.ts';
import { recordOf, startHub, type TestHub, within } from './hub.ts';

const WEBP = Buffer.from('RIFF....WEBPmade for this test');
const DIGEST = createHash('sha256').update(WEBP).digest('hex');
const OTHER = createHash('sha256').update('other').digest('hex');
const PICTURE = { digest: DIGEST, width: 4, height: 3, alt: 'A cat' };
/** With every field there is: one that the check does not know would be lost. */
const WALL: WallDocument = {
  posts: [
    {
      id: 'mastodon:1',
      network: 'mastodon',
      author: { name: 'Ann', handle: '@ann@social.example' },
      text: 'Hello',
      at: 5,
      language: 'en',
      pictures: [PICTURE],
    },
  ],
  updatedAt: 6,
};
const RESULTS: ResultsDocument = {
  at: 7,
  sessions: [
    {
      title: 'Café',
      speakers: ['Ann'],
      room: 'A',
      startsAt: 1,
      counted: 9,
      share: { value: 0.9, low: 0.5, high: 0.95 },
    },
  ],
};
const IMAGES: ImagesDocument = { images: [PICTURE] };

const PATHS = { wall: '/api/v1/wall', results: '/api/v1/screen/results', images: '/api/v1/screen/images' };
const documents = new Map<string, { etag: string; value: unknown }>();
const pictures = new Map<string, Buffer>();
const asked: (string | undefined)[] = [];
let gate = Promise.resolve();

function giveDocument(request: Request, response: Response): void {
  asked.push(request.headers.authorization);
  const document = documents.get(request.path);
  if (document === undefined) response.status(404).json({ error: 'none' });
  else response.set('ETag', `"${document.etag}"`).json(document.value);
}

async function givePicture(request: Request, response: Response): Promise<void> {
  await gate;
  asked.push(request.headers.authorization);
  const bytes = pictures.get(request.path);
  if (bytes === undefined) response.status(404).json({ error: 'none' });
  else if (bytes.length === 0) response.status(500).json({ error: 'broken' });
  else response.type('image/webp').send(bytes);
}

const certificates = createCertificates();
const box = createBox();
let hub: TestHub;
let line: HubLine;

before(async () => {
  const own = certificates.selfMade();
  const routes = new Map([
    ...Object.values(PATHS).map((path) => [path, giveDocument] as const),
    [`${PATHS.wall}/:name`, givePicture] as const,
    [`${PATHS.images}/:name`, givePicture] as const,
  ]);
  hub = await startHub(own, 0, routes);
  hub.records.set('box-07', recordOf('box-07', await box.secretDigest()));
  await box.pin(keyFingerprint(own.cert));
  line = await box.line(hub.url);
});
after(async () => {
  line.close(1000, '');
  await hub.stop();
  box.remove();
  certificates.remove();
});

test('wall, results and images come whole with their versions, or are said to be none', async () => {
  for (const [name, value] of [
    ['wall', WALL],
    ['results', RESULTS],
    ['images', IMAGES],
  ] as const) {
    assert.deepEqual(await line[name](null), { kind: 'none' });
    documents.set(PATHS[name], { etag: `${name}-1`, value });
    assert.deepEqual(await line[name](null), { kind: 'new', etag: `${name}-1`, value });
    assert.deepEqual(await line[name](`${name}-1`), { kind: 'same' });
  }
  assert.equal(new Set(asked).size, 1);
  assert.match(asked[0] ?? '', /^Bearer ./);
});

test('what is no such document is a sentence, and never given', async () => {
  const [post] = WALL.posts;
  for (const value of [
    { ...WALL, posts: Array(61).fill(post) },
    { ...WALL, posts: [{ ...post, pictures: [{ ...PICTURE, digest: '../box.db' }] }] },
    { ...WALL, posts: [{ ...post, text: null }] },
  ]) {
    documents.set(PATHS.wall, { etag: 'w-2', value });
    await assert.rejects(line.wall(null), /for \/api\/v1\/wall is nothing that this version understands/);
  }
});

test('a picture comes as its digest says, from where its document comes from', async () => {
  for (const of of ['wall', 'images'] as const) {
    assert.equal(await line.picture(of, DIGEST), null);
    pictures.set(`${PATHS[of]}/${DIGEST}.webp`, WEBP);
    assert.deepEqual(await line.picture(of, DIGEST), WEBP);
  }
});

test('bytes that are not what the digest says, no WebP, or over 4 MB, are no picture', async () => {
  const give = (digest: string, bytes: Buffer) => pictures.set(`${PATHS.wall}/${digest}.webp`, bytes);
  give(OTHER, WEBP);
  assert.equal(await line.picture('wall', OTHER), null);
  give(OTHER, Buffer.from('other'));
  assert.equal(await line.picture('wall', OTHER), null);
  const large = Buffer.alloc(4_194_305);
  WEBP.copy(large);
  const digest = createHash('sha256').update(large).digest('hex');
  give(digest, large);
  assert.equal(await line.picture('wall', digest), null);
  give(digest, large.subarray(0, -1));
  const most = createHash('sha256').update(large.subarray(0, -1)).digest('hex');
  give(most, large.subarray(0, -1));
  assert.equal((await line.picture('wall', most))?.length, 4_194_304);
});

test('a hub in trouble is no hub without the picture', async () => {
  pictures.set(`${PATHS.wall}/${OTHER}.webp`, Buffer.alloc(0));
  await assert.rejects(line.picture('wall', OTHER), /it answered 500 for/);
});

test('a picture that is slow to come holds up no document', async () => {
  let release = () => {};
  gate = new Promise((resolve) => {
    release = resolve;
  });
  const picture = line.picture('images', DIGEST);
  assert.equal((await within(line.results(null))).kind, 'new');
  release();
  assert.deepEqual(await picture, WEBP);
  assert.equal(hub.sockets().size, 3, 'the line, one for documents, one for pictures');
});

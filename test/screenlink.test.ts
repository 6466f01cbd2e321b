import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, test } from 'node:test';
import type { Request, Response } from 'express';
import { createCertificates } from './adapters/link/certificates.ts';
import { recordOf, startHub, stopAll, until } from './adapters/link/hub.ts';
import { createSample } from './samplebox.ts';

const certificates = createCertificates();
const OWN = certificates.selfMade();
after(async () => {
  await stopAll();
  certificates.remove();
});

const WEBP = Buffer.from('RIFF....WEBPmade for this test');
const DIGEST = createHash('sha256').update(WEBP).digest('hex');
const PICTURE = { digest: DIGEST, width: 4, height: 3, alt: '' };
const POST = {
  ...{ id: 'p1', network: 'feed', author: { name: 'Ann', handle: 'camp' }, text: 'Hello', at: 1 },
  ...{ language: null, pictures: [PICTURE] },
};
const WALL = { posts: [POST], updatedAt: 1 };
const RESULTS = { at: 1, sessions: [] };

test('a box shows what its hub hands out for screens, and what it had when it starts without it', async (t) => {
  const given = new Map<string, { etag: string; value: object }>();
  const give = ({ path }: Request, response: Response) => {
    const document = given.get(path);
    if (document === undefined) response.status(404).json({ error: 'none' });
    else response.set('ETag', `"${document.etag}"`).json(document.value);
  };
  const routes = new Map([
    ['/api/v1/wall', give],
    ['/api/v1/screen/results', give],
    ['/api/v1/screen/images', give],
    [`/api/v1/wall/${DIGEST}.webp`, (_: Request, response: Response) => void response.send(WEBP)],
  ]);
  const hub = await startHub(OWN, 0, routes);
  t.after(hub.stop);
  const { becomes, again, get } = await createSample(t, hub.url);
  await becomes(({ hub }) => hub?.code != null);
  const [asked] = hub.asked as { secretDigest: string }[];
  hub.records.set('box-07', recordOf('box-07', asked?.secretDigest ?? ''));
  hub.pairing.state = 'paired';
  await until(() => (hub.seen[0]?.frames.length ?? 0) > 0);
  const wire = hub.seen[0]?.wire;
  wire?.send({ type: 'resume', epochs: [], credit: 4, serverAt: Date.now() });

  given.set('/api/v1/wall', { etag: 'w1', value: WALL });
  given.set('/api/v1/screen/results', { etag: 'r1', value: RESULTS });
  wire?.send({ type: 'changed', wall: 'w1', results: 'r1', images: 'none' });
  const jsonOf = async (name: string) => {
    const response = await get(`/api/${name}`);
    return response.status === 200 ? await response.json() : response.status;
  };
  await becomes(({ display }) => display.versions.results !== null);
  // The wall is there at once, and with its post when the picture has come.
  for (let tries = 0; (await jsonOf('wall')).posts?.length !== 1; tries += 1) {
    assert.ok(tries < 400, 'the post never came');
    await becomes(() => true);
  }
  const whole = await becomes(() => true);
  assert.deepEqual(
    [await jsonOf('wall'), await jsonOf('results'), await jsonOf('images')],
    [WALL, RESULTS, 404],
  );
  assert.equal(await (await get(`/pictures/${DIGEST}.webp`)).text(), WEBP.toString());

  given.delete('/api/v1/screen/results');
  wire?.send({ type: 'changed', wall: 'w1', results: 'none', images: 'none' });
  await becomes(({ display }) => display.versions.results === null);

  await hub.stop();
  await again();
  const offline = await becomes(({ display }) => display.versions.wall !== null);
  assert.equal(offline.display.versions.wall, whole.display.versions.wall);
  assert.deepEqual([await jsonOf('wall'), await jsonOf('results')], [WALL, 404]);
});

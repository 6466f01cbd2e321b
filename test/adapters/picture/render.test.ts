import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import sharp from 'sharp';
import { promisingGif, promisingPng, sample } from './bytes.ts';
import { createSample, serve } from './server.ts';

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>';
const NONE = 'it is not JPEG, PNG, WebP, GIF or AVIF';
const encoded = {
  jpeg: await sample().jpeg().toBuffer(),
  progressive: await sample().jpeg({ progressive: true }).toBuffer(),
  png: await sample().png().toBuffer(),
  webp: await sample().webp().toBuffer(),
  gif: await sample().gif().toBuffer(),
  avif: await sample().avif({ effort: 0 }).toBuffer(),
};

test('each format that is allowed becomes WebP under the digest of its bytes', async (t) => {
  for (const bytes of Object.values(encoded)) {
    const { lines, make } = await createSample(t, serve(bytes));
    const made = await make('/a.html');
    assert.ok(made);
    const digest = createHash('sha256').update(made.bytes).digest('hex');
    assert.deepEqual([made.picture, lines], [{ digest, width: 300, height: 200 }, []]);
    const { format, width, height, pages } = await sharp(made.bytes).metadata();
    assert.deepEqual(
      { format, width, height, pages },
      { format: 'webp', width: 300, height: 200, pages: undefined },
    );
  }
});

test('a photo is turned upright, and where it was taken stays unknown', async (t) => {
  const photo = await sample()
    .withExif({ IFD0: { Copyright: 'Anna' }, IFD3: { GPSLatitude: '48/1 7/1 0/1', GPSLatitudeRef: 'N' } })
    .withIccProfile('p3')
    .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"><place>home</place></x:xmpmeta>')
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
  const { exif: hadExif, orientation: had } = await sharp(photo).metadata();
  assert.deepEqual([hadExif !== undefined, had], [true, 6]);
  const { make } = await createSample(t, serve(photo));
  const made = await make('/a.jpg');
  assert.ok(made);
  assert.deepEqual([made.picture.width, made.picture.height], [200, 300]);
  const { exif, icc, xmp, iptc, orientation, comments } = await sharp(made.bytes).metadata();
  assert.deepEqual([exif, icc, xmp, iptc, orientation, comments], Array(6).fill(undefined));
});

test('a large picture is made to fit 1600 × 1200, and its first frame is enough', async (t) => {
  const sizes: [number, number][] = [];
  const wide = await sample(2_000, 1_000).jpeg().toBuffer();
  const high = await sample(1_000, 2_000).png().toBuffer();
  const frames = [sample(20, 20), sample(20, 20).negate()].map((frame) => frame.png().toBuffer());
  const moving = await sharp(await Promise.all(frames), { join: { animated: true } })
    .gif()
    .toBuffer();
  assert.equal((await sharp(moving).metadata()).pages, 2);
  for (const bytes of [wide, high, moving]) {
    const { make } = await createSample(t, serve(bytes));
    const made = await make('/a.png');
    if (made) sizes.push([made.picture.width, made.picture.height]);
    assert.equal(made && (await sharp(made.bytes).metadata()).pages, undefined);
  }
  assert.deepEqual(sizes, [
    [1_600, 800],
    [600, 1_200],
    [20, 20],
  ]);
});

const vp8x = Buffer.from('RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\xff\x3f\0\xff\x3f\0', 'latin1');

for (const [name, bytes, reason] of [
  [
    'a PNG that promises 900 million pixels',
    promisingPng(30_000, 30_000),
    'it has 30000 × 30000 pixels, more than 40 million',
  ],
  [
    'a PNG of one endless line',
    promisingPng(1_000_000, 41),
    'it has 1000000 × 41 pixels, more than 40 million',
  ],
  [
    'an interlaced PNG, which is held whole',
    promisingPng(4_000, 3_001, true),
    'it has 4000 × 3001 pixels, more than 12 million',
  ],
  [
    'a GIF that promises four billion pixels',
    promisingGif(65_535, 65_535),
    'it has 65535 × 65535 pixels, more than 12 million',
  ],
  ['a page named like a picture', Buffer.from('<!doctype html><title>Sign in</title>'), NONE],
  [
    'a page with a drawing in it',
    Buffer.from(`<!doctype html>${SVG}`),
    'it is SVG, not JPEG, PNG, WebP, GIF or AVIF',
  ],
  ['an SVG with a script', Buffer.from(SVG), 'it is SVG, not JPEG, PNG, WebP, GIF or AVIF'],
  [
    'an SVG behind its declaration',
    Buffer.from(`\ufeff <?xml version="1.0"?>\n${SVG}`),
    'it is SVG, not JPEG, PNG, WebP, GIF or AVIF',
  ],
  ['a TIFF', await sample().tiff().toBuffer(), NONE],
  ['a PDF', Buffer.from('%PDF-1.7\n'), NONE],
  ['a JPEG XL', Buffer.from([0xff, 0x0a, 0, 0, 0]), NONE],
  ['nothing', Buffer.alloc(0), NONE],
] as const) {
  test(`${name} is refused`, async (t) => {
    const { base, lines, make } = await createSample(t, serve(bytes));
    assert.equal(await make('/a.png'), null);
    assert.deepEqual(lines, [{ url: `${base}/a.png`, reason, bytesRead: bytes.length }]);
  });
}

test('a file that is cut short, or has less in it than it promises, is refused', async (t) => {
  const cut = Object.values(encoded).map((bytes) => bytes.subarray(0, bytes.length / 2));
  const poor = [promisingPng(6_000, 6_000), promisingPng(1_000_000, 40), vp8x];
  for (const bytes of [...cut, ...poor]) {
    const { base, lines, make } = await createSample(t, serve(bytes));
    assert.equal(await make('/a.png'), null);
    const [{ reason, ...line }] = lines as [{ reason: string }];
    assert.deepEqual(line, { url: `${base}/a.png`, bytesRead: bytes.length });
    assert.match(reason, /^it is damaged \(.{1,200}\)$/); // what the decoder says of it changes with its version
  }
});

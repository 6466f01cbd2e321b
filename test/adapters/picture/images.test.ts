import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import sharp from 'sharp';
import { makeImages, signOf } from '../../../src/adapters/picture/images.ts';
import { promisingPng, sample } from './bytes.ts';

function createFolder(t: TestContext, files: Readonly<Record<string, Uint8Array | string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'likebox-test-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}

const png = (side: number) => sample(side, side).png().toBuffer();
const drawing = (inner = '') =>
  `<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20">${inner}<circle cx="20" cy="10" r="9" fill="#d21"/></svg>`;

test('the pictures of a folder come in the order of their names, and are called by them', async (t) => {
  const folder = createFolder(t, {
    '10_bronze.PNG': await png(12),
    '2_silver--Été.co.jpg': await sample(20, 10).jpeg().toBuffer(),
    '01_gold-acme.svg': drawing(),
    'map of the hall.webp': await sample(40, 30).webp().toBuffer(),
    '2026.gif': await sample(16, 8).gif().toBuffer(),
    'plan.avif': await sample(64, 32).avif({ effort: 0 }).toBuffer(),
    '._01_gold-acme.svg': 'what a Mac leaves behind',
  });
  mkdirSync(join(folder, 'old'));
  const { images, bytes, faults } = await makeImages(folder);
  assert.deepEqual(
    images.map(({ digest, ...image }) => image),
    [
      { alt: 'gold acme', width: 1_600, height: 800 },
      { alt: 'silver Été co', width: 20, height: 10 },
      { alt: 'bronze', width: 12, height: 12 },
      { alt: '2026', width: 16, height: 8 },
      { alt: 'map of the hall', width: 40, height: 30 },
      { alt: 'plan', width: 64, height: 32 },
    ],
  );
  assert.deepEqual(faults, []);
  const digests = [...bytes.values()].map((one) => createHash('sha256').update(one).digest('hex'));
  assert.deepEqual([[...bytes.keys()], images.map(({ digest }) => digest)], [digests, digests]);
});

test('a drawing brings nothing in from outside', async (t) => {
  const folder = createFolder(t, { 'secret.png': await png(20) });
  const inner = `<image href="file://${folder}/secret.png" width="40" height="20"/><image href="secret.png" width="40" height="20"/>`;
  const plain = createFolder(t, { 'a.svg': drawing() });
  writeFileSync(join(folder, 'a.svg'), drawing(`${inner}<script>alert(1)</script>`));
  const [[own], [other]] = [(await makeImages(folder)).images, (await makeImages(plain)).images];
  assert.deepEqual(own, other);
});

test('what cannot be shown is said by name, and the rest is shown', async (t) => {
  const folder = createFolder(t, {
    'a.png': await png(10),
    'b.png': await png(10),
    'c.pdf': '%PDF-1.7',
    'd.png': promisingPng(30_000, 30_000),
    'e.svg': '<svg>',
    'f.png': '',
  });
  truncateSync(join(folder, 'f.png'), 20_971_521);
  const { images, faults } = await makeImages(folder);
  assert.deepEqual(
    images.map(({ alt }) => alt),
    ['a'],
  );
  const [damaged, ...rest] = [
    ...faults.filter((fault) => fault.includes('damaged')),
    ...faults.filter((fault) => !fault.includes('damaged')),
  ];
  assert.match(damaged ?? '', /e\.svg is not shown: it is damaged \(.+\)\.$/);
  assert.deepEqual(rest, [
    `${folder}/b.png is not shown: it is there already, under another name.`,
    `${folder}/c.pdf is not shown: it is not JPEG, PNG, WebP, GIF, AVIF or SVG.`,
    `${folder}/d.png is not shown: it has 30000 × 30000 pixels, more than 40 million.`,
    `${folder}/f.png is not shown: it is larger than 20 MB.`,
  ]);
});

test('the first 50 are shown', async (t) => {
  const all = await Promise.all(Array.from({ length: 52 }, (_, at) => png(at + 1)));
  const folder = createFolder(t, Object.fromEntries(all.map((bytes, at) => [`${at + 1}.png`, bytes])));
  const { images, faults } = await makeImages(folder);
  assert.deepEqual(
    images.map(({ alt }) => alt),
    Array.from({ length: 50 }, (_, at) => `${at + 1}`),
  );
  assert.deepEqual(faults, [`${folder} has 52 files; only the first 50 by name are shown.`]);
});

test('a folder that is not there has a sign, and no images', async (t) => {
  const folder = join(createFolder(t), 'nowhere');
  const faults = [`The images in ${folder} cannot be read (ENOENT).`];
  assert.deepEqual(await makeImages(folder), { images: [], bytes: new Map(), faults });
  assert.equal(await signOf(folder), 'ENOENT');
});

test('the sign of a folder changes with each of its files, and with nothing else', async (t) => {
  const folder = createFolder(t, { 'a.png': 'one', '.hidden': 'x' });
  const path = join(folder, 'a.png');
  const signs: string[] = [];
  const look = async (change: () => void, at = 1_000) => {
    change();
    if (at > 0) utimesSync(path, at, at);
    signs.push(await signOf(folder));
  };
  await look(() => {});
  await look(() => writeFileSync(join(folder, '.hidden'), 'another'));
  assert.equal(signs[0], signs[1]);
  await look(() => writeFileSync(path, 'longer'));
  await look(() => writeFileSync(path, 'letter'), 2_000);
  await look(() => writeFileSync(join(folder, 'b.png'), 'one'), 2_000);
  await look(() => rmSync(path), 0);
  assert.equal(new Set(signs).size, 5);
});

test('what is made is WebP', async (t) => {
  const { bytes } = await makeImages(createFolder(t, { 'a.svg': drawing() }));
  const formats = await Promise.all(
    [...bytes.values()].map(async (one) => (await sharp(one).metadata()).format),
  );
  assert.deepEqual(formats, ['webp']);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import { type AlbumPages, createAlbum } from '../../src/app/album.ts';
import { createFakeClock } from '../fakes/clock.ts';

const MINUTE = 60_000;

const pagesOf = (digest: string): AlbumPages => ({
  images: [{ digest, width: 4, height: 3, alt: '' }],
  bytes: new Map([[digest, Buffer.from(digest)]]),
  faults: [],
});

function open() {
  const clock = createFakeClock();
  const folder = { sign: '1', pages: pagesOf('a'), made: 0, isSlow: false };
  const shown: AlbumPages[] = [];
  let finish = () => {};
  const album = createAlbum({
    clock,
    sign: async () => folder.sign,
    async make() {
      folder.made += 1;
      const { pages } = folder;
      if (folder.isSlow) {
        await new Promise<void>((resolve) => {
          finish = resolve;
        });
      }
      return pages;
    },
    onMade: (pages) => shown.push(pages),
  });
  const pass = async (ms: number) => {
    await clock.pass(ms);
    await turnOfTheLoop();
  };
  return { clock, folder, shown, album, pass, finish: () => finish() };
}

test('a folder is read at the start, and again only when something in it has changed', async () => {
  const { album, folder, shown, pass } = open();
  album.start();
  await pass(0);
  assert.deepEqual(shown, [pagesOf('a')]);
  assert.deepEqual(album.picture('a'), Buffer.from('a'));
  await pass(5 * MINUTE);
  assert.equal(folder.made, 1);
  Object.assign(folder, { sign: '2', pages: pagesOf('b') });
  await pass(MINUTE);
  assert.deepEqual(shown, [pagesOf('a'), pagesOf('b')]);
  assert.deepEqual([album.picture('a'), album.picture('b')], [null, Buffer.from('b')]);
  album.stop();
});

test('pictures that take long are made once, and what changed meanwhile is seen after', async () => {
  const { album, folder, shown, pass, finish } = open();
  folder.isSlow = true;
  album.start();
  await pass(0);
  Object.assign(folder, { sign: '2', pages: pagesOf('b') });
  await pass(3 * MINUTE);
  assert.equal(folder.made, 1);
  finish();
  folder.isSlow = false;
  await pass(MINUTE);
  assert.deepEqual(shown, [pagesOf('a'), pagesOf('b')]);
  album.stop();
});

test('nothing is shown after the end, and no timer is left', async () => {
  const { album, clock, folder, shown, pass, finish } = open();
  folder.isSlow = true;
  album.start();
  await pass(0);
  album.stop();
  finish();
  await pass(MINUTE);
  assert.deepEqual([shown, clock.openTimers()], [[], 0]);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import type { KioskDocuments } from '../../../src/app/kiosk.ts';
import type { Handed, HubLine, KeptScreens, ScreenKeep, ScreenName } from '../../../src/app/link/ports.ts';
import { createScreens } from '../../../src/app/link/screens.ts';
import type { ImagesDocument, ResultsDocument } from '../../../src/core/display.ts';
import type { WallDocument } from '../../../src/core/wall/view.ts';
import { createFakeClock } from '../../fakes/clock.ts';

const ALL: readonly ScreenName[] = ['wall', 'results', 'images'];
const MB = 1_048_576;
const RESULTS: ResultsDocument = { at: 1, sessions: [] };

const pictureOf = (digest: string) => ({ digest, width: 4, height: 3, alt: '' });
const imagesOf = (...digests: string[]): ImagesDocument => ({ images: digests.map(pictureOf) });

/** `post1 post2:a,b`: posts with their pictures. */
function wallOf(written: string): WallDocument {
  const posts = written
    .split(' ')
    .filter(Boolean)
    .map((post) => {
      const [id = '', pictures = ''] = post.split(':');
      return {
        ...{
          id,
          network: 'feed' as const,
          author: { name: '', handle: '' },
          text: '',
          at: 0,
          language: null,
        },
        pictures: pictures.split(',').filter(Boolean).map(pictureOf),
      };
    });
  return { posts, updatedAt: null };
}

/** The same the other way round, of what is shown. */
const inWords = ({ wall, results, images }: Partial<KioskDocuments>) => ({
  wall: wall?.posts.map(({ id }) => id).join(' ') ?? null,
  results: results?.at ?? null,
  images: images?.images.map(({ digest }) => digest).join(' ') ?? null,
});

function createDisk() {
  const disk = {
    kept: { wall: null, results: null, images: null } as KeptScreens,
    pictures: new Map<string, number>(),
    isFull: false,
  };
  const keep: ScreenKeep = {
    load: async () => structuredClone(disk.kept),
    async save(name, kept) {
      if (disk.isFull) throw new Error('the disk is full');
      disk.kept = { ...disk.kept, [name]: kept };
    },
    pictures: async () => new Map(disk.pictures),
    async savePicture(digest, bytes) {
      disk.pictures.set(digest, bytes.length);
    },
    picture: async () => null,
    async keepOnly(digests) {
      disk.pictures = new Map([...disk.pictures].filter(([digest]) => digests.has(digest)));
    },
  };
  return { disk, keep };
}

/** A hub with its documents and pictures, and a box that follows it. */
function open({ names = ALL, from = createDisk() } = {}) {
  const clock = createFakeClock();
  const { disk, keep } = from;
  const hub = {
    versions: {} as Partial<Record<ScreenName, string>>,
    documents: {} as { wall?: WallDocument; results?: ResultsDocument; images?: ImagesDocument },
    pictures: new Map<string, number>(),
    asked: [] as string[],
    isBroken: false,
  };
  let isBusy = false;
  const shown: ReturnType<typeof inWords>[] = [];
  const warnings: string[] = [];
  const screens = createScreens({
    ...{ clock, keep, names, isBusy: () => isBusy },
    onShow: (documents) => shown.push(inWords(documents)),
    log: { warn: (_fields, message) => warnings.push(message) },
  });
  const give =
    <N extends ScreenName>(name: N) =>
    async (etag: string | null): Promise<Handed<NonNullable<(typeof hub.documents)[N]>>> => {
      hub.asked.push(name);
      if (hub.isBroken) throw new Error('broken');
      const value = hub.documents[name];
      if (value === undefined) return { kind: 'none' };
      const version = hub.versions[name] ?? '';
      return etag === version ? { kind: 'same' } : { kind: 'new', etag: version, value };
    };
  const lineTo = (): HubLine =>
    ({
      ...{ wall: give('wall'), results: give('results'), images: give('images') },
      async picture(of: string, digest: string) {
        hub.asked.push(`${of} ${digest}`);
        if (hub.isBroken) throw new Error('broken');
        const size = hub.pictures.get(digest);
        return size === undefined ? null : new Uint8Array(size);
      },
    }) as unknown as HubLine;
  let line = lineTo();
  const settled = async () => {
    for (let turns = 0; turns < 30; turns += 1) await turnOfTheLoop();
  };
  return {
    ...{ clock, disk, hub, shown, warnings, screens },
    last: () => shown.at(-1),
    asked: () => hub.asked.splice(0),
    busy(next: boolean) {
      isBusy = next;
    },
    redial() {
      line = lineTo();
    },
    async pass(ms: number) {
      await clock.pass(ms);
      await settled();
    },
    /** The hub has other documents, and says so. */
    async say(
      versions: Partial<Record<ScreenName, string>>,
      documents: typeof hub.documents = hub.documents,
    ) {
      hub.versions = { ...hub.versions, ...versions };
      hub.documents = documents;
      await screens.fetch(line, hub.versions);
      await settled();
    },
  };
}

test('what the hub shows is shown, kept, and asked for once', async () => {
  const box = open();
  await box.say({ wall: 'w1', results: 'r1', images: 'i1' }, { wall: wallOf('1 2'), results: RESULTS });
  assert.deepEqual(box.last(), { wall: '1 2', results: 1, images: null });
  assert.deepEqual(box.disk.kept, {
    wall: { etag: 'w1', value: wallOf('1 2') },
    results: { etag: 'r1', value: RESULTS },
    images: null,
  });
  assert.deepEqual(box.asked(), ['wall', 'results', 'images']);
  await box.say({});
  assert.deepEqual(box.asked(), []);
});

test('results that are published no more leave the screen and the disk', async () => {
  const box = open();
  await box.say({ results: 'r1' }, { results: RESULTS });
  await box.say({ results: 'none' }, {});
  assert.deepEqual([box.last()?.results, box.disk.kept.results], [null, null]);
});

test('a post comes with its pictures, and leaves before any other picture is fetched', async () => {
  const box = open();
  box.hub.pictures = new Map([
    ['a', 1],
    ['b', 1],
    ['c', 1],
  ]);
  await box.say({ wall: 'w1' }, { wall: wallOf('1:a 2 3:b,c') });
  assert.deepEqual(
    box.shown.map(({ wall }) => wall),
    ['2', '1 2 3'],
  );
  assert.deepEqual(box.asked(), ['wall', 'wall a', 'wall b', 'wall c']);
  box.hub.pictures.set('d', 1);
  await box.say({ wall: 'w2' }, { wall: wallOf('4:d 2 3:b,c') });
  assert.deepEqual(
    box.shown.slice(2).map(({ wall }) => wall),
    ['2 3', '4 2 3'],
  );
  assert.deepEqual([...box.disk.pictures.keys()], ['b', 'c', 'd'], 'what nothing shows is dropped');
});

test('a document is shown where the disk takes nothing', async () => {
  const box = open();
  box.disk.isFull = true;
  await box.say({ wall: 'w1' }, { wall: wallOf('1') });
  assert.deepEqual([box.last()?.wall, box.disk.kept.wall], ['1', null]);
  assert.deepEqual(box.warnings, ['what the hub shows on screens could not be taken over yet']);
});

test('a start without the hub shows what was kept, and a hub that has nothing new is asked for nothing', async () => {
  const before = open();
  before.hub.pictures.set('a', 1);
  await before.say({ wall: 'w1', results: 'r1' }, { wall: wallOf('1:a 2:b'), results: RESULTS });
  const { disk } = before;
  const from = createDisk();
  Object.assign(from.disk, { kept: disk.kept, pictures: disk.pictures });
  const box = open({ from });
  await box.screens.load();
  assert.deepEqual(box.shown, [{ wall: '1', results: 1, images: null }]);
  await box.say({ wall: 'w1', results: 'r1' });
  assert.deepEqual(box.asked(), ['wall b'], 'the picture that has never come is asked for again');
});

test('what was kept never replaces what a hub says while it is read', async () => {
  const from = createDisk();
  from.disk.kept = { ...from.disk.kept, wall: { etag: 'w1', value: wallOf('1') } };
  const box = open({ from });
  void box.screens.load();
  await box.say({ wall: 'w2' }, { wall: wallOf('2') });
  assert.deepEqual(
    box.shown.map(({ wall }) => wall),
    ['1', '2'],
  );
});

test('pictures wait while votes do, and no longer than 30 s each', async () => {
  const box = open();
  box.hub.pictures = new Map([
    ['a', 1],
    ['b', 1],
  ]);
  box.busy(true);
  await box.say({ wall: 'w1' }, { wall: wallOf('1:a 2:b') });
  await box.pass(29_000);
  assert.deepEqual([box.asked(), box.last()?.wall], [['wall'], '']);
  await box.pass(1_000);
  assert.deepEqual([box.asked(), box.last()?.wall], [['wall a'], '1']);
  box.busy(false);
  await box.pass(250);
  assert.deepEqual([box.asked(), box.last()?.wall], [['wall b'], '1 2']);
});

test('a picture that the hub does not give holds up no other, and is asked for again over the next line', async () => {
  const box = open();
  box.hub.pictures.set('b', 1);
  await box.say({ wall: 'w1' }, { wall: wallOf('1:a 2:b') });
  assert.deepEqual(box.last()?.wall, '2');
  assert.deepEqual(box.warnings, ['the hub does not give this picture']);
  box.asked();
  await box.say({});
  assert.deepEqual(box.asked(), []);
  box.redial();
  box.hub.pictures.set('a', 1);
  await box.say({});
  assert.deepEqual([box.asked(), box.last()?.wall], [['wall a'], '1 2']);
});

test('a document that did not come is asked for again until it has, however little the hub says', async () => {
  const box = open();
  await box.say({ wall: 'w1' }, { wall: wallOf('1') });
  box.hub.isBroken = true;
  await box.say({ wall: 'cleared' }, { wall: wallOf('') });
  assert.equal(box.last()?.wall, '1');
  await box.pass(1_000);
  box.hub.isBroken = false;
  await box.pass(5_000);
  assert.equal(box.last()?.wall, '');
  box.asked();
  await box.pass(300_000);
  assert.deepEqual(box.asked(), []);
});

test('what could not be kept is kept when there is room again', async () => {
  const box = open();
  await box.say({ wall: 'w1' }, { wall: wallOf('1') });
  box.disk.isFull = true;
  await box.say({ wall: 'cleared' }, { wall: wallOf('') });
  assert.deepEqual([box.last()?.wall, box.disk.kept.wall?.etag], ['', 'w1']);
  box.disk.isFull = false;
  await box.pass(60_000);
  assert.equal(box.disk.kept.wall?.etag, 'cleared');
});

test('a stop asks for nothing more', async () => {
  const box = open();
  box.hub.isBroken = true;
  await box.say({ wall: 'w1' }, { wall: wallOf('1') });
  box.screens.stop();
  box.asked();
  await box.pass(300_000);
  assert.deepEqual([box.asked(), box.clock.openTimers()], [[], 0]);
});

test('a line that breaks off is tried again by and by, and then left alone until the hub says something', async () => {
  const box = open();
  box.hub.isBroken = true;
  await box.say({ wall: 'w1' }, { wall: wallOf('1') });
  assert.deepEqual([box.asked(), box.shown], [['wall'], []]);
  box.hub.isBroken = false;
  await box.say({});
  assert.deepEqual([box.asked(), box.last()?.wall], [['wall'], '1']);
  box.hub.pictures.set('a', -1); // no array has such a size: it throws as a broken line does
  await box.say({ wall: 'w2' }, { wall: wallOf('2:a') });
  await box.pass(300_000);
  assert.deepEqual(box.asked(), ['wall', ...Array(5).fill('wall a')]);
  box.hub.pictures.set('a', 1);
  await box.say({});
  assert.deepEqual([box.asked(), box.last()?.wall], [['wall a'], '2']);
});

test('what comes while pictures are fetched is fetched after them', async () => {
  const box = open();
  box.hub.pictures = new Map([
    ['a', 1],
    ['b', 1],
  ]);
  box.busy(true);
  await box.say({ wall: 'w1' }, { wall: wallOf('1:a') });
  await box.say({ wall: 'w2' }, { wall: wallOf('2:b') });
  box.busy(false);
  await box.pass(250);
  assert.deepEqual([box.asked(), box.last()?.wall], [['wall', 'wall', 'wall b'], '2']);
});

test('pictures have 64 MB together, and what is shown no more makes room', async () => {
  const box = open();
  box.hub.pictures = new Map([...'abcdefghijklmnopq'].map((digest) => [digest, 4 * MB]));
  await box.say({ images: 'i1' }, { images: imagesOf(...'abcdefghijklmnopq') });
  assert.equal(box.last()?.images, 'a b c d e f g h i j k l m n o p');
  assert.deepEqual(box.warnings, ['there is no room for this picture']);
  box.redial();
  await box.say({ images: 'i2' }, { images: imagesOf(...'bcdefghijklmnopq') });
  assert.equal(box.last()?.images, 'b c d e f g h i j k l m n o p q');
});

test('what is shown no more makes room even while others are fetched', async () => {
  const box = open();
  box.hub.pictures = new Map([...'abcdefghijklmnopq'].map((digest) => [digest, 4 * MB]));
  await box.say({ images: 'i1' }, { images: imagesOf(...'abcdefghijklmnop') });
  box.busy(true);
  await box.say({ images: 'i2' }, { images: imagesOf(...'abcdefghijklmnopq') });
  await box.say({ images: 'i3' }, { images: imagesOf(...'bcdefghijklmnopq') });
  box.busy(false);
  await box.pass(250);
  assert.equal(box.last()?.images, 'b c d e f g h i j k l m n o p q');
});

test('a box with images of its own asks its hub for none', async () => {
  const box = open({ names: ['wall', 'results'] });
  box.disk.kept.images = { etag: 'i0', value: imagesOf('a') };
  await box.screens.load();
  await box.say({ wall: 'w1', results: 'r1', images: 'i1' }, { images: imagesOf('a') });
  assert.deepEqual(box.asked(), ['wall', 'results']);
  assert.ok(!box.shown.some(({ images }) => images !== null));
});

test('nothing is fetched after the end, and no timer is left', async () => {
  const box = open();
  box.busy(true);
  box.hub.pictures.set('a', 1);
  await box.say({ wall: 'w1' }, { wall: wallOf('1:a') });
  box.screens.stop();
  box.busy(false);
  await box.pass(60_000);
  assert.deepEqual([box.asked(), box.clock.openTimers()], [['wall'], 0]);
});

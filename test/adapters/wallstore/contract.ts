import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { type TestContext, test } from 'node:test';
import {
  KEPT_POSTS_MAX,
  PICTURES_MAX_BYTES,
  type WallEntry,
  type WallStore,
} from '../../../src/app/wall/ports.ts';
import type { KeptPost, Picture } from '../../../src/core/wall/post.ts';
import { type Ruling, WALL_RULES } from '../../../src/core/wall/rules.ts';

export interface OpenedWallStore {
  /** Begins empty. */
  store: WallStore;
  /** The same wall, as another process finds it after this one was killed. */
  reopen(): Promise<WallStore>;
  /** Lets leases grow older, by the clock that the store measures them with. */
  pass(ms: number): Promise<void>;
}

/** Opens an empty store that ends with the test. */
export type OpenWallStore = (t: TestContext) => Promise<OpenedWallStore>;

/** A post of Anna's; those with a greater number are newer. */
export function keptPost(number: number, changes: Partial<KeptPost> = {}): KeptPost {
  return {
    id: `mastodon:https://framapiaf.org/users/anna/statuses/${number}`,
    network: 'mastodon',
    author: {
      id: 'anna@framapiaf.org',
      name: 'Anna Le Gall',
      handle: '@anna@framapiaf.org',
      server: 'framapiaf.org',
      isBot: false,
      isLimited: false,
    },
    text: `Message ${number}`,
    url: null,
    at: 1_782_000_000_000 + number,
    editedAt: null,
    digest: 'ab'.repeat(32),
    isReply: false,
    isRepost: false,
    isPublic: true,
    isSensitive: false,
    media: [],
    language: null,
    source: 'mastodon:mastodon.social:#breizhcamp',
    seenAt: 1_782_000_100_000,
    goneAt: null,
    pictures: [],
    ...changes,
  };
}

const FULL: Partial<KeptPost> = {
  text: 'L’été, « déjà » : 👩‍👩‍👧 "x" \\ <b> \n שלום \u2028 🎉',
  url: 'https://framapiaf.org/@anna/1',
  editedAt: 1_782_000_050_000,
  isReply: true,
  isRepost: true,
  isPublic: false,
  isSensitive: true,
  media: [
    { url: 'https://media.example/1.png', alt: 'Une scène' },
    { url: 'https://media.example/2.png', alt: '' },
  ],
  language: 'fr-FR',
  goneAt: 1_782_000_200_000,
  pictures: [{ digest: 'cd'.repeat(32), width: 1_600, height: 900 }, null],
};

const BY: WallEntry = { at: 1_782_000_300_000, who: 'Léa', what: 'approved a post of @anna@framapiaf.org' };
const LATER: WallEntry = { at: 1_782_000_400_000, who: 'Yann', what: 'took that back' };

const RULINGS: readonly Ruling[] = [
  { kind: 'approve', post: 'bluesky:at://did:plc:x/app.bsky.feed.post/1', digest: 'ef'.repeat(32) },
  { kind: 'hide-post', post: 'feed:https://blog.example/1' },
  { kind: 'hide-author', author: 'did:plc:y', handle: '@b.bsky.social' },
  { kind: 'hide-server', server: 'bad.example' },
  { kind: 'trust-author', author: 'anna@framapiaf.org', handle: '@anna@framapiaf.org' },
  { kind: 'clear' },
];

/** A picture of so many bytes; only its digest has to be true of them. */
function picture(fill: number, size = 3): { picture: Picture; bytes: Uint8Array } {
  const bytes = new Uint8Array(Buffer.alloc(size, fill));
  const digest = createHash('sha256').update(bytes).digest('hex');
  return { picture: { digest, width: fill, height: 10 }, bytes };
}

/** Everything that a store of a wall has to do, whatever it keeps it in. */
export function checkWallStoreContract(name: string, open: OpenWallStore): void {
  checkPosts(name, open);
  checkRulings(name, open);
  checkPictures(name, open);
  checkLease(name, open);
}

function checkPosts(name: string, open: OpenWallStore): void {
  test(`${name}: posts come back as they were, the newest first, after a kill too`, async (t) => {
    const { store, reopen } = await open(t);
    assert.deepEqual(await store.posts(), []);
    await store.savePosts([keptPost(1), keptPost(3, FULL)]);
    await store.savePosts([keptPost(2, { network: 'bluesky' })]);
    const all = [keptPost(3, FULL), keptPost(2, { network: 'bluesky' }), keptPost(1)];
    assert.deepEqual(await store.posts(), all);
    assert.deepEqual(await (await reopen()).posts(), all);
  });

  test(`${name}: a post that is there already is replaced`, async (t) => {
    const { store, reopen } = await open(t);
    await store.savePosts([keptPost(1), keptPost(2)]);
    const edited = keptPost(1, { text: 'Autrement', digest: '01'.repeat(32), at: keptPost(9).at });
    await store.savePosts([edited, keptPost(2, { goneAt: 1_782_000_200_000 })]);
    const all = [edited, keptPost(2, { goneAt: 1_782_000_200_000 })];
    assert.deepEqual(await store.posts(), all);
    await store.savePosts([]);
    await store.savePosts(all);
    assert.deepEqual(await (await reopen()).posts(), all);
  });

  test(`${name}: the oldest posts go when there are too many`, async (t) => {
    const { store } = await open(t);
    const many = Array.from({ length: KEPT_POSTS_MAX }, (_, at) => keptPost(at + 10));
    await store.savePosts(many);
    await store.savePosts([keptPost(1), keptPost(KEPT_POSTS_MAX + 10), keptPost(KEPT_POSTS_MAX + 11)]);
    const numbers = (await store.posts()).map(({ at }) => at - keptPost(0).at);
    assert.deepEqual(
      numbers,
      Array.from({ length: KEPT_POSTS_MAX }, (_, at) => KEPT_POSTS_MAX + 11 - at),
    );
  });

  test(`${name}: saves that overlap are all kept`, async (t) => {
    const { store, reopen } = await open(t);
    const numbers = [5, 4, 3, 2, 1];
    await Promise.all([
      ...numbers.map((number) => store.savePosts([keptPost(number)])),
      ...RULINGS.map((ruling) => store.addRuling(ruling, BY)),
      store.saveRules(WALL_RULES, BY),
    ]);
    const again = await reopen();
    assert.deepEqual(
      await again.posts(),
      numbers.map((number) => keptPost(number)),
    );
    const given = (await again.rulings()).map((kept) => kept.number);
    assert.deepEqual([given, await again.rules()], [[1, 2, 3, 4, 5, 6], WALL_RULES]);
  });
}

function checkRulings(name: string, open: OpenWallStore): void {
  test(`${name}: rulings are counted from 1, and each comes back as it was given`, async (t) => {
    const { store, reopen } = await open(t);
    assert.deepEqual(await store.rulings(), []);
    const kept = RULINGS.map((ruling, at) => ({
      number: at + 1,
      at: BY.at,
      who: 'Léa',
      ruling,
      undone: null,
    }));
    for (const [at, ruling] of RULINGS.entries())
      assert.deepEqual(await store.addRuling(ruling, BY), kept[at]);
    assert.deepEqual(await store.rulings(), kept);
    assert.deepEqual(await (await reopen()).rulings(), kept);
  });

  test(`${name}: a ruling is undone once, and its number is not given again`, async (t) => {
    const { store, reopen } = await open(t);
    const ruling: Ruling = { kind: 'clear' };
    await store.addRuling(ruling, BY);
    await store.addRuling(ruling, BY);
    const done = [
      await store.undoRuling(2, LATER),
      await store.undoRuling(2, BY),
      await store.undoRuling(7, BY),
    ];
    assert.deepEqual(done, [true, false, false]);
    const again = await reopen();
    await again.addRuling(ruling, LATER);
    assert.deepEqual(await again.rulings(), [
      { number: 1, at: BY.at, who: 'Léa', ruling, undone: null },
      { number: 2, at: BY.at, who: 'Léa', ruling, undone: { at: LATER.at, who: 'Yann' } },
      { number: 3, at: LATER.at, who: 'Yann', ruling, undone: null },
    ]);
  });

  test(`${name}: there are no rules before somebody sets some, and the last ones count`, async (t) => {
    const { store, reopen } = await open(t);
    assert.equal(await store.rules(), null);
    await store.saveRules(WALL_RULES, BY);
    const rules = { ...WALL_RULES, mode: 'delay' as const, delayMs: 1, bots: true, words: ['spam', 'été'] };
    await store.saveRules(rules, LATER);
    assert.deepEqual([await store.rules(), await (await reopen()).rules()], [rules, rules]);
  });
}

function checkPictures(name: string, open: OpenWallStore): void {
  test(`${name}: a picture comes back byte by byte, and one that is not kept is none`, async (t) => {
    const { store, reopen } = await open(t);
    const { picture: one, bytes } = picture(7, 1_000);
    await store.savePicture(one, bytes, []);
    await store.savePicture(one, bytes, [one.digest]);
    const names = [one.digest, picture(8).picture.digest, '../wall', '', 'A'.repeat(64)];
    const found = await Promise.all(names.map((digest) => store.picture(digest)));
    const plain = (all: (Uint8Array | null)[]) => all.map((one) => (one === null ? null : Buffer.from(one)));
    assert.deepEqual(plain(found), [Buffer.from(bytes), null, null, null, null]);
    assert.deepEqual(plain([await (await reopen()).picture(one.digest)]), [Buffer.from(bytes)]);
  });

  test(`${name}: the oldest pictures go when there are too many, those of shown posts last`, async (t) => {
    const { store } = await open(t);
    const size = PICTURES_MAX_BYTES / 4;
    const all = [1, 2, 3, 4, 5, 6, 7].map((fill) => picture(fill, size));
    const digests = all.map((one) => one.picture.digest);
    const kept: boolean[][] = [];
    for (const [at, one] of all.entries()) {
      // Shown are the first picture and the last ones, so that in the end even one of those has to go.
      const keep = at < 5 ? digests.slice(0, 1) : [...digests.slice(0, 1), ...digests.slice(3)];
      await store.savePicture(one.picture, one.bytes, keep);
      const found = await Promise.all(digests.map((digest) => store.picture(digest)));
      kept.push(found.map((bytes) => bytes !== null));
    }
    assert.deepEqual(
      kept.slice(3).map((row) => row.map(Number).join('')),
      ['1111000', '1011100', '1001110', '0001111'],
    );
  });
}

function checkLease(name: string, open: OpenWallStore): void {
  test(`${name}: of several that would poll one does, until it no longer asks`, async (t) => {
    const { store, pass } = await open(t);
    assert.equal(await store.lease('a', 60_000), true);
    assert.equal(await store.lease('b', 60_000), false);
    await pass(40_000);
    assert.equal(await store.lease('a', 60_000), true);
    await pass(40_000);
    assert.equal(await store.lease('b', 60_000), false);
    await pass(20_001);
    assert.equal(await store.lease('b', 60_000), true);
    assert.equal(await store.lease('a', 60_000), false);
  });

  test(`${name}: who asks for no time at all gives the lease up`, async (t) => {
    const { store } = await open(t);
    assert.equal(await store.lease('a', 60_000), true);
    assert.equal(await store.lease('a', 0), true);
    assert.equal(await store.lease('b', 60_000), true);
  });
}

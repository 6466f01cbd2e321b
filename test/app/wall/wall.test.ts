import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WALL_RULES, type WallOrder } from '../../../src/core/wall/rules.ts';
import { createFakeClock } from '../../fakes/clock.ts';
import { createFakeWallStore } from '../../fakes/wallstore.ts';
import { createWorld, feedAt, MINUTE, NOON, postOf, posts, type World } from './world.ts';

const A = 'feed https://a.example/';
const approve = (name: string): WallOrder => ({
  kind: 'rule',
  ruling: { kind: 'approve', post: `mastodon:${name}`, digest: `digest of ${name}` },
});
const CLEAR: WallOrder = { kind: 'rule', ruling: { kind: 'clear' } };

/** A wall that has found posts of these names. */
async function withPosts(...names: string[]): Promise<World> {
  const world = createWorld();
  world.network.answers.set(A, posts(...names.map((name) => postOf(name))));
  await world.wall.start();
  await world.clock.pass(0);
  return world;
}

test('a post waits until somebody approves it, and then is what screens get', async () => {
  const world = await withPosts('anna', 'ben');
  const before = world.wall.document();
  assert.deepEqual(before.value, { posts: [], updatedAt: NOON });
  assert.equal(await world.order(approve('anna')), 'done: Done: approved “text of anna” of @anna.');
  const after = world.wall.document();
  assert.deepEqual(after.value, {
    posts: [
      {
        ...{ id: 'mastodon:anna', network: 'mastodon', author: { name: 'anna', handle: '@anna' } },
        ...{ text: 'text of anna', at: NOON - MINUTE, language: null, pictures: [] },
      },
    ],
    updatedAt: NOON,
  });
  assert.notEqual(after.etag, before.etag);
  assert.deepEqual(world.store.log, [{ at: NOON, who: 'ada', what: 'approved “text of anna” of @anna' }]);
  assert.deepEqual(
    world.wall.desk().waiting.map(({ id }) => id),
    ['mastodon:ben'],
  );
});

test('an order that makes no sense is refused with a sentence, and nothing is kept of it', async () => {
  const world = await withPosts('anna');
  assert.equal(await world.order(approve('nobody')), 'refused: There is no post mastodon:nobody.');
  assert.equal(await world.order({ kind: 'undo', number: 7 }), 'refused: There is no ruling 7.');
  assert.deepEqual([world.store.log, await world.store.rulings()], [[], []]);
});

test('what was ruled can be undone, by whoever comes', async () => {
  const world = await withPosts('anna');
  await world.order(approve('anna'));
  assert.equal(
    await world.order({ kind: 'undo', number: 1 }),
    'done: Done: took back: approved “text of anna” of @anna.',
  );
  assert.deepEqual(world.shown(), []);
  const [ruling] = world.wall.desk().rulings;
  assert.deepEqual(ruling?.undone, { at: NOON, who: 'ada' });
});

test('the panic button empties the wall at once, and what was known stays off after it is undone', async () => {
  const world = await withPosts('anna', 'ben');
  await world.order(approve('anna'));
  assert.equal(await world.order(CLEAR), 'done: Done: cleared every wall.');
  assert.deepEqual([world.shown(), world.wall.desk().clearedAt], [[], NOON]);
  await world.order({ kind: 'undo', number: 2 });
  assert.deepEqual([world.shown(), world.wall.desk().clearedAt], [[], null]);
});

test('a deleted post leaves with the next answer, an edited one goes back to the queue', async () => {
  const world = await withPosts('anna', 'ben');
  await world.order(approve('anna'));
  await world.order(approve('ben'));
  assert.deepEqual(world.shown(), ['mastodon:anna', 'mastodon:ben']);
  const edited = postOf('ben', { digest: 'other', text: 'other' });
  world.network.answers.set(A, { ...posts(edited), gone: ['mastodon:anna'] } as ReturnType<typeof posts>);
  await world.clock.pass(MINUTE);
  assert.deepEqual(world.shown(), []);
  const { waiting, off } = world.wall.desk();
  assert.deepEqual(
    [...waiting, ...off].map(({ id, standing }) => [id, standing]),
    [
      ['mastodon:ben', { is: 'waiting', why: 'edited' }],
      ['mastodon:anna', { is: 'off', why: 'gone' }],
    ],
  );
});

test('a source that fails leaves everything on the wall as it is', async () => {
  const world = await withPosts('anna');
  await world.order(approve('anna'));
  const before = world.wall.document();
  world.network.answers.set(A, { kind: 'failed', state: 'refused', why: 'No.', waitMs: null });
  await world.clock.pass(30 * MINUTE);
  assert.equal(world.wall.document(), before);
});

test('a post whose delay ends comes by itself, although somebody sets the clock meanwhile', async () => {
  const world = createWorld({ sources: [feedAt('https://a.example/', 60 * MINUTE)] });
  world.network.answers.set(A, posts(postOf('anna')));
  await world.wall.start();
  await world.order({ kind: 'rules', rules: { ...WALL_RULES, mode: 'delay', delayMs: 10 * MINUTE } });
  await world.clock.pass(8.5 * MINUTE);
  const changes = world.changes();
  assert.deepEqual(world.shown(), []);
  world.clock.stepWall(MINUTE);
  await world.clock.pass(MINUTE / 2);
  assert.deepEqual([world.shown(), world.changes()], [['mastodon:anna'], changes + 1]);
});

test('screens need not GET the wall again when a minute later nothing was found', async () => {
  const world = await withPosts('anna');
  const { etag } = world.wall.document();
  await world.clock.pass(MINUTE);
  assert.equal(world.wall.document().etag, etag);
  await world.clock.pass(MINUTE);
  assert.equal(world.wall.document().value.updatedAt, NOON + 2 * MINUTE);
});

test('what was kept stands on the wall before any network has answered, but for sources that are no more', async () => {
  const store = createFakeWallStore();
  const kept = { seenAt: NOON - MINUTE, goneAt: null, pictures: [] };
  await store.savePosts([
    { ...postOf('anna'), source: A, ...kept },
    { ...postOf('ben'), source: 'feed https://former.example/', ...kept },
  ]);
  await store.saveRules(
    { ...WALL_RULES, mode: 'delay', delayMs: 30_000 },
    { at: NOON, who: 'ada', what: '' },
  );
  const { wall, shown } = createWorld({ store });
  await wall.start();
  assert.deepEqual(shown(), ['mastodon:anna']);
  assert.equal(wall.document().value.updatedAt, null);
});

test('a wall without a source asks for no lease and has no timer', async () => {
  const { wall, clock, store } = createWorld({ sources: [] });
  await wall.start();
  assert.deepEqual([wall.desk().sources, store.holder, clock.openTimers()], [[], null, 0]);
  await wall.stop();
});

test('of two walls on one store one asks, and the other one takes over when it has to', async () => {
  const clock = createFakeClock({ wallAt: NOON });
  const store = createFakeWallStore();
  const [first, second] = [createWorld({ clock, store }), createWorld({ clock, store, holder: 'hub-2' })];
  await first.wall.start();
  await second.wall.start();
  await clock.pass(MINUTE);
  assert.deepEqual([first.network.asked.length, second.network.asked.length], [2, 0]);
  const [view] = second.wall.desk().sources;
  assert.deepEqual(
    [view?.state, view?.askedAt, second.wall.document().value.updatedAt],
    ['empty', NOON, NOON],
  );
  store.holder = 'hub-2';
  await clock.pass(MINUTE);
  assert.deepEqual([first.network.asked.length, second.network.asked.length > 0], [2, true]);
});

test('what another process ruled is followed when it is told', async () => {
  const store = createFakeWallStore();
  const clock = createFakeClock({ wallAt: NOON });
  const [first, second] = [createWorld({ clock, store }), createWorld({ clock, store, holder: 'hub-2' })];
  first.network.answers.set(A, posts(postOf('anna')));
  await first.wall.start();
  await second.wall.start();
  await clock.pass(0);
  await first.order(approve('anna'));
  await second.wall.reload();
  assert.deepEqual(second.shown(), ['mastodon:anna']);
});

test('a wall whose store is away asks nobody, and goes on without asking sooner than it would have', async () => {
  const world = await withPosts('anna');
  world.store.broken = 'The database is away.';
  await world.clock.pass(50_000);
  world.store.broken = null;
  await world.clock.pass(70_000);
  assert.deepEqual(
    world.network.asked.map(({ atS }) => atS),
    [0, 60, 120],
  );
});

test('pictures are made for what is shown or waits, and a post never waits for its picture', async () => {
  const media = ['https://m.example/cat.jpg', 'https://m.example/bad.jpg'].map((url) => ({
    url,
    alt: url.slice(-7),
  }));
  const world = createWorld({ sources: [feedAt('https://a.example/')] });
  const sensitive = postOf('ben', {
    isSensitive: true,
    media: [{ url: 'https://m.example/no.jpg', alt: '' }],
  });
  world.network.answers.set(A, posts(postOf('anna', { media }), sensitive));
  await world.wall.start();
  await world.clock.pass(0);
  await world.order(approve('anna'));
  const digest = (25).toString(16).padStart(64, '0');
  const pictures = [{ digest, width: 8, height: 6, alt: 'cat.jpg' }];
  assert.deepEqual(
    world.wall.document().value.posts.map((post) => post.pictures),
    [pictures],
  );
  await world.clock.pass(5 * MINUTE);
  assert.deepEqual(world.fetched, [media[0]?.url, ...Array(3).fill(media[1]?.url)]);
  assert.deepEqual(await world.wall.picture(digest, true), Uint8Array.of(25));
});

test('the picture of a post that is shown no more is for organisers only', async () => {
  const world = createWorld();
  world.network.answers.set(
    A,
    posts(postOf('anna', { media: [{ url: 'https://m.example/cat.jpg', alt: '' }] })),
  );
  await world.wall.start();
  await world.clock.pass(0);
  const digest = (25).toString(16).padStart(64, '0');
  const both = async () => [await world.wall.picture(digest, true), await world.wall.picture(digest, false)];
  assert.deepEqual(await both(), [null, Uint8Array.of(25)]);
  assert.equal(await world.wall.picture('../../hub', false), null);
});

test('a picture that cannot be kept is said in the log, and the post stays', async () => {
  const world = createWorld({ make: () => Promise.reject(new Error('no')) });
  world.network.answers.set(
    A,
    posts(postOf('anna', { media: [{ url: 'https://m.example/cat.jpg', alt: '' }] })),
  );
  await world.wall.start();
  await world.clock.pass(0);
  await world.order(approve('anna'));
  assert.deepEqual(
    [world.shown(), world.warned],
    [['mastodon:anna'], ['a picture of the wall could not be kept']],
  );
});

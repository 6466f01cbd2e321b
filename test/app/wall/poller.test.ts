import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Answer } from '../../../src/app/wall/ports.ts';
import { createWorld, feedAt, MINUTE, NOON, postOf, posts, type World } from './world.ts';

const A = 'https://a.example/';
const limited = (waitMs: number | null): Answer => ({
  kind: 'failed',
  state: 'limited',
  why: 'Slowly.',
  waitMs,
});
const down: Answer = { kind: 'failed', state: 'unreachable', why: 'It is down.', waitMs: null };
const timesOf = ({ network }: World, key?: string) =>
  network.asked.filter((asked) => key === undefined || asked.key === key).map(({ atS }) => atS);

async function started(...[options]: Parameters<typeof createWorld>): Promise<World> {
  const world = createWorld(options);
  await world.wall.start();
  return world;
}

test('each source is asked at its own pace, and knows when it is asked next', async () => {
  const sources = [feedAt(A), feedAt('https://b.example/posts', 3 * MINUTE)];
  const world = await started({ sources });
  world.network.answers.set(`feed ${A}`, { ...posts(postOf('a')), cost: '$0.01' } as Answer);
  await world.clock.pass(3 * MINUTE);
  assert.deepEqual(
    [timesOf(world, `feed ${A}`), timesOf(world, sources[1]?.key)],
    [
      [0, 60, 120, 180],
      [0, 180],
    ],
  );
  assert.deepEqual(world.wall.desk().sources, [
    {
      ...{ key: `feed ${A}`, label: 'a.example', network: 'feed', state: 'ok', why: null, posts: 1 },
      ...{ askedAt: NOON + 3 * MINUTE, nextAt: NOON + 4 * MINUTE, cost: '$0.01' },
    },
    {
      ...{ key: 'feed https://b.example/posts', label: 'b.example/posts', network: 'feed', state: 'empty' },
      ...{ why: null, posts: 0, askedAt: NOON + 3 * MINUTE, nextAt: NOON + 6 * MINUTE, cost: null },
    },
  ]);
});

test('walls that are started together do not ask in step', async () => {
  const world = await started({ chance: 0.5 });
  await world.clock.pass(3 * MINUTE);
  assert.deepEqual(timesOf(world), [1.5, 64.5, 127.5]);
});

test('a source that fails is asked ever later, at most every 15 minutes, and soon again once it answers', async () => {
  const world = await started();
  world.network.answers.set(`feed ${A}`, down);
  await world.clock.pass(61 * MINUTE);
  assert.deepEqual(
    timesOf(world).map((s) => s / 60),
    [0, 1, 3, 7, 15, 30, 45, 60],
  );
  const [view] = world.wall.desk().sources;
  assert.deepEqual(
    [view?.state, view?.why, view?.nextAt],
    ['unreachable', 'It is down.', NOON + 75 * MINUTE],
  );
  world.network.answers.set(`feed ${A}`, posts());
  await world.clock.pass(15 * MINUTE);
  assert.deepEqual(
    timesOf(world)
      .slice(-2)
      .map((s) => s / 60),
    [75, 76],
  );
});

test('a network that asks for time gets it, whatever the pace', async () => {
  const world = await started();
  world.network.answers.set(`feed ${A}`, limited(40 * MINUTE));
  await world.clock.pass(39 * MINUTE);
  assert.deepEqual(timesOf(world), [0]);
  assert.equal(world.wall.desk().sources[0]?.nextAt, NOON + 40 * MINUTE);
  world.network.answers.set(`feed ${A}`, { ...posts(), waitMs: 5 * MINUTE } as Answer);
  await world.clock.pass(7 * MINUTE);
  assert.deepEqual(
    timesOf(world).map((s) => s / 60),
    [0, 40, 45],
  );
});

test('what one source of a host was told to wait, the others wait too', async () => {
  const [first, second] = [feedAt(`${A}1`), feedAt(`${A}2`)];
  const world = await started({ sources: [first, second] });
  world.network.answers.set(first.key, limited(10 * MINUTE));
  await world.clock.pass(9 * MINUTE);
  assert.deepEqual(timesOf(world, second.key), []);
  world.network.answers.set(first.key, posts());
  await world.clock.pass(1 * MINUTE);
  assert.deepEqual(timesOf(world, second.key), [600]);
});

test('sources of one host are never asked at the same time, and those of others do not wait for them', async () => {
  const [first, second, other] = [feedAt(`${A}1`), feedAt(`${A}2`), feedAt('https://b.example/')];
  const world = await started({ sources: [first, second, other] });
  world.network.answers.set(first.key, 'hangs');
  await world.clock.pass(30_000);
  assert.deepEqual(
    world.network.asked.map(({ key }) => key),
    [first.key, other.key],
  );
  world.network.release(posts());
  await world.clock.pass(0);
  assert.deepEqual(
    world.network.asked.map(({ key }) => key),
    [first.key, other.key, second.key],
  );
});

test('a client that breaks is a source that could not be asked, and holds up nobody', async () => {
  const world = await started({ sources: [feedAt(A), feedAt(`${A}2`)] });
  world.network.answers.set(`feed ${A}`, 'breaks');
  await world.clock.pass(0);
  assert.deepEqual(
    world.wall.desk().sources.map(({ state }) => state),
    ['unreachable', 'empty'],
  );
  assert.deepEqual(world.warned, ['a source of the wall could not be asked']);
});

test('the network is asked about what stands on the wall, waits, or may take a place on it', async () => {
  const world = await started();
  const bot = postOf('bot');
  const found = [postOf('a'), postOf('b'), { ...bot, author: { ...bot.author, isBot: true } }];
  world.network.answers.set(`feed ${A}`, posts(...found));
  await world.clock.pass(0);
  await world.order({ kind: 'rule', ruling: { kind: 'hide-post', post: 'mastodon:b' } });
  await world.clock.pass(MINUTE);
  assert.deepEqual(
    world.network.asked.map(({ known }) => known.map(({ id }) => id)),
    [[], ['mastodon:a']],
  );
});

test('each question begins with another of the posts that are shown, so that all have their turn', async () => {
  const world = await started();
  const found = Array.from({ length: 20 }, (_, n) => postOf(`p${n}`, { at: NOON - n }));
  world.network.answers.set(`feed ${A}`, posts(...found));
  await world.clock.pass(0);
  for (const { id, digest } of found.slice(1)) {
    await world.order({ kind: 'rule', ruling: { kind: 'approve', post: id, digest } });
  }
  await world.clock.pass(2 * MINUTE);
  const ids = (index: number) => world.network.asked[index]?.known.map(({ id }) => id.replace(/\D+/, ''));
  const turned = (from: number) => Array.from({ length: 19 }, (_, n) => `${1 + ((from + n) % 19)}`);
  assert.deepEqual(
    [ids(1), ids(2)],
    [
      [...turned(15), '0'],
      [...turned(30 % 19), '0'],
    ],
  );
});

test('what is on the wall is asked about before what was approved and has no place on it any more', async () => {
  const world = await started();
  const found = Array.from({ length: 80 }, (_, n) =>
    postOf(`p${n}`, { at: NOON - n, author: { ...postOf('x').author, id: `a${n}` } }),
  );
  world.network.answers.set(`feed ${A}`, posts(...found));
  await world.clock.pass(0);
  for (const { id, digest } of found)
    await world.order({ kind: 'rule', ruling: { kind: 'approve', post: id, digest } });
  await world.clock.pass(MINUTE);
  const numbers = world.network.asked[1]?.known.map(({ id }) => Number(id.replace(/\D+/, ''))) ?? [];
  assert.deepEqual([numbers.length, Math.max(...numbers.slice(0, 60))], [80, 59]);
});

test('the network hears of the newest post that is kept, though no wall may show it', async () => {
  const world = await started();
  const reply = (id: string, at: number) => ({ ...postOf(id, { at }), isReply: true });
  world.network.answers.set(`feed ${A}`, posts(reply('old', NOON - 2), reply('new', NOON - 1)));
  await world.clock.pass(MINUTE);
  assert.deepEqual(
    world.network.asked.map(({ known, newest }) => [known.length, newest?.id ?? null]),
    [
      [0, null],
      [0, 'mastodon:new'],
    ],
  );
});

test('posts that cannot be kept are not shown, and are asked for again', async () => {
  const world = await started();
  world.network.answers.set(`feed ${A}`, posts(postOf('a')));
  world.store.broken = 'The disk is full.';
  await world.clock.pass(0);
  const [view] = world.wall.desk().sources;
  assert.deepEqual(
    [view?.state, view?.why, view?.posts],
    ['unreachable', 'Its posts could not be kept; they are asked for again.', 0],
  );
  world.store.broken = null;
  await world.clock.pass(MINUTE);
  assert.equal(world.wall.desk().sources[0]?.posts, 1);
});

test('an answer that comes after the stop changes nothing, and no timer is left', async () => {
  const world = await started();
  world.network.answers.set(`feed ${A}`, 'hangs');
  await world.clock.pass(0);
  await world.wall.stop();
  world.network.release(posts(postOf('a')));
  await world.clock.pass(MINUTE);
  assert.deepEqual([world.store.saves, world.clock.openTimers(), world.network.asked.length], [0, 0, 1]);
});

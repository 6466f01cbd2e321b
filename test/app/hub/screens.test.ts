import assert from 'node:assert/strict';
import { test } from 'node:test';
import { publishedResults } from '../../../src/core/hub/published.ts';
import type { SessionResult } from '../../../src/core/hub/view.ts';
import { WALL_RULES } from '../../../src/core/wall/rules.ts';
import { MINUTE, NINE, openDesktop, openPage } from './desktop.ts';

const CLEAR = { kind: 'wall', asked: { kind: 'rule', ruling: { kind: 'clear' } } } as const;
const publish = (isPublished: boolean) => ({ kind: 'publish-results', isPublished }) as const;
const votes = (count: number) => Array.from({ length: count }, (_, n) => NINE + 20 * MINUTE + n * 30_000);

test('what organisers order of the wall goes to the wall, in their name', async () => {
  const { order, wall } = await openDesktop();
  assert.equal(await order(CLEAR), 'done: Done.');
  assert.deepEqual(wall.ordered, [[CLEAR.asked, 'ada']]);
});

test('a wall that has changed is at once with pages and with every linked box', async () => {
  const { desk, wall, clock, announced } = await openDesktop();
  const page = openPage(desk, 'viewer', 'vic');
  await clock.pass(1_000);
  page.came();
  announced.length = 0;
  wall.show('w1', { posts: [], updatedAt: 7 });
  assert.deepEqual(announced, [[{ wall: 'w1' }, undefined]]);
  await clock.pass(0);
  assert.deepEqual(page.came(), ['wall']);
  assert.deepEqual(page.view.wall, {
    ...{ sources: [], rules: WALL_RULES, waiting: [], shown: [], off: [], rulings: [], clearedAt: 7 },
  });
  assert.deepEqual(desk.screens.wall(), { etag: 'w1', value: { posts: [], updatedAt: 7 } });
});

test('results are for screens only while organisers publish them, and say nothing of few votes', async () => {
  const { desk, store, clock, cast, order, announced } = await openDesktop();
  await cast('box-01', 'Amphi A', 1, votes(12));
  await cast('box-02', 'Amphi B', 1, votes(9));
  assert.equal(desk.screens.results(), null);
  announced.length = 0;
  assert.equal(await order(publish(true)), 'done: Screens may show the results.');
  await clock.pass(0);
  const found = desk.screens.results();
  assert.deepEqual(
    found?.value.sessions.map(({ room, counted, share }) => [room, counted, share.value]),
    [['Amphi A', 12, 1]],
  );
  assert.deepEqual(announced, [[{ results: found?.etag }, undefined]]);
  assert.deepEqual(store.log.at(-1)?.what, 'published the results on the screens');
  assert.equal(await order(publish(false)), 'done: Screens show no results.');
  assert.equal(desk.screens.results(), null);
  assert.deepEqual(announced.slice(1), [[{ results: 'none' }, undefined]]);
});

test('published results follow the votes a minute later, and stay the same document until then', async () => {
  const { desk, clock, cast, order } = await openDesktop();
  await order(publish(true));
  await clock.pass(0);
  const first = desk.screens.results();
  await clock.pass(MINUTE);
  assert.equal(desk.screens.results(), first);
  await cast('box-01', 'Amphi A', 1, votes(10));
  await clock.pass(MINUTE);
  assert.deepEqual([first?.value.sessions.length, desk.screens.results()?.value.sessions.length], [0, 1]);
  assert.notEqual(desk.screens.results()?.etag, first?.etag);
});

test('another hub on the same database follows what is published, and reads the wall again', async () => {
  const first = await openDesktop();
  const second = await openDesktop({ store: first.store, isShared: true });
  const before = second.wall.reloads;
  await first.order(publish(true));
  await second.clock.pass(1_000);
  assert.notEqual(second.desk.screens.results(), null);
  assert.ok(second.wall.reloads > before);
  assert.equal(first.wall.reloads, 0);
});

test('images of organisers are counted for them and handed to boxes', async () => {
  const { desk, hang, announced } = await openDesktop();
  const page = openPage(desk);
  assert.deepEqual(
    [desk.screens.images(), page.view.screens],
    [null, { resultsPublished: false, images: 0 }],
  );
  announced.length = 0;
  const images = [{ digest: 'logo', width: 1, height: 1, alt: 'acme' }];
  hang(images);
  const { etag, value } = desk.screens.images() ?? { etag: '', value: null };
  assert.deepEqual(value, { images });
  assert.deepEqual(announced, [[{ images: etag }, undefined]]);
});

test('screens get the pictures of posts that are shown, people at the desk every one', async () => {
  const { desk } = await openDesktop();
  const asked = [
    ['wall', 'shown'],
    ['wall', 'hidden'],
    ['desk', 'hidden'],
    ['images', 'logo'],
    ['images', 'shown'],
  ] as const;
  const found = await Promise.all(asked.map(([of, digest]) => desk.screens.picture(of, digest)));
  assert.deepEqual(
    found.map((bytes) => bytes !== null),
    [true, false, true, true, false],
  );
});

function resultOf(changed: Partial<SessionResult>): SessionResult {
  return {
    ...{ id: 'a', title: 'A', speakers: ['Ann'], room: 'R', startsAt: 1, endsAt: 2, cancelled: false },
    ...{ withdrawn: false, counted: 12, plus: 12, minus: 0, tooFew: false, early: 0, foldedShare: 1 },
    ...{ share: { value: 1, low: 0.7, high: 1 }, bursts: { count: 0, votes: 0 } },
    ...changed,
  };
}

test('screens show the twenty best that took place, as they were counted', () => {
  const many = Array.from({ length: 25 }, (_, n) => resultOf({ title: `T${n}` }));
  const left = [
    resultOf({ cancelled: true }),
    resultOf({ withdrawn: true }),
    resultOf({ tooFew: true, share: null }),
  ];
  const { at, sessions } = publishedResults({ sessions: [...left, ...many], totals: {} as never }, 5);
  assert.deepEqual(
    [at, sessions.length, sessions[0]],
    [
      5,
      20,
      {
        ...{ title: 'T0', speakers: ['Ann'], room: 'R', startsAt: 1, counted: 12 },
        share: { value: 1, low: 0.7, high: 1 },
      },
    ],
  );
});

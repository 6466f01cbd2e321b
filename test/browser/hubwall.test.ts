import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type { Page } from 'playwright-core';
import type { WallDeskView } from '../../src/core/wall/view.ts';
import { HUB_AT } from '../display/hubtalks.ts';
import { type Action, checkActions } from './hubactions.ts';
import { textOf, useHub, visit } from './hubbench.ts';
import { makeView } from './hubview.ts';
import { digestOf, idOf, makeRuling, TABS, WALL, WEBP } from './hubwall.ts';

const bench = useHub();
beforeEach(() => {
  for (const digest of ['a', 'b', 'c']) bench.hub.pictures.set(digestOf(digest), WEBP);
});

const post = (page: Page, id: string) => page.getByTestId(`post-${id}`);
const ruled = (ruling: object) => ({ kind: 'wall', asked: { kind: 'rule', ruling } });
const takenBack = (number: number) => ({ kind: 'wall', asked: { kind: 'undo', number } });

const ANNA = { author: 'https://framapiaf.org/users/anna', handle: '@anna@framapiaf.org' };

async function fromMenu(page: Page, id: string, name: string): Promise<void> {
  await post(page, id).getByTestId('more').click();
  await page.getByRole('dialog').getByTestId(name).click();
}

const ACTIONS: readonly Action[] = [
  [
    'approves a post in the form that was seen',
    'wall',
    (page) => post(page, idOf('3')).getByTestId('approve').click(),
    ruled({ kind: 'approve', post: idOf('3'), digest: digestOf('d') }),
  ],
  [
    'hides an author',
    'wall',
    (page) => fromMenu(page, idOf('3'), 'hide-author'),
    ruled({ kind: 'hide-author', ...ANNA }),
  ],
  [
    'hides a server',
    'wall',
    (page) => fromMenu(page, idOf('3'), 'hide-server'),
    ruled({ kind: 'hide-server', server: 'framapiaf.org' }),
  ],
  [
    'trusts an author',
    'wall',
    (page) => fromMenu(page, idOf('3'), 'trust-author'),
    ruled({ kind: 'trust-author', ...ANNA }),
  ],
  ['trusts an author no more', 'wall', (page) => fromMenu(page, 'bluesky:4', 'distrust'), takenBack(1)],
  [
    'takes a post off the wall',
    'wall/shown',
    (page) => post(page, 'bluesky:12').getByTestId('hide').click(),
    ruled({ kind: 'hide-post', post: 'bluesky:12' }),
  ],
  [
    'brings a hidden post back',
    'wall/off',
    (page) => post(page, idOf('25')).getByTestId('undo').click(),
    takenBack(3),
  ],
  [
    'brings a server back',
    'wall/off',
    (page) => post(page, idOf('23')).getByTestId('undo').click(),
    takenBack(4),
  ],
  [
    'takes a ruling back',
    'wall/history',
    (page) => page.getByTestId('given-4').getByTestId('undo').click(),
    takenBack(4),
  ],
  [
    'sets the rules',
    'wall/rules',
    async (page) => {
      await page.getByTestId('delay').fill('9');
      await page.getByTestId('do').click();
      await page.getByTestId('refused').filter({ hasText: '10 à 3600' }).waitFor();
      await page.getByTestId('delay').fill('300');
      await page.getByTestId('per-author').fill('2');
      await page.getByTestId('wanted-bots').check();
      await page.getByTestId('wanted-replies').uncheck();
      await page.getByTestId('list').fill('crypto\n\n  gros mot ');
      await page.getByTestId('do').click();
    },
    {
      kind: 'wall',
      asked: {
        kind: 'rules',
        rules: {
          ...{ mode: 'delay', delayMs: 300_000, perAuthorHour: 2, bots: true, replies: false },
          words: ['crypto', 'gros mot'],
        },
      },
    },
  ],
  [
    'clears every wall, after a second word',
    'wall/shown',
    async (page) => {
      await page.getByTestId('clear').click();
      await page.getByRole('dialog').getByTestId('do').click();
    },
    ruled({ kind: 'clear' }),
  ],
  [
    'shows the results on the screens, after a second word',
    'results',
    async (page) => {
      await page.getByTestId('publish').click();
      await page.getByRole('dialog').getByTestId('do').click();
    },
    { kind: 'publish-results', isPublished: true },
  ],
];

test('what an organiser does to the wall is one command each, whose answer is shown', async () => {
  await checkActions(bench, ACTIONS);
});

test('results are taken off the screens at once', async () => {
  bench.hub.show({ screens: { resultsPublished: true, images: 0 } });
  const page = await bench.open('results');
  await page.getByRole('switch', { checked: true }).click();
  await page.getByTestId('message').waitFor();
  assert.deepEqual(bench.hub.posted.at(-1)?.body, { kind: 'publish-results', isPublished: false });
  bench.hub.show({ screens: { resultsPublished: false, images: 0 } });
  await page.getByRole('switch', { checked: false }).waitFor();
});

test('a and h rule on the post that has the focus, and the focus goes on to the next', async () => {
  const page = await bench.open('wall');
  await post(page, 'bluesky:4').getByTestId('more').focus();
  await page.keyboard.press('a');
  await page.keyboard.press('h');
  await page.getByTestId('message').waitFor();
  const asked = bench.hub.posted.map(({ body }) => body);
  assert.deepEqual(asked, [
    ruled({ kind: 'approve', post: 'bluesky:4', digest: digestOf('d') }),
    ruled({ kind: 'hide-post', post: idOf('2') }),
  ]);
  const focused = () =>
    page.evaluate(() => document.activeElement?.closest('[data-post]')?.getAttribute('data-post'));
  assert.equal(await focused(), idOf('1'));
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await page.keyboard.press('h');
  await page.keyboard.press('Control+a');
  assert.equal(bench.hub.posted.length, 2);
});

test('while the walls are cleared every page says so, until each order to clear is taken back', async () => {
  const cleared: WallDeskView = {
    ...WALL,
    rulings: [6, 5].map((number) => makeRuling(number, { kind: 'clear' }, 'cleared every wall')),
    clearedAt: HUB_AT - 120_000,
  };
  const page = await bench.open('boxes');
  await page.getByTestId('summary').waitFor();
  assert.equal(await page.getByTestId('cleared').count(), 0);
  bench.hub.show({ wall: cleared });
  for (const address of ['boxes', 'results', 'accounts', ...TABS]) {
    await visit(page, address);
    assert.match(
      await textOf(page, 'cleared'),
      /^Tous les murs sont vides depuis 11:43\. .*Remontrer le mur$/,
    );
  }
  assert.equal(await page.getByTestId('clear').count(), 0);
  await page.getByTestId('show-again').click();
  await page.getByTestId('message').waitFor();
  await page.waitForFunction(() => !document.querySelector('[data-testid="show-again"]:disabled'));
  assert.deepEqual(
    bench.hub.posted.map(({ body }) => body),
    [takenBack(6), takenBack(5)],
  );
  bench.hub.show({ wall: WALL });
  await page.getByTestId('cleared').waitFor({ state: 'detached' });
});

test('a viewer reads the wall and is offered nothing to press', async () => {
  await bench.restart(makeView({ name: 'Accueil', role: 'viewer' }));
  const page = await bench.open('wall');
  await page.getByTestId('posts').waitFor();
  for (const address of [...TABS, 'results']) {
    await visit(page, address);
    for (const name of ['approve', 'hide', 'more', 'undo', 'clear', 'rules', 'publish', 'do']) {
      assert.equal(await page.getByTestId(name).count(), 0, `${address}: ${name}`);
    }
  }
  assert.match(await textOf(page, 'published'), /Seul un organisateur peut en décider/);
  bench.hub.show({ wall: { ...WALL, clearedAt: HUB_AT } });
  await page.getByTestId('cleared').waitFor();
  assert.equal(await page.getByTestId('show-again').count(), 0);
});

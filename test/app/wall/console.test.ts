import assert from 'node:assert/strict';
import { test } from 'node:test';
import { askWall } from '../../../src/app/wall/console.ts';
import type { WallAsk } from '../../../src/core/wall/asks.ts';
import { WALL_RULES, type WallOrder } from '../../../src/core/wall/rules.ts';
import type { DeskPost, WallDeskView } from '../../../src/core/wall/view.ts';

function postOf(id: string, digest: string, rest: Partial<DeskPost> = {}): DeskPost {
  return {
    ...{ id, digest, network: 'mastodon', author: { name: 'Anna', handle: '@anna@social.example' } },
    ...{ authorId: 'https://social.example/anna', server: 'social.example', text: `post\n${id}`, at: 1 },
    ...{ language: null, pictures: [], url: null, source: 's', seenAt: 1, editedAt: null },
    standing: { is: 'shown' },
    ...rest,
  };
}

const DESK: WallDeskView = {
  sources: [
    {
      ...{ key: 's', label: '#camp on social.example', network: 'mastodon', state: 'limited' },
      ...{ why: 'It asks for a pause.', askedAt: 1, nextAt: 2, posts: 3, cost: null },
    },
  ],
  rules: WALL_RULES,
  waiting: [postOf('w', 'aaaaaaaa11', { standing: { is: 'waiting', why: 'approval' } })],
  shown: [postOf('s', 'bbbbbbbb22'), postOf('t', 'dddddddd44'), postOf('u', 'dddddddd55')],
  off: [postOf('o', 'cccccccc33', { standing: { is: 'off', why: 'bot' } })],
  rulings: [
    {
      number: 3,
      at: 1,
      who: 'ben',
      ruling: { kind: 'clear' },
      undone: { at: 2, who: 'ben' },
      text: 'cleared every wall',
    },
    {
      ...{ number: 2, at: 1, who: 'ann', undone: null, text: 'hid all posts from spam.example' },
      ruling: { kind: 'hide-server', server: 'spam.example' },
    },
  ],
  clearedAt: null,
};

async function ask(asked: WallAsk, desk = DESK) {
  const orders: unknown[] = [];
  const outcome = await askWall(
    {
      desk: () => desk,
      async order(order: WallOrder, who: string) {
        orders.push({ ...order, who });
        return { done: true, text: 'Done: this.', ...(order.kind === 'rule' ? { data: { number: 7 } } : {}) };
      },
    },
    asked,
    'ann',
  );
  return { outcome, orders };
}

const ruled = (ruling: object) => ({
  outcome: { done: true, text: 'Done: this.\nTo take it back: likebox wall undo 7', data: { number: 7 } },
  orders: [{ kind: 'rule', ruling, who: 'ann' }],
});

test('the list names every post by the beginning of its digest, and says why it is not shown', async () => {
  const { outcome, orders } = await ask({ kind: 'wall-list' });
  assert.deepEqual(orders, []);
  assert.equal(
    outcome.text,
    [
      'Sources: 1',
      '  #camp on social.example: limited, 3 posts. It asks for a pause.',
      '',
      'Waiting: 1',
      '  aaaaaaaa  @anna@social.example (approval): post w',
      '',
      'Shown: 3',
      '  bbbbbbbb  @anna@social.example: post s',
      '  dddddddd  @anna@social.example: post t',
      '  dddddddd  @anna@social.example: post u',
      '',
      'Not shown: 1',
      '  cccccccc  @anna@social.example (bot): post o',
      '',
      'Ruled: 1',
      '  2  ann hid all posts from spam.example',
    ].join('\n'),
  );
  const cleared = await ask({ kind: 'wall-list' }, { ...DESK, clearedAt: 1 });
  assert.match(cleared.outcome.text, /^The wall is cleared: likebox wall undo brings it back\.\n/);
});

test('what a person rules about a post is ruled about the form of it that was listed', async () => {
  assert.deepEqual(
    await ask({ kind: 'wall-approve', post: 'aaaaaaaa' }),
    ruled({ kind: 'approve', post: 'w', digest: 'aaaaaaaa11' }),
  );
  assert.deepEqual(
    await ask({ kind: 'wall-hide', post: 's', whole: 'post' }),
    ruled({ kind: 'hide-post', post: 's' }),
  );
  const author = { author: 'https://social.example/anna', handle: '@anna@social.example' };
  assert.deepEqual(
    await ask({ kind: 'wall-hide', post: 'bbbbbbbb', whole: 'author' }),
    ruled({ kind: 'hide-author', ...author }),
  );
  assert.deepEqual(
    await ask({ kind: 'wall-hide', post: 'cccccccc', whole: 'server' }),
    ruled({ kind: 'hide-server', server: 'social.example' }),
  );
  assert.deepEqual(await ask({ kind: 'wall-trust', post: 'w' }), ruled({ kind: 'trust-author', ...author }));
  assert.deepEqual(await ask({ kind: 'wall-clear' }), ruled({ kind: 'clear' }));
});

test('a name that no post has, or several, is answered with what to do', async () => {
  assert.deepEqual(await ask({ kind: 'wall-approve', post: 'ffffffff' }), {
    outcome: {
      done: false,
      text: 'There is no post ffffffff, or it was edited meanwhile. likebox wall list lists them all.',
    },
    orders: [],
  });
  assert.deepEqual(await ask({ kind: 'wall-hide', post: 'dddddddd', whole: 'post' }), {
    outcome: { done: false, text: 'Several posts are called dddddddd: name one by its id, t or u.' },
    orders: [],
  });
});

test('undo without a number takes back what was ruled last and still stands', async () => {
  assert.deepEqual((await ask({ kind: 'wall-undo' })).orders, [{ kind: 'undo', number: 2, who: 'ann' }]);
  assert.deepEqual((await ask({ kind: 'wall-undo', number: 1 })).orders, [
    { kind: 'undo', number: 1, who: 'ann' },
  ]);
  const none = await ask({ kind: 'wall-undo' }, { ...DESK, rulings: [] });
  assert.deepEqual(none, { outcome: { done: false, text: 'There is nothing to undo.' }, orders: [] });
});

test('rules are told, or changed where something is named', async () => {
  const told = await ask({ kind: 'wall-rules', change: { mode: undefined } });
  assert.equal(
    told.outcome.text,
    'mode: approve\ndelay: 120s\nper author and hour: 4\nbots: off\nreplies: off\nwords: none',
  );
  assert.deepEqual(told.orders, []);
  const change = { mode: 'delay', bots: true, words: ['spoiler'] } as const;
  assert.deepEqual((await ask({ kind: 'wall-rules', change })).orders, [
    { kind: 'rules', rules: { ...WALL_RULES, ...change }, who: 'ann' },
  ]);
});

test('a store that fails is a sentence', async () => {
  const order = () => Promise.reject(new Error('the disk is full'));
  const outcome = await askWall({ desk: () => DESK, order }, { kind: 'wall-clear' }, 'ann');
  assert.deepEqual(outcome, { done: false, text: 'The wall could not be changed: the disk is full' });
});

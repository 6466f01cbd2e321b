import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { toDesk, toDocument } from '../../../src/core/wall/desk.ts';
import type { KeptRuling, Ruling } from '../../../src/core/wall/rules.ts';
import { orderWords, rulingWords } from '../../../src/core/wall/words.ts';
import { ANNA, approve, MINUTE, NOON, picture, post, ruled, rules, undone } from './made.ts';

const SEEN = post('seen', {
  text: 'Hello',
  media: [
    { url: 'https://framapiaf.example/1.png', alt: 'A cat' },
    { url: 'https://framapiaf.example/2.png', alt: 'A dog' },
  ],
  pictures: [null, picture('d2')],
});
const SHOWN = {
  id: 'seen',
  network: 'mastodon',
  author: { name: 'Anna', handle: '@anna@framapiaf.example' },
  text: 'Hello',
  at: NOON - MINUTE,
  language: 'en',
  pictures: [{ digest: 'd2', width: 800, height: 600, alt: 'A dog' }],
};
const DESK = {
  ...SHOWN,
  authorId: ANNA.id,
  server: ANNA.server,
  url: 'https://framapiaf.example/seen',
  digest: 'digest of seen',
  source: 'mastodon:framapiaf.example:#likebox',
  seenAt: NOON,
  editedAt: null,
};

/** The wall a minute after noon. */
function state(posts = [SEEN], rulings: readonly KeptRuling[] = []) {
  return { posts, rulings, rules: rules(), nowAt: NOON + MINUTE };
}

test('boxes get what is shown, with the pictures that came, and nothing that leads to the internet', () => {
  assert.deepEqual(toDocument(state([SEEN, post('waits')], ruled(approve('seen'))), NOON), {
    posts: [SHOWN],
    updatedAt: NOON,
  });
  assert.deepEqual(toDocument(state(), null), { posts: [], updatedAt: null });
});

test('the desk has every post in one list, newest first, and the rulings in words', () => {
  const posts = [
    post('old', { at: NOON - 5 * MINUTE }),
    SEEN,
    post('gone', { goneAt: NOON }),
    post('new', { at: NOON }),
  ];
  const rulings = ruled(approve('seen'), { kind: 'hide-server', server: 'spam.example' });
  const { waiting, off, ...desk } = toDesk(state(posts, rulings));
  assert.deepEqual(desk, {
    rules: rules(),
    shown: [{ ...DESK, standing: { is: 'shown' } }],
    rulings: [
      { ...rulings[1], text: 'hid all posts from spam.example' },
      { ...rulings[0], text: 'approved “Hello” of @anna@framapiaf.example' },
    ],
    clearedAt: null,
  });
  assert.deepEqual(
    [...waiting, ...off].map(({ id, standing }) => [id, standing]),
    [
      ['new', { is: 'waiting', why: 'approval' }],
      ['old', { is: 'waiting', why: 'approval' }],
      ['gone', { is: 'off', why: 'gone' }],
    ],
  );
});

test('the desk lists at most 200 of each', () => {
  const posts = Array.from({ length: 201 }, (_, n) => post(`p${n}`, { at: NOON - n }));
  const many: Ruling[] = Array.from({ length: 201 }, (_, n) => ({ kind: 'hide-post', post: `x${n}` }));
  const { waiting, rulings } = toDesk(state(posts, ruled(...many)));
  assert.deepEqual(
    [waiting.length, waiting.at(-1)?.id, rulings.length, rulings.at(-1)?.number],
    [200, 'p199', 200, 2],
  );
});

test('of more than 200 that wait those seen first are listed: a delay lets them on the walls first', () => {
  const posts = Array.from({ length: 201 }, (_, n) => post(`p${n}`, { at: NOON - n, seenAt: NOON - n }));
  const { waiting } = toDesk(state(posts));
  assert.deepEqual([waiting.length, waiting[0]?.id, waiting.at(-1)?.id], [200, 'p1', 'p200']);
});

test('what decides about posts to come stays in the list until it is undone, however much came after it', () => {
  const later: Ruling[] = Array.from({ length: 250 }, (_, n) => ({ kind: 'hide-post', post: `p${n}` }));
  const rulings = ruled({ kind: 'clear' }, { kind: 'hide-server', server: 'spam.example' }, ...later);
  const listed = [rulings, undone(rulings, 1), undone(rulings, 1, 2)].map(
    (kept) => toDesk(state([SEEN], kept)).rulings,
  );
  assert.deepEqual(
    listed.map((list) => [list.length, list.at(-1)?.number]),
    [
      [202, 1],
      [201, 2],
      [200, 53],
    ],
  );
});

test('the desk says since when every wall is empty, until all clears are undone', () => {
  const rulings = ruled(approve('seen'), { kind: 'clear' }, { kind: 'clear' });
  const since = [rulings, undone(rulings, 2), undone(rulings, 2, 3)].map(
    (kept) => toDesk(state([SEEN], kept)).clearedAt,
  );
  assert.deepEqual(since, [NOON + 1_000, NOON + 2_000, null]);
});

describe('in words', () => {
  const long = post('long', { text: `One\n\n${'word '.repeat(30)}` });
  const known = new Map([SEEN, long, post('picture', { text: '' })].map((one) => [one.id, one]));
  const postOf = (id: string) => known.get(id);
  const author = { author: ANNA.id, handle: ANNA.handle };
  const cases: readonly (readonly [ruling: Ruling, words: string])[] = [
    [approve('seen'), 'approved “Hello” of @anna@framapiaf.example'],
    [approve('long'), `approved “One ${'word '.repeat(11)}…” of @anna@framapiaf.example`.replace(' …', '…')],
    [{ kind: 'hide-post', post: 'picture' }, 'hid a picture of @anna@framapiaf.example'],
    [{ kind: 'hide-post', post: 'lost' }, 'hid the post lost'],
    [{ kind: 'hide-author', ...author }, 'hid all posts of @anna@framapiaf.example'],
    [{ kind: 'trust-author', ...author }, 'trusts @anna@framapiaf.example'],
    [{ kind: 'clear' }, 'cleared every wall'],
  ];
  for (const [ruling, words] of cases) {
    test(words, () => assert.equal(rulingWords(ruling, postOf), words));
  }

  test('orders are said as what they do', () => {
    const rulingOf = (number: number): Ruling | undefined => (number === 1 ? { kind: 'clear' } : undefined);
    const say = (order: Parameters<typeof orderWords>[0]) => orderWords(order, postOf, rulingOf);
    const wanted = rules({ mode: 'delay', bots: true, replies: true, words: ['one'] });
    assert.deepEqual(
      [
        say({ kind: 'rule', ruling: { kind: 'clear' } }),
        say({ kind: 'undo', number: 1 }),
        say({ kind: 'undo', number: 2 }),
        say({ kind: 'rules', rules: wanted }),
        say({ kind: 'rules', rules: rules() }),
      ],
      [
        'cleared every wall',
        'took back: cleared every wall',
        'took back: ruling 2',
        'set the rules of the wall: posts wait 120 s, at most 4 of one author an hour, with bots and replies, 1 word to wait for',
        'set the rules of the wall: posts wait for approval, at most 4 of one author an hour, no bots and no replies, 0 words to wait for',
      ],
    );
  });
});

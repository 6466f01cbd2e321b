import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refuseOrder } from '../../../src/core/wall/refuse.ts';
import type { Ruling, WallOrder, WallRules } from '../../../src/core/wall/rules.ts';
import { ANNA, approve, post, ruled, rules, undone } from './made.ts';

const KNOWN = {
  posts: [post('a')],
  rulings: undone(ruled(approve('a'), { kind: 'hide-server', server: 'spam.example' }), 2),
};
const AUTHOR = { author: ANNA.id, handle: ANNA.handle };

const rule = (ruling: Ruling): WallOrder => ({ kind: 'rule', ruling });
const undo = (number: number): WallOrder => ({ kind: 'undo', number });
const set = (more: Partial<WallRules>): WallOrder => ({ kind: 'rules', rules: rules(more) });

const CASES: readonly (readonly [order: WallOrder, refusal: string | null])[] = [
  [rule(approve('a')), null],
  [rule(approve('b')), 'there is no post b'],
  [rule(approve('a', 'another')), 'the post was edited meanwhile: look at it again'],
  [rule({ kind: 'hide-post', post: 'a' }), null],
  [rule({ kind: 'hide-post', post: 'b' }), 'there is no post b'],
  [rule({ kind: 'hide-author', ...AUTHOR }), null],
  [rule({ kind: 'trust-author', ...AUTHOR, handle: ' ' }), 'an author and a handle have 1 to 500 characters'],
  [
    rule({ kind: 'hide-author', ...AUTHOR, author: 'x'.repeat(501) }),
    'an author and a handle have 1 to 500 characters',
  ],
  [rule({ kind: 'hide-server', server: 'café.example:8443' }), null],
  [
    rule({ kind: 'hide-server', server: 'https://spam.example/' }),
    'a server is a host such as social.example',
  ],
  [rule({ kind: 'clear' }), null],
  [undo(1), null],
  [undo(2), 'ruling 2 was undone already, by Yann'],
  [undo(3), 'there is no ruling 3'],
  [set({}), null],
  [set({ delayMs: 10_000, perAuthorHour: 1 }), null],
  [set({ delayMs: 3_600_000, perAuthorHour: 50 }), null],
  [set({ delayMs: 9_999 }), 'the delay is 10 seconds to 1 hour'],
  [set({ delayMs: 3_600_001 }), 'the delay is 10 seconds to 1 hour'],
  [set({ delayMs: Number.NaN }), 'the delay is 10 seconds to 1 hour'],
  [set({ perAuthorHour: 0 }), 'of one author 1 to 50 posts may come within an hour'],
  [set({ perAuthorHour: 51 }), 'of one author 1 to 50 posts may come within an hour'],
  [set({ perAuthorHour: 1.5 }), 'of one author 1 to 50 posts may come within an hour'],
  [set({ words: Array.from({ length: 200 }, (_, n) => `${n}`.padStart(50, 'é')) }), null],
  [set({ words: Array.from({ length: 201 }, () => 'no') }), 'there may be at most 200 words, not 201'],
  [set({ words: ['fine', 'x'.repeat(51)] }), `“${'x'.repeat(20)}…” has more than 50 characters`],
  [set({ words: [' - '] }), '“ - ” holds no letter, digit or emoji that could be looked for'],
];

for (const [order, refusal] of CASES) {
  test(`${JSON.stringify(order).slice(0, 120)}: ${refusal ?? 'may be done'}`, () => {
    assert.equal(refuseOrder(order, KNOWN), refusal);
  });
}

test('walls are not cleared twice, so that one undo is enough', () => {
  const rulings = ruled({ kind: 'clear' });
  assert.equal(refuseOrder(rule({ kind: 'clear' }), { posts: [], rulings }), 'every wall is empty already');
  assert.equal(refuseOrder(rule({ kind: 'clear' }), { posts: [], rulings: undone(rulings, 1) }), null);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { draftOf, rulesOf } from '../../display/hub/rulesdraft.ts';
import {
  clearings,
  countOf,
  dueAt,
  formatCountdown,
  inQueueOrder,
  isLong,
  languageTag,
  pictureAddress,
  remedyOf,
  rulingAbout,
  webAddress,
} from '../../display/hub/standing.ts';
import { ruleWords } from '../../display/hub/wordsrules.ts';
import type { DeskPost } from '../../src/core/wall/view.ts';
import { digestOf, makePost, makeRuling, WALL } from '../browser/hubwall.ts';
import { HUB_AT } from './hubtalks.ts';

const DELAY = { ...WALL.rules, mode: 'delay', delayMs: 60_000 } as const;
const UNDONE = { at: HUB_AT, who: 'Zoé' };
type Waiting = Extract<DeskPost['standing'], { is: 'waiting' }>['why'];
type Off = Extract<DeskPost['standing'], { is: 'off' }>['why'];

function waiting(id: string, why: Waiting, seenAt: number): DeskPost {
  return makePost(id, { standing: { is: 'waiting', why }, seenAt });
}

test('a post counts down while its delay runs, edited or not, and not when it waits for somebody', () => {
  const due = (why: Waiting, rules = WALL.rules) => dueAt(waiting('1', why, 1_000), rules);
  assert.equal(due('delay', DELAY), 61_000);
  assert.equal(due('edited', DELAY), 61_000);
  assert.equal(due('word', DELAY), null);
  assert.equal(due('edited', { ...DELAY, mode: 'approve' }), null);
  assert.equal(dueAt(makePost('1', { standing: { is: 'shown' } }), DELAY), null);
});

test('the queue begins with what comes on by itself, the oldest first, so that what arrives moves nothing', () => {
  const posts = [
    waiting('d', 'delay', 30),
    waiting('c', 'word', 25),
    waiting('b', 'delay', 20),
    waiting('a', 'word', 10),
  ];
  const order = (list: readonly DeskPost[]) => inQueueOrder(list, DELAY).map(({ seenAt }) => seenAt);
  assert.deepEqual(order(posts), [20, 30, 10, 25]);
  assert.deepEqual(order([waiting('e', 'word', 40), ...posts]), [20, 30, 10, 25, 40]);
});

test('a countdown is in minutes and seconds, and stops at nothing', () => {
  assert.deepEqual([65_000, 64_001, 59_000, 3_600_000, 0, -5_000].map(formatCountdown), [
    '1:05',
    '1:05',
    '0:59',
    '60:00',
    '0:00',
    '0:00',
  ]);
});

test('a list that is cut off says so', () => {
  assert.equal(countOf([]), '0');
  assert.equal(countOf(Array(199)), '199');
  assert.equal(countOf(Array(200)), '200+');
});

test('a text is folded when it is long in letters or in lines', () => {
  assert.deepEqual(['x'.repeat(480), 'x'.repeat(481), 'x\n'.repeat(11), 'x\n'.repeat(12)].map(isLong), [
    false,
    true,
    false,
    true,
  ]);
});

test('only what names a picture of the hub, a page of the web or a language is used as one', () => {
  assert.equal(pictureAddress(digestOf('a')), `/api/v1/desk/wall/${digestOf('a')}.webp`);
  for (const digest of [
    '',
    '../../etc',
    digestOf('A'),
    `${digestOf('a')}0`,
    `//evil.example/${digestOf('a')}`,
  ]) {
    assert.equal(pictureAddress(digest), null, digest);
  }
  assert.equal(webAddress('https://framapiaf.org/@anna/1'), 'https://framapiaf.org/@anna/1');
  for (const url of [
    null,
    'javascript:alert(1)',
    'http://a.example',
    'data:text/html,x',
    '//a.example',
    '',
  ]) {
    assert.equal(webAddress(url), null, String(url));
  }
  assert.deepEqual(['fr', 'pt-BR', 'zh-Hant-TW', '"><script>', '', null].map(languageTag), [
    'fr',
    'pt-BR',
    'zh-Hant-TW',
    undefined,
    undefined,
    undefined,
  ]);
});

test('of rulings about one thing the newest that stands holds', () => {
  const about = { author: 'a', handle: '@a' };
  const rulings = [
    makeRuling(1, { kind: 'hide-author', ...about }, ''),
    makeRuling(2, { kind: 'trust-author', ...about }, ''),
    makeRuling(3, { kind: 'hide-author', ...about }, '', UNDONE),
    makeRuling(4, { kind: 'hide-author', author: 'b', handle: '@b' }, ''),
  ];
  assert.equal(rulingAbout(rulings, 'author a')?.number, 2);
  assert.equal(rulingAbout([...rulings].reverse(), 'author a')?.number, 2);
  assert.equal(rulingAbout(rulings, 'author c'), null);
});

test('the walls are shown again when every order to clear that stands is taken back', () => {
  const clear = { kind: 'clear' } as const;
  const rulings = [
    makeRuling(1, clear, '', UNDONE),
    makeRuling(2, clear, ''),
    makeRuling(3, { kind: 'hide-post', post: 'p' }, ''),
    makeRuling(4, clear, ''),
  ];
  assert.deepEqual(clearings(rulings), [4, 2]);
});

test('a post that is off is offered what brings it back, and nothing where nothing does', () => {
  const { id } = makePost('1');
  const rulings = [
    makeRuling(1, { kind: 'approve', post: id, digest: digestOf('d') }, ''),
    makeRuling(2, { kind: 'hide-post', post: id }, ''),
    makeRuling(3, { kind: 'hide-server', server: 'Framapiaf.org' }, ''),
    makeRuling(4, { kind: 'hide-author', author: 'https://framapiaf.org/users/anna', handle: '@anna' }, ''),
  ];
  const remedy = (why: Off, known = { rulings, clearedAt: null as number | null }) =>
    remedyOf(makePost('1', { standing: { is: 'off', why } }), known);
  assert.deepEqual(remedy('hidden-post'), { kind: 'undo', number: 2 });
  assert.deepEqual(remedy('hidden-server'), { kind: 'undo', number: 3 });
  assert.deepEqual(remedy('hidden-author'), { kind: 'undo', number: 4 });
  assert.deepEqual(remedy('hidden-post', { rulings: [], clearedAt: null }), { kind: 'approve' });
  for (const why of ['cleared', 'bot', 'reply'] as const)
    assert.deepEqual(remedy(why), { kind: 'approve' }, why);
  assert.equal(remedy('cleared', { rulings, clearedAt: HUB_AT }), null);
  for (const why of [
    'gone',
    'not-public',
    'sensitive',
    'limited',
    'repost',
    'too-many',
    'same-text',
  ] as const) {
    assert.equal(remedy(why), null, why);
  }
});

test('rules come out of the form as they went in', () => {
  assert.deepEqual(rulesOf(draftOf(WALL.rules), ruleWords.en), WALL.rules);
  const other = { ...WALL.rules, mode: 'trusted', bots: true, replies: false, words: [] } as const;
  assert.deepEqual(rulesOf(draftOf(other), ruleWords.en), other);
});

test('words are taken one a line, each once, without the spaces around them', () => {
  const draft = { ...draftOf(WALL.rules), list: '  gros   mot \n\ncrypto\r\ncrypto\n' };
  assert.deepEqual(rulesOf(draft, ruleWords.en), { ...WALL.rules, words: ['gros mot', 'crypto'] });
});

test('rules that cannot be are answered with what can', () => {
  const ask = (changes: object) => rulesOf({ ...draftOf(WALL.rules), ...changes }, ruleWords.en);
  for (const delayS of ['9', '3601', '', '1e3', '-60', '12.5']) {
    assert.equal(ask({ delayS }), 'The delay is 10 to 3600 seconds.', delayS);
  }
  assert.equal(ask({ perAuthorHour: '0' }), '1 to 50 posts an hour.');
  assert.equal(ask({ perAuthorHour: '51' }), '1 to 50 posts an hour.');
  assert.equal(ask({ list: 'x'.repeat(51) }), `Too long: ${'x'.repeat(51)}`);
  const many = Array.from({ length: 201 }, (_, index) => `w${index}`).join('\n');
  assert.equal(ask({ list: many }), 'At most 200 words.');
});

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { judge } from '../../../src/core/wall/judge.ts';
import { ledgerOf } from '../../../src/core/wall/ledger.ts';
import type { KeptPost } from '../../../src/core/wall/post.ts';
import type { KeptRuling, Ruling, WallRules } from '../../../src/core/wall/rules.ts';
import { ANNA, approve, MINUTE, NOON, post, ruled, rules, SECOND, undone } from './made.ts';

const DELAY = rules({ mode: 'delay', delayMs: 2 * MINUTE });
const TRUSTED = rules({ mode: 'trusted' });
const BOT = { ...ANNA, isBot: true };

const HIDE: Ruling = { kind: 'hide-post', post: 'a' };
const HIDE_ANNA: Ruling = { kind: 'hide-author', author: ANNA.id, handle: ANNA.handle };
const TRUST_ANNA: Ruling = { kind: 'trust-author', author: ANNA.id, handle: ANNA.handle };
const HIDE_SERVER: Ruling = { kind: 'hide-server', server: 'Framapiaf.Example' };
const CLEAR: Ruling = { kind: 'clear' };

/** Where the post `a` stands, `off gone` or `shown`, ten seconds after noon unless said otherwise. */
function standing(
  more: Partial<KeptPost> = {},
  rulings: readonly KeptRuling[] = [],
  wall: WallRules = rules(),
  nowAt = NOON + 10 * SECOND,
): string {
  const found = judge(post('a', more), ledgerOf(rulings), wall, nowAt);
  return found.is === 'shown' ? found.is : `${found.is} ${found.why}`;
}

describe('what is never shown', () => {
  const cases: readonly (readonly [more: Partial<KeptPost>, stands: string])[] = [
    [{ goneAt: NOON }, 'off gone'],
    [{ isPublic: false }, 'off not-public'],
    [{ isSensitive: true }, 'off sensitive'],
    [{ author: { ...ANNA, isLimited: true } }, 'off limited'],
    [{ isRepost: true }, 'off repost'],
  ];
  for (const [more, stands] of cases) {
    test(`${stands}, approved or by somebody trusted`, () => {
      const all = [
        standing(more, ruled(approve('a'))),
        standing(more, ruled(TRUST_ANNA), TRUSTED),
        standing(more, [], DELAY, NOON + 60 * MINUTE),
      ];
      assert.deepEqual(all, [stands, stands, stands]);
    });
  }

  test('bots and replies unless they are wanted or approved', () => {
    const open = { ...DELAY, delayMs: 0 };
    assert.equal(standing({ author: BOT }, [], open), 'off bot');
    assert.equal(standing({ isReply: true }, [], open), 'off reply');
    assert.equal(standing({ author: BOT }, [], { ...open, bots: true }), 'shown');
    assert.equal(standing({ isReply: true }, [], { ...open, replies: true }), 'shown');
    assert.equal(standing({ author: BOT, isReply: true }, ruled(approve('a'))), 'shown');
  });
});

describe('approve first', () => {
  test('a post waits until somebody approves it', () => {
    assert.equal(standing(), 'waiting approval');
    assert.equal(standing({}, ruled(approve('a'))), 'shown');
    assert.equal(standing({}, ruled(approve('b'))), 'waiting approval');
  });

  test('an edited post waits again, and only the newest approval holds', () => {
    const edited = { digest: 'another', editedAt: NOON };
    assert.equal(standing(edited, ruled(approve('a'))), 'waiting edited');
    assert.equal(standing(edited, ruled(approve('a'), approve('a', 'another'))), 'shown');
    assert.equal(standing({}, ruled(approve('a'), approve('a', 'another'))), 'waiting edited');
  });

  test('an approval that is undone is none, and the one before holds again', () => {
    assert.equal(standing({}, undone(ruled(approve('a')), 1)), 'waiting approval');
    assert.equal(standing({}, undone(ruled(approve('a'), approve('a', 'another')), 2)), 'shown');
  });

  test('trust alone shows nothing', () => {
    assert.equal(standing({}, ruled(TRUST_ANNA)), 'waiting approval');
  });
});

describe('automatic after a delay', () => {
  test('a post is shown when its delay is over, to the millisecond', () => {
    assert.equal(standing({}, [], DELAY, NOON + 2 * MINUTE - 1), 'waiting delay');
    assert.equal(standing({}, [], DELAY, NOON + 2 * MINUTE), 'shown');
  });

  test('an approval does not wait', () => {
    assert.equal(standing({}, ruled(approve('a')), DELAY), 'shown');
  });

  test('an edited post waits anew, approved before or not', () => {
    const edited = { digest: 'another', seenAt: NOON + 10 * MINUTE, editedAt: NOON + 9 * MINUTE };
    const at = NOON + 12 * MINUTE;
    assert.equal(standing(edited, [], DELAY, at - 1), 'waiting edited');
    assert.equal(
      standing({ ...edited, editedAt: null }, ruled(approve('a')), DELAY, at - 1),
      'waiting edited',
    );
    assert.equal(standing(edited, ruled(approve('a')), DELAY, at), 'shown');
  });
});

describe('trusted accounts only', () => {
  test('others wait, and may be approved', () => {
    assert.equal(standing({}, [], TRUSTED), 'waiting untrusted');
    assert.equal(standing({}, ruled(approve('a')), TRUSTED), 'shown');
    assert.equal(standing({ digest: 'another' }, ruled(approve('a')), TRUSTED), 'waiting edited');
    assert.equal(standing({}, ruled(TRUST_ANNA), TRUSTED), 'shown');
    assert.equal(standing({}, undone(ruled(TRUST_ANNA), 1), TRUSTED), 'waiting untrusted');
  });

  test('of hiding and trusting an author the newer holds', () => {
    assert.equal(standing({}, ruled(TRUST_ANNA, HIDE_ANNA), TRUSTED), 'off hidden-author');
    assert.equal(standing({}, ruled(HIDE_ANNA, TRUST_ANNA), TRUSTED), 'shown');
    assert.equal(standing({}, ruled(HIDE_ANNA, TRUST_ANNA).reverse(), TRUSTED), 'shown');
  });
});

describe('hiding', () => {
  test('beats an approval of another thing, whichever is newer', () => {
    assert.equal(standing({}, ruled(HIDE_ANNA, approve('a'))), 'off hidden-author');
    assert.equal(standing({}, ruled(HIDE_SERVER, approve('a'))), 'off hidden-server');
    assert.equal(standing({ goneAt: NOON }, ruled(HIDE)), 'off hidden-post');
  });

  test('of a post is replaced by a newer approval of the same', () => {
    assert.equal(standing({}, ruled(approve('a'), HIDE)), 'off hidden-post');
    assert.equal(standing({}, ruled(HIDE, approve('a'))), 'shown');
    assert.equal(standing({}, undone(ruled(approve('a'), HIDE), 2)), 'shown');
  });
});

describe('the panic button', () => {
  const later = { seenAt: NOON + MINUTE };

  test('takes everything off, approved later or not', () => {
    assert.equal(standing({}, ruled(CLEAR, approve('a'))), 'off cleared');
    assert.equal(standing(later, ruled(CLEAR), { ...DELAY, delayMs: 0 }, NOON + 60 * MINUTE), 'off cleared');
  });

  test('once undone leaves off what was known by then', () => {
    const rulings = undone(ruled(approve('a'), CLEAR), 2);
    assert.equal(standing({ seenAt: NOON + SECOND }, rulings), 'off cleared');
    assert.equal(standing({ seenAt: NOON + SECOND + 1 }, rulings), 'shown');
  });

  test('once undone leaves on what somebody approved after it', () => {
    assert.equal(standing({}, undone(ruled(CLEAR, approve('a')), 1)), 'shown');
  });
});

describe('the word list', () => {
  const wall = (...words: string[]) => ({ ...DELAY, delayMs: 0, words });
  const says = (text: string, ...words: string[]) => standing({ text }, [], wall(...words));

  test('makes a post wait in every mode until it is approved', () => {
    const text = 'What a fiasco';
    assert.equal(standing({ text }, ruled(TRUST_ANNA), { ...TRUSTED, words: ['fiasco'] }), 'waiting word');
    assert.equal(standing({ text }, [], { ...rules(), words: ['fiasco'] }), 'waiting word');
    assert.equal(standing({ text }, ruled(approve('a')), wall('fiasco')), 'shown');
  });

  const found: readonly (readonly [word: string, text: string])[] = [
    ['raté', 'C’est RATE !'],
    ['RATE', "c'est l'raté"],
    ['straße', 'STRASSE'],
    ['cœur', 'coeur'],
    ['fiasco', 'ｆｉａｓｃｏ'],
    ['fiasco', 'so #fiasco'],
    ['#fiasco', 'a fiasco'],
    ['fiasco', '#TotalFiasco2026'],
    ['totalfiasco', '#TotalFiasco'],
    ['total fiasco', 'a total,\nfiasco'],
    ['馬鹿', 'お前は馬鹿だ'],
    ['💩', 'this 💩💩'],
  ];
  for (const [word, text] of found) {
    test(`${word} is in: ${text}`, () => assert.equal(says(text, 'nothing', word), 'waiting word'));
  }

  const absent: readonly (readonly [word: string, text: string])[] = [
    ['rat', 'They narrate'],
    ['ass', '#Assembly, class'],
    ['total fiasco', 'total of the fiasco'],
    ['...', 'wait...'],
  ];
  for (const [word, text] of absent) {
    test(`${word} is not in: ${text}`, () => assert.equal(says(text, word), 'shown'));
  }

  test('looks at all that is shown: names and what pictures are said to show', () => {
    const all = [
      standing({ author: { ...ANNA, name: 'Fiasco' } }, [], wall('fiasco')),
      standing({ author: { ...ANNA, handle: '@fiasco@a.example' } }, [], wall('fiasco')),
      standing({ media: [{ url: 'https://a.example/b', alt: 'a fiasco' }] }, [], wall('fiasco')),
      standing({ text: 'a total', author: { ...ANNA, name: 'fiasco' } }, [], wall('total fiasco')),
    ];
    assert.deepEqual(all, ['waiting word', 'waiting word', 'waiting word', 'shown']);
  });
});

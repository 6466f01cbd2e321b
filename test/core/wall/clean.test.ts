import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { cleanHtml, cleanName, cleanText, digestOf } from '../../../src/core/wall/clean.ts';

type Case = readonly [why: string, written: string, clean: string];

const LONG = 'https://example.com/blog/2026/06/24/a-day-at-the-conference';

const HTML: readonly Case[] = [
  ['paragraphs and lines', '<p>One<br>two<br/>three</p><p>four</p>', 'One\ntwo\nthree\n\nfour'],
  [
    'list items are lines',
    '<p>Today:</p><ul><li>one</li><li>two</li></ul>after',
    'Today:\n\none\ntwo\nafter',
  ],
  ['white space of the source is one space', '<p>\n  a\n  <b>b</b>\n</p>\n<p> c </p>', 'a b\n\nc'],
  ['lines of code stay lines', '<pre><code>a\n  b</code></pre>', 'a\nb'],
  ['cells of a table are apart', '<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>', 'a b\nc'],
  [
    'a link as Mastodon writes it',
    `<a href="${LONG}"><span class="invisible">https://</span><span class="ellipsis">example.com/blog/2026/06</span><span class="invisible">/24/a-day-at-the-conference</span></a>!`,
    'example.com/blog/2026/06…!',
  ],
  [
    'a hashtag and a mention as Mastodon writes them',
    '<a href="https://m.example/tags/x" class="mention hashtag" rel="tag">#<span>BreizhCamp</span></a> <span class="h-card"><a href="https://m.example/@anna" class="u-url mention">@<span>anna</span></a></span>',
    '#BreizhCamp @anna',
  ],
  [
    'a link whose text is its address',
    `see <a href="${LONG}">${LONG}</a>.`,
    'see example.com/blog/2026/06/24/a….',
  ],
  [
    'a link whose text has no scheme',
    `<a href="${LONG}"> ${LONG.slice(8)} </a>`,
    'example.com/blog/2026/06/24/a…',
  ],
  ['a link with words keeps them', `read <a href="${LONG}">my report</a> now`, 'read my report now'],
  ['a bare address', `see ${LONG}`, 'see example.com/blog/2026/06/24/a…'],
  ['what is hidden', 'a<span hidden>b</span>c<p HIDDEN="">d<p>e</p>f</p>g', 'acg'],
  ['a title that speaks of classes hides nothing', `<b title=' class="invisible" hidden '>a</b>`, 'a'],
  [
    'scripts, styles and comments',
    'a<script>b<p>c</script >d<style>e</style>f<!-- <p>g -->h<!DOCTYPE x>',
    'adfh',
  ],
  [
    'drawings and templates',
    'a<svg><text>b</text><svg/></svg>c<template><p>d</p></template>e<svg/>f',
    'acef',
  ],
  ['a script that never ends', 'a<script>alert(1)<p>b</p>', 'a'],
  ['a script in a strange case', 'a<ScRiPt\n>x</sCrIpT\t>b', 'ab'],
  ['a tag that never ends', 'a <img src=x onerror="alert(1)', 'a'],
  ['an end inside quotes', '<a title="x > y" href=\'>\'>a</a>', 'a'],
  ['an apostrophe outside a value', `<p it's>a</p>b`, 'a\n\nb'],
  ['tags inside tags', 'a<<b>script>alert(1)<</b>/script>', 'ascript>alert(1)/script>'],
  ['a tag that a control character parts', '<\u0000script>a</scr\u0000ipt>b<\u200bimg>', 'bimg>'],
  ['what only looks like markup', 'I <3 this, 1 < 2, a<=b and x <- y', 'I <3 this, 1 < 2, a<=b and x <- y'],
  [
    'an escaped tag is text',
    'The &lt;script&gt; tag of a List&lt;String&gt;',
    'The <script> tag of a List<String>',
  ],
  ['entities once', 'R&amp;D &amp;lt; caf&eacute; &#x1F389; &bogus;', 'R&D &lt; café 🎉 &bogus;'],
  ['entities that turn the direction', 'a&#x202e;b&#8206;c&#0;d', 'abcd'],
  [
    'shortcodes of emoji',
    'so good :blobcat: <img class="emoji" alt=":ablobcatbongo:" src="x">',
    'so good :blobcat: :ablobcatbongo:',
  ],
  [
    'emoji that are pictures',
    'hi <img class="wp-smiley" alt="🎉" src="x"><img alt="a cat"><img alt="1"> 2',
    'hi 🎉 2',
  ],
];

describe('HTML becomes text', () => {
  for (const [why, written, clean] of HTML) test(why, () => assert.equal(cleanHtml(written), clean));

  test('as short as asked', () => {
    assert.equal(cleanHtml('<p>one two three</p>', { most: 9 }), 'one two…');
  });

  const piece = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...'<>/!?-="\' \n\u0000\u200b\ufeffabp1'.split('')) },
    {
      weight: 4,
      arbitrary: fc.constantFrom(
        '<script',
        '</script>',
        '<b>',
        '<p class=',
        '<!--',
        '-->',
        '<svg',
        '<a ',
        '<pre>',
        ']]>',
        'https://',
        '<img alt=',
      ),
    },
    {
      weight: 1,
      arbitrary: fc.string({ unit: 'binary', maxLength: 3 }).map((text) => text.replaceAll('&', '')),
    },
  );

  test('no tag is left over, whatever the input', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        assert.doesNotMatch(cleanHtml(pieces.join('')), /<[a-z/!?]/iu);
      }),
      { numRuns: 3_000 },
    );
  });

  test('the text of another text is that text, whatever it holds', () => {
    const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (text) => {
        assert.equal(cleanHtml(escaped(text)), cleanText(text));
      }),
    );
  });
});

const NOON = 'नून';

const TEXT: readonly Case[] = [
  ['accents are composed', 'Cafe\u0301', 'Café'],
  ['controls go', 'a\u0000b\u0007c\u001b[31md\u009be\ud83d', 'abc[31mde'],
  ['marks that turn the direction go', 'a\u202eb\u2066c\u2069d\u200ee\u200ff\u061cg', 'abcdefg'],
  ['zero-width characters go', '\ufeffa\u200bb\u2060c\u00add\u034fe\u{e0041}f', 'abcdef'],
  ['a joiner between letters goes', 'a\u200db\u200cc', 'abc'],
  ['emoji made of several stay', '👩‍💻 👩🏽‍🚀 🏳️‍🌈 👨‍👩‍👧 🏴󠁧󠁢󠁷󠁬󠁳󠁿 1️⃣ 🇫🇷', '👩‍💻 👩🏽‍🚀 🏳️‍🌈 👨‍👩‍👧 🏴󠁧󠁢󠁷󠁬󠁳󠁿 1️⃣ 🇫🇷'],
  ['Persian keeps its non-joiner', 'می\u200cخواهم', 'می\u200cخواهم'],
  ['Sinhala keeps its joiner', 'ශ්\u200dරී', 'ශ්\u200dරී'],
  ['heaped accents go', `z${'\u0301\u0300\u0302\u0303'.repeat(50)}a\u0336l`, 'ź̀a̶l'],
  ['a vowel of Thai that is said a hundred times', `ก${'็'.repeat(100)}้`, 'ก็้'],
  ['an accent on nothing goes', '\u0301a \u0302b\n\u0303c', 'a b\nc'],
  ['Burmese stays readable', 'လျှော့ မြို့', 'လျှော့ မြို့'],
  [
    'Hindi, Hebrew, Arabic and Vietnamese stay',
    `${NOON} पढ़ीं שָׁלוֹם مُحَمَّد tiếng Việt`,
    `${NOON} पढ़ीं שָׁלוֹם مُحَمَّد tiếng Việt`.normalize('NFC'),
  ],
  ['at most two line feeds and one space', 'a\r\n\r\n \r\n\u2028b \t\u3000 c', 'a\n\nb c'],
  [
    'the spaces of French stay where no line breaks',
    'Bonjour\u00a0! «\u00a0Oui\u202f»\u00a0a\u00a0b',
    'Bonjour\u00a0! «\u00a0Oui\u202f» a b',
  ],
  ['letters that are shown as nothing are a space', 'a\u3164\u2800b', 'a b'],
  ['letters of private use go', 'a\uf8ffb', 'ab'],
  ['a joiner goes with the mark that it stood behind', '\u094d\u200cا', 'ا'],
  ['an endless word is cut', `a ${'x'.repeat(5_000)} b`, `a ${'x'.repeat(59)}… b`],
  ['Japanese without spaces is no endless word', '今日は'.repeat(40), '今日は'.repeat(40)],
  ['markup is text', '<b>a</b> &amp;', '<b>a</b> &amp;'],
];

describe('text that cannot break a screen', () => {
  for (const [why, written, clean] of TEXT) test(why, () => assert.equal(cleanText(written), clean));

  test('a long text is cut after a word, at 1,000 code points', () => {
    const cut = cleanText('🦀🦀 '.repeat(1_000));
    assert.equal(cut, `${'🦀🦀 '.repeat(333).trimEnd()}…`);
    assert.equal(cleanText('今'.repeat(1_001)), `${'今'.repeat(999)}…`);
    assert.equal(cleanText('今'.repeat(1_000)), '今'.repeat(1_000));
  });

  test('cleaning twice is cleaning once, and leaves nothing unseen', () => {
    const unit = fc.oneof(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
      fc.constantFrom(...'\u0301\u0316\u200d\u200c\ufe0f\u00a0\u202e👩🏽 \n!«»aक्\u094dا\u3164'),
    );
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 150 }), (units) => {
        const once = cleanText(units.join(''), { most: 80 });
        assert.equal(cleanText(once, { most: 80 }), once);
        assert.doesNotMatch(
          once,
          /[\u202a-\u202e\u2066-\u2069\u200b\u200e\u200f\u061c\ufeff]|\n{3}| {2}|\p{M}{7}|^\s|\s$/u,
        );
        assert.ok([...once].length <= 80);
      }),
      { numRuns: 1_000 },
    );
  });
});

test('a name is one line of at most 60 characters, and nothing when nothing of it is seen', () => {
  assert.equal(cleanName(' Anna\n\n:verified: \u202e🦀'), 'Anna :verified: 🦀');
  assert.equal(cleanName('\u200b\u3164\u2800'), '');
  assert.equal(cleanName('Anna '.repeat(30)), `${'Anna '.repeat(11)}Anna…`);
});

test('a megabyte of anything takes no longer than its length', () => {
  const units = [
    '<a',
    '<',
    '<!--',
    '<script>',
    '</',
    '<p class="',
    "<i a='",
    '<b>',
    '&amp;',
    '&',
    'a',
    ' ',
    '\n',
    '\u0301\u0316',
    '👩\u200d',
    'https://',
    '. ',
    '<span hidden>',
    '<pre>\n',
    '</span>',
    '<a>x</a>',
    'a=',
    '<b ',
    '\u00a0!',
  ];
  const began = performance.now();
  for (const unit of units) {
    const hostile = unit.repeat(Math.ceil(1_048_576 / unit.length));
    cleanHtml(hostile);
    cleanText(hostile);
  }
  const each = (performance.now() - began) / units.length;
  assert.ok(each < 1_000, `${Math.round(each)} ms for each`);
});

test('a digest tells apart what is to be seen, and nothing else', () => {
  const media = [{ url: 'https://m.example/a.png', alt: 'A cat' }];
  const digest = digestOf({ text: 'Hello', media, warning: '' });
  assert.match(digest, /^[0-9a-f]{64}$/);
  assert.equal(digestOf({ text: 'Hello', media: [...media], warning: '' }), digest);
  const others = [
    digestOf({ text: 'Hello!', media, warning: '' }),
    digestOf({ text: 'Hello', media: [], warning: '' }),
    digestOf({ text: 'Hello', media: [{ url: 'https://m.example/b.png', alt: 'A cat' }], warning: '' }),
    digestOf({ text: 'Hello', media: [{ url: 'https://m.example/a.png', alt: 'A dog' }], warning: '' }),
    digestOf({ text: 'Hello', media, warning: 'Food' }),
  ];
  assert.equal(new Set([digest, ...others]).size, 6);
});

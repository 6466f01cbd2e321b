import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { MONOGRAM_COLOURS, monogramOf } from '../../display/kiosk/monogram.ts';
import { halfOf, sharedTag, sizeOf, textParts, wallPages } from '../../display/kiosk/wallpages.ts';
import { makePicture, makePost } from './posts.ts';

const short = 'Super keynote !';
const middle = 'mot '.repeat(60);
const long = 'mot '.repeat(120);

test('a post asks for as much of the screen as its text, its lines and its picture need', () => {
  const pictures = [makePicture(800, 450)];
  assert.deepEqual(
    [
      makePost('1', short),
      makePost('2', 'a\nb\nc\nd\ne'),
      makePost('3', middle),
      makePost('4', long),
      makePost('5', short, { pictures }),
      makePost('6', middle, { pictures }),
    ].map(sizeOf),
    ['quarter', 'quarter', 'half', 'all', 'half', 'all'],
  );
  assert.equal(sizeOf(makePost('7', 'a\nb\nc\nd\ne\nf')), 'half');
});

test('posts come in their order, one to four at a time', () => {
  const posts = [short, short, short, short, middle, short, short, middle, middle, long, short].map(
    (text, index) => makePost(`${index}`, text),
  );
  assert.deepEqual(
    wallPages(posts).map((page) => page.map(({ id }) => id).join(' ')),
    ['0 1 2 3', '4 5 6', '7 8', '9', '10'],
  );
  assert.deepEqual(wallPages([]), []);
});

test('of three posts the longest has the half of the screen', () => {
  const [a, b, c] = [makePost('a', short), makePost('b', middle), makePost('c', `${short} Encore !`)];
  assert.deepEqual([halfOf([a, b, c])?.id, halfOf([a, c, a])?.id, halfOf([a, b])], ['b', 'c', null]);
});

test('no post is lost or moved by paging, whatever its length', () => {
  const anyPost = fc.record({ letters: fc.integer({ min: 0, max: 500 }), hasPicture: fc.boolean() });
  fc.assert(
    fc.property(fc.array(anyPost, { maxLength: 60 }), (made) => {
      const posts = made.map(({ letters, hasPicture }, index) =>
        makePost(`${index}`, 'x'.repeat(letters), hasPicture ? { pictures: [makePicture(4, 3)] } : {}),
      );
      const pages = wallPages(posts);
      assert.deepEqual(pages.flat(), posts);
      const full = (page: (typeof pages)[number]) =>
        page.length > 1 && page.some((post) => sizeOf(post) === 'all');
      assert.deepEqual(pages.filter(full), []);
    }),
  );
});

/** The text with its hashtags in brackets. */
function tagged(text: string): string {
  return textParts(text)
    .map((part) => (part.isTag ? `[${part.text}]` : part.text))
    .join('');
}

test('hashtags are words of letters after a sign that begins none', () => {
  assert.deepEqual(
    [
      'Au #BreizhCamp, avec #Rust_lang!',
      '(#été2026) #日本語 et #مؤتمر',
      'le prix #1 de 2026#',
      'https://example.org/#salle a#b &#39; ##double',
      '<b>#script</b>',
    ].map(tagged),
    [
      'Au [#BreizhCamp], avec [#Rust_lang]!',
      '([#été2026]) [#日本語] et [#مؤتمر]',
      'le prix #1 de 2026#',
      'https://example.org/#salle a#b &#39; #[#double]',
      '<b>[#script]</b>',
    ],
  );
});

test('the pieces of any text make up the text again', () => {
  const anyText = fc.string({ unit: fc.constantFrom('#', 'a', 'é', '1', ' ', '\n', '&', '\u202e', '😀') });
  fc.assert(
    fc.property(anyText, (text) => {
      const parts = textParts(text);
      assert.equal(parts.map((part) => part.text).join(''), text);
      assert.ok(parts.every((part) => part.text !== ''));
    }),
  );
});

test('the hashtag of the event is the one that half of the posts share, as most of them write it', () => {
  const posts = (...texts: string[]) => texts.map((text, index) => makePost(`${index}`, text));
  assert.deepEqual(
    [
      sharedTag(posts('#breizhcamp', '#BreizhCamp #java', '#BreizhCamp #BreizhCamp', 'rien')),
      sharedTag(posts('#un #deux', '#trois')),
      sharedTag(posts('#un', '#un', 'a', 'b', 'c')),
      sharedTag([]),
    ],
    ['#BreizhCamp', null, null, null],
  );
});

test('a monogram is up to two letters of a name, and the same name has the same colour', () => {
  assert.deepEqual(
    ['Anna Le Goff', 'zoé', '@@@', 'مريم', '日本 太郎', '🦀 rustacean', '<script>', "Jean-Luc d'Arc"].map(
      (name) => monogramOf(name).letters,
    ),
    ['AG', 'Z', '', 'م', '日太', 'R', 'S', 'JA'],
  );
  const colours = Array.from({ length: 200 }, (_, index) => monogramOf(`author ${index}`).colour);
  assert.deepEqual([...new Set(colours)].sort(), [...Array(MONOGRAM_COLOURS).keys()]);
  assert.equal(monogramOf('Anna').colour, monogramOf('Anna').colour);
});

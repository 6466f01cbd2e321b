import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cut, pad, paragraph, printable, widthOf, wrap } from '../../../src/core/report/width.ts';

test('columns are counted as a terminal counts them', () => {
  const cases: [string, number][] = [
    ['', 0],
    ['café', 4],
    ['cafe\u0301', 4],
    ['日本', 4],
    ['ﾊﾝｶｸ', 4],
    ['ＡＢ', 4],
    ['한글', 4],
    ['🐳', 2],
    ['❌', 2],
    ['❤\ufe0f', 2],
    ['🇫🇷', 2],
    ['▣ …', 3],
    ['שלום', 4],
    ['a\u200db', 2],
  ];
  assert.deepEqual(
    cases.map(([text]) => [text, widthOf(text)]),
    cases,
  );
});

test('lines break at spaces, long words where they must, and wide characters are never halved', () => {
  const cases: [string, number, string[]][] = [
    ['un deux trois', 7, ['un deux', 'trois']],
    ['un deux trois', 8, ['un deux', 'trois']],
    ['anticonstitutionnel', 8, ['anticons', 'titution', 'nel']],
    ['日本語日本語', 5, ['日本', '語日', '本語']],
    ['une cause : la suite', 9, ['une', 'cause :', 'la suite']],
    ['e\u0301e\u0301e\u0301', 2, ['e\u0301e\u0301', 'e\u0301']],
    ['a\nb\u001b[2Jc\td', 20, ['a b[2Jc d']],
    ['', 5, []],
    ['   ', 5, []],
  ];
  assert.deepEqual(
    cases.map(([text, width]) => [text, width, wrap(text, width)]),
    cases,
  );
});

test('the last line allowed says that it was cut', () => {
  assert.deepEqual(wrap('un deux trois quatre', 7, 2), ['un deux', 'trois…']);
  assert.deepEqual(wrap('un deux trois', 7, 2), ['un deux', 'trois']);
  assert.equal(cut('日本語', 5), '日本…');
  assert.equal(cut('日本語', 4), '日…');
  assert.equal(cut('日本', 4), '日本');
});

test('a paragraph hangs below its first words', () => {
  assert.deepEqual(paragraph('  - ', 'un deux trois', 11), ['  - un deux', '    trois']);
});

test('a text from right to left stays in its cell', () => {
  assert.equal(pad('שלום', 6), '\u200eשלום\u200e  ');
  assert.equal(pad('salut', 6), 'salut ');
});

test('what would drive a terminal is not printable', () => {
  assert.equal(printable('a\u001b]0;x\u0007b\u009bc\u202ed\u2028e\ud800f\u007f'), 'a]0;xbcd ef');
});

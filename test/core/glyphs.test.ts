import assert from 'node:assert/strict';
import { test } from 'node:test';
import { glyphOf } from '../../src/core/glyphs.ts';

const SUPPORTED = [
  ...'éèêëàâçîïôùûÿ', // French; ä ö ü ß are in the ROM
  ...'áíóú¿¡', // Spanish; ñ is in the ROM
  ...'čďěňřšťůýž', // Czech
  ...'ąćęłńśźżãõåøőűğşòìľā', // neighbours
  ...'♥♡▀▄\\~',
];

const picture = (char: string) =>
  glyphOf(char)?.map((row) => row.toString(2).padStart(5, '0').replaceAll('0', '.').replaceAll('1', '#'));

test('a letter is drawn as its body under its mark', () => {
  assert.deepEqual(picture('é'), ['...#.', '..#..', '.###.', '#...#', '#####', '#....', '.###.', '.....']);
  assert.deepEqual(picture('ç'), ['.....', '.....', '.###.', '#....', '#....', '#...#', '.###.', '..#..']);
});

test('every supported character has eight rows of five dots, and no two look alike', () => {
  const seen = new Map<string, string>();
  for (const char of SUPPORTED) {
    const rows = glyphOf(char);
    assert.ok(rows, `${char} has no glyph`);
    assert.equal(rows.length, 8, char);
    assert.ok(
      rows.every((row) => Number.isInteger(row) && row >= 0 && row <= 31),
      char,
    );
    assert.equal(seen.get(rows.join()), undefined, `${char} looks like ${seen.get(rows.join())}`);
    seen.set(rows.join(), char);
  }
});

test('capitals, plain letters, letters with two marks and other scripts have no glyph', () => {
  for (const char of ['É', 'A', 'a', 'ế', 'ж', '日', '😀', '']) {
    assert.equal(glyphOf(char), undefined, char);
  }
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { displayable } from '../../src/core/fold.ts';
import { glyphOf } from '../../src/core/glyphs.ts';
import { LCD_20X4, type LcdFrame, type LcdSize, layoutFrame } from '../../src/core/lcd.ts';
import { romCode } from '../../src/core/rom.ts';

const LCD_16X2: LcdSize = { cols: 16, rows: 2 };

/** What the cells say, read back through the ROM and the frame's own glyphs; `lines` only chooses among equals. */
function assertConsistent(frame: LcdFrame, { cols, rows }: LcdSize): void {
  assert.equal(frame.lines.length, rows);
  assert.equal(frame.cells.length, rows);
  assert.ok(frame.glyphs.length <= 8);
  assert.ok(frame.glyphs.every((glyph) => glyph.length === 8 && glyph.every((row) => row >= 0 && row <= 31)));
  for (const [row, line] of frame.lines.entries()) {
    const chars = [...line];
    assert.equal(chars.length, cols);
    assert.equal(line, line.normalize('NFC'));
    assert.equal(frame.cells[row]?.length, cols);
    for (const [col, char] of chars.entries()) {
      const cell: number = frame.cells[row]?.[col] ?? -1;
      assert.ok(Number.isInteger(cell) && cell >= 0 && cell <= 255 && (cell < 8 || cell >= 0x20));
      if (cell < 8) assert.deepEqual(frame.glyphs[cell], glyphOf(char));
      else assert.equal(cell, romCode(char));
    }
  }
}

const ACCENTS: [what: string, line: string, shown: string, glyphs: string][] = [
  ['French', "Là-bas, l'été, ça rôde", "Là-bas, l'été, ça rô", 'éàçô'],
  ['German needs no glyph', 'Größe, Öl und Käse', 'Größe, Ol und Käse  ', ''],
  ['Spanish', '¿Qué pasó mañana?', '¿Qué pasó mañana?   ', '¿éó'],
  ['Czech, more than eight: the last fold', 'čěšřžýáí ďťň ěšč', 'čěšřžýáí dtn ěšč    ', 'čěšřžýáí'],
  ['the frequent before the first', 'áčďěíňóřšš', 'áčďěíňóršš          ', 'šáčďěíňó'],
  ['signs before letters', 'éé áčďěíňóř ♥', 'éé áčďěíňor ♥       ', '♥éáčďěíň'],
  ['capitals fold', 'ÉTÉ Čech Ñ', 'ETE Cech N          ', ''],
  ['an emoji', displayable('Go 🎉 Go'), 'Go Go               ', ''],
  ['a right-to-left title', displayable('שלום'), '                    ', ''],
  ['an unprepared line', 'ok 🎉 שx', 'ok ? ?x             ', ''],
  ['a decomposed letter', 'e\u0301', 'é                   ', 'é'],
  ['backslash and tilde', 'a\\b~c', 'a\\b~c               ', '\\~'],
];

for (const [what, line, shown, glyphs] of ACCENTS) {
  test(`accents: ${what}`, () => {
    const frame = layoutFrame([line, '', '', ''], LCD_20X4);
    const blank = ' '.repeat(20);
    assert.deepEqual(frame.lines, [shown, blank, blank, blank]);
    assert.deepEqual(
      frame.glyphs,
      [...glyphs].map((char) => glyphOf(char)),
    );
    assertConsistent(frame, LCD_20X4);
  });
}

test('cells name ROM codes and glyph slots', () => {
  const frame = layoutFrame(['né à', 'ä\\'], LCD_20X4);
  const blank = Array(20).fill(0x20);
  assert.deepEqual(frame.cells, [
    [0x6e, 1, 0x20, 2, ...blank.slice(4)],
    [0xe1, 0, ...blank.slice(2)],
    blank,
    blank,
  ]);
});

test('the beating heart keeps its slot and moves no other glyph', () => {
  const full = layoutFrame(['été à la plage', '', '', '♥'], LCD_20X4);
  const empty = layoutFrame(['été à la plage', '', '', '♡'], LCD_20X4);
  assert.deepEqual(full.cells, empty.cells);
  assert.deepEqual(full.glyphs.slice(1), empty.glyphs.slice(1));
  assert.notDeepEqual(full.glyphs[0], empty.glyphs[0]);
});

test('any lines become a whole frame whose cells say what its lines say', () => {
  const letters = fc.string({ unit: fc.constantFrom(...'aeé èàçčďěňřšťůýžñß♥♡▀▄~\\É→'), maxLength: 24 });
  const line = fc.oneof(letters, fc.string({ unit: 'binary', maxLength: 30 }));
  const size = fc.constantFrom(LCD_20X4, LCD_16X2);
  fc.assert(
    fc.property(fc.array(line, { maxLength: 6 }), size, (lines, of) =>
      assertConsistent(layoutFrame(lines, of), of),
    ),
    { numRuns: 3_000 },
  );
});

test('a frame of 16x2 is two rows of sixteen, of the first two lines', () => {
  const frame = layoutFrame(['été', 'Là-bas, la plage, demain', 'no third row'], LCD_16X2);
  assert.deepEqual(frame.lines, ['été             ', 'Là-bas, la plage']);
  assert.deepEqual(
    frame.cells.map((row) => row.length),
    [16, 16],
  );
  assert.deepEqual(frame.glyphs, ['é', 'à'].map(glyphOf));
});

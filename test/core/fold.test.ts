import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { displayable, fold, isReadable } from '../../src/core/fold.ts';
import { glyphOf } from '../../src/core/glyphs.ts';
import { romCode } from '../../src/core/rom.ts';

test('a text keeps what the LCD can show, spelled out where that takes more letters', () => {
  const cases: [text: string, shown: string][] = [
    ['Déjà vu, ça ? Où, là-bas !', 'Déjà vu, ça ? Où, là-bas !'],
    ['Où\u0301 \u1ebf', 'Où e'], // two marks on one letter
    ['e\u0301te\u0301', 'été'],
    ['Œuvre, ŒUVRE, cœur', 'Oeuvre, OEUVRE, coeur'],
    ['Straße, ÄÖÜ äöü', 'Straße, AOU äöü'],
    ['¿Qué pasó, señor?', '¿Qué pasó, señor?'],
    ['Příliš žluťoučký kůň', 'Příliš žluťoučký kůň'],
    ['L’IA\u00a0: «\u00a0rêve\u00a0» ou “bulle”…', 'L\'IA : "rêve" ou "bulle"...'],
    ['2024–2026 — 5\u202f€ ½', '2024-2026 - 5 EUR 1/2'],
    ['🎉 Keynote 🎉\n\t👩🏽‍💻 live', 'Keynote live'],
    ['I ❤️ Java ≠ C♯ ™', 'I ♥ Java != C# TM'],
    ['𝕋𝕪𝕡𝕖 ＡＢ ﬁn', 'Type AB fin'],
    ['日本語でReact入門', 'React'],
    ['שלום עולם', ''],
    ['C:\\temp ~ok', 'C:\\temp ~ok'],
    ['\u200bsoft\u00adhyphen\u202e', 'softhyphen'],
  ];
  for (const [text, shown] of cases) assert.equal(displayable(text), shown);
});

test('any text becomes NFC of characters the LCD has, single blanks between, and stays so', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const shown = displayable(text);
      assert.equal(shown, shown.normalize('NFC'));
      assert.equal(shown, shown.trim());
      assert.ok(!shown.includes('  '));
      assert.ok([...shown].every((char) => romCode(char) !== undefined || glyphOf(char) !== undefined));
      assert.equal(displayable(shown), shown);
    }),
    { numRuns: 3_000 },
  );
});

test('folding gives one plain character', () => {
  const folded = [...'àÉñç♥▄\\~ła日'].map(fold);
  assert.deepEqual(folded, ['a', 'E', 'ñ', 'c', '*', '_', '/', '-', 'l', 'a', undefined]);
});

test('a text is readable with one letter or digit', () => {
  assert.deepEqual(['', ': !', '♥', 'é', '2026'].map(isReadable), [false, false, false, true, true]);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { PAGE_MS, pageAt, pages } from '../../src/core/paging.ts';

test('a text becomes pages of whole words', () => {
  const cases: [text: string, expected: string[][]][] = [
    ['', [[]]],
    ['Web', [['Web']]],
    ['Quarkus en production', [['Quarkus en', 'production']]],
    ['abcdefghijklmnopqrst uvw', [['abcdefghijklmnopqrst', 'uvw']]],
    ['a Donaudampfschifffahrtskapitän b', [['a', 'Donaudampfschifffahr', 'tskapitän b']]],
    [
      'un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze',
      [
        ['un deux trois', 'quatre cinq six', 'sept huit neuf dix'],
        ['onze douze treize', 'quatorze quinze'],
      ],
    ],
  ];
  for (const [text, expected] of cases) assert.deepEqual(pages(text, 20, 3), expected);
});

test('a French colon or question mark stays with its word, unless that would cost a line', () => {
  assert.deepEqual(pages('Une API bien conçue : pourquoi ?', 20, 3), [
    ['Une API bien', 'conçue : pourquoi ?'],
  ]);
  assert.deepEqual(pages("Keynote d'ouverture : où va le Web ?", 20, 2), [
    ["Keynote d'ouverture", ': où va le Web ?'],
  ]);
});

test('four lines on three rows are two pages of two, not three and a lonely one', () => {
  const text = 'aaaaaaaaaaaaaaa bbbbbbbbbbbbbbb ccccccccccccccc ddddddddddddddd';
  assert.deepEqual(pages(text, 20, 3), [
    ['aaaaaaaaaaaaaaa', 'bbbbbbbbbbbbbbb'],
    ['ccccccccccccccc', 'ddddddddddddddd'],
  ]);
});

test('paging loses no word and breaks none that fits', () => {
  const word = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
    .map((w) => w.replaceAll(/\s/gu, '_'));
  const text = fc.array(fc.oneof(word, fc.constantFrom('?', ':', '!'))).map((words) => words.join(' '));
  fc.assert(
    fc.property(
      text,
      fc.integer({ min: 1, max: 24 }),
      fc.integer({ min: 1, max: 4 }),
      (title, cols, rows) => {
        const all = pages(title, cols, rows);
        const lines = all.flat();
        assert.ok(all.every((page) => page.length <= rows));
        assert.ok(lines.every((line) => [...line].length <= cols && line !== '' && line.trim() === line));
        assert.equal(lines.join('').replaceAll(' ', ''), title.replaceAll(' ', ''));
        const fitting = title.split(' ').filter((part) => part !== '' && [...part].length <= cols);
        const shown = lines.flatMap((line) => line.split(' '));
        for (const part of fitting) {
          const at = shown.indexOf(part);
          assert.notEqual(at, -1, `${part} was broken`);
          shown.splice(at, 1);
        }
      },
    ),
    { numRuns: 2_000 },
  );
});

test('pages turn every three seconds and begin again', () => {
  const all = [['one'], ['two'], ['three']];
  const shown = [0, PAGE_MS - 1, PAGE_MS, 2 * PAGE_MS, 3 * PAGE_MS].map((ms) => pageAt(all, ms));
  assert.deepEqual(shown, [['one'], ['one'], ['two'], ['three'], ['one']]);
});

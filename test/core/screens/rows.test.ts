import assert from 'node:assert/strict';
import { test } from 'node:test';
import { centred, footer, paged } from '../../../src/core/screens/rows.ts';

const TOO_LONG = 'abcdefghijklmnopqrstuvwxyz';

test('a row is always whole, whatever its text', () => {
  assert.deepEqual(['', 'abc', TOO_LONG].map(centred), [
    '                    ',
    '        abc         ',
    'abcdefghijklmnopqrst',
  ]);
  assert.deepEqual(
    ['', TOO_LONG].map((text) => footer(text, 0)),
    ['                   ♥', 'abcdefghijklmnopqrs♥'],
  );
});

test('the heart changes each second', () => {
  const beats = [0, 999, 1_000, 1_999.9, 2_000].map((ms) => footer('', ms).at(-1));
  assert.deepEqual(beats, ['♥', '♥', '♡', '♡', '♥']);
});

test('one row of text stands in the middle of three and on top of two', () => {
  const blank = centred('');
  assert.deepEqual(paged('Web', 3, 0), [blank, centred('Web'), blank]);
  assert.deepEqual(paged('Web', 2, 0), [centred('Web'), blank]);
});

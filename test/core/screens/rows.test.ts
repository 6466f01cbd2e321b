import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LCD_20X4 } from '../../../src/core/lcd.ts';
import { centred, footer, paged } from '../../../src/core/screens/rows.ts';

const TOO_LONG = 'abcdefghijklmnopqrstuvwxyz';

test('a row is always whole, whatever its text', () => {
  assert.deepEqual(
    ['', 'abc', TOO_LONG].map((text) => centred(text, LCD_20X4)),
    ['                    ', '        abc         ', 'abcdefghijklmnopqrst'],
  );
  assert.deepEqual(
    ['', TOO_LONG].map((text) => footer(text, { size: LCD_20X4, elapsedMs: 0 })),
    ['                   ♥', 'abcdefghijklmnopqrs♥'],
  );
});

test('the heart changes each second', () => {
  const beats = [0, 999, 1_000, 1_999.9, 2_000].map((ms) =>
    footer('', { size: LCD_20X4, elapsedMs: ms }).at(-1),
  );
  assert.deepEqual(beats, ['♥', '♥', '♡', '♡', '♥']);
});

test('one row of text stands in the middle of three and on top of two', () => {
  const moment = { size: LCD_20X4, elapsedMs: 0 };
  const [blank, web] = [centred('', LCD_20X4), centred('Web', LCD_20X4)];
  assert.deepEqual(paged('Web', 3, moment), [blank, web, blank]);
  assert.deepEqual(paged('Web', 2, moment), [web, blank]);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contrastOf, isColour, luminanceOf } from '../../src/core/contrast.ts';

/** As the tools of the W3C's own examples round them. */
const KNOWN: readonly [one: string, other: string, ratio: number][] = [
  ['#000000', '#ffffff', 21],
  ['#fff', '#000', 21],
  ['#777777', '#ffffff', 4.48],
  ['#767676', '#ffffff', 4.54],
  ['#ff0000', '#ffffff', 4],
  ['#0000ff', '#ffffff', 8.59],
  ['#123456', '#123456', 1],
];

for (const [one, other, ratio] of KNOWN) {
  test(`the contrast of ${one} and ${other} is ${ratio}, whichever is the text`, () => {
    const rounded = (value: number) => Math.round(value * 100) / 100;
    assert.deepEqual([contrastOf(one, other), contrastOf(other, one)].map(rounded), [ratio, ratio]);
  });
}

test('luminance weighs red, green and blue as eyes do', () => {
  const [red, green, blue] = ['#f00', '#0F0', '#0000ff'].map(luminanceOf);
  assert.deepEqual([red, green, blue], [0.2126, 0.7152, 0.0722]);
});

test('nothing but three or six hexadecimal digits is a colour', () => {
  const texts = ['#fc6', '#FFCC66', 'fc6', '#ffcc6', '#ffcc6680', 'red', '#fc6;}', '#fc6\n', ''];
  assert.deepEqual(texts.filter(isColour), ['#fc6', '#FFCC66']);
});

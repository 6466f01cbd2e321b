import assert from 'node:assert/strict';
import { test } from 'node:test';
import { headerLine } from '../../../src/core/board/header.ts';

const pins = (header: 8 | 9) =>
  Array.from({ length: 46 }, (_, i) => headerLine(`P${header}_${String(i + 1).padStart(2, '0')}`));

test('pins that projects for the BeagleBone name by number have that number here', () => {
  const named = ['P8_3', 'P8_07', 'P8_12', 'P8_13', 'P8_26', 'P8_46', 'P9_11', 'P9_12', 'P9_15', 'P9_25'];
  assert.deepEqual(named.map(headerLine), [38, 66, 44, 23, 61, 71, 30, 60, 48, 117]);
  assert.deepEqual(['P9_17', 'P9_19', 'P9_31', 'P9_41', 'P9_42'].map(headerLine), [5, 13, 110, 20, 7]);
});

test('the two headers have 67 lines, and no two pins the same', () => {
  const lines = [...pins(8), ...pins(9)].filter((line) => typeof line === 'number');
  assert.deepEqual([lines.length, new Set(lines).size], [67, 67]);
  assert.ok(lines.every((line) => line >= 0 && line < 128));
});

test('a pin without a line says what it is instead', () => {
  const words = ['P8_1', 'P9_02', 'P9_3', 'P9_7', 'P9_09', 'P9_10', 'P9_32', 'P9_34', 'P9_39', 'P9_46'];
  assert.deepEqual(words.map(headerLine), [
    'P8_1 is ground, not a line',
    'P9_02 is ground, not a line',
    'P9_3 is 3.3 V, not a line',
    'P9_7 is 5 V, not a line',
    'P9_09 is the power button, not a line',
    'P9_10 is the reset line, not a line',
    'P9_32 is the reference of the analogue inputs, not a line',
    'P9_34 is the ground of the analogue inputs, not a line',
    'P9_39 is an analogue input, not a line',
    'P9_46 is ground, not a line',
  ]);
});

test('what is no pin is refused', () => {
  const range = 'is no pin of a BeagleBone: its headers are P8_01 to P8_46 and P9_01 to P9_46';
  for (const pin of ['P8_47', 'P9_00', 'P9_99', 'P7_12', 'GPIO1_28', '']) {
    assert.equal(headerLine(pin), `${pin} ${range}`);
  }
});

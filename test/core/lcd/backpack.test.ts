import assert from 'node:assert/strict';
import { test } from 'node:test';
import { backpackBytes, backpackIdle, backpackNibbles, smbusBlocks } from '../../../src/core/lcd/backpack.ts';

test('a transfer is its register, then two nibbles, each with E high and low', () => {
  assert.deepEqual(backpackBytes([{ rs: 0, value: 0x28 }], true), [0x08, 0x2c, 0x28, 0x8c, 0x88]);
  assert.deepEqual(backpackBytes([{ rs: 1, value: 0x41 }], false), [0x01, 0x45, 0x41, 0x15, 0x11]);
});

test('the register is set up again only where it changes', () => {
  const bytes = backpackBytes(
    [
      { rs: 0, value: 0x80 },
      { rs: 1, value: 0x61 },
      { rs: 1, value: 0x62 },
    ],
    true,
  );
  assert.equal(bytes.length, 1 + 4 + 1 + 4 + 4);
  assert.deepEqual(bytes.slice(0, 6), [0x08, 0x8c, 0x88, 0x0c, 0x08, 0x09]);
});

test('single nibbles have a byte of rest before each', () => {
  assert.deepEqual(backpackNibbles([3, 2], true), [0x08, 0x3c, 0x38, 0x08, 0x2c, 0x28]);
});

test('the back-light alone', () => {
  assert.deepEqual([backpackIdle(true), backpackIdle(false)], [[0x08], [0x00]]);
});

test('a block holds a first byte and 1 to 32 more', () => {
  const lengths = (count: number) => smbusBlocks(Array(count).fill(7)).map(({ length }) => length);
  assert.deepEqual([1, 2, 33, 34, 35, 86].map(lengths), [[2], [2], [33], [33, 2], [33, 2], [33, 33, 20]]);
  const bytes = Array.from({ length: 70 }, (_, i) => i);
  assert.deepEqual(smbusBlocks(bytes).flat(), bytes);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { romCode } from '../../src/core/rom.ts';

test('the A00 ROM is ASCII but for backslash, tilde and delete, and a few signs', () => {
  const codes = [...' A}\\~\u007f¥→←äßñöü°█é'].map(romCode);
  assert.deepEqual(codes, [
    0x20,
    0x41,
    0x7d,
    undefined,
    undefined,
    undefined,
    0x5c,
    0x7e,
    0x7f,
    0xe1,
    0xe2,
    0xee,
    0xef,
    0xf5,
    0xdf,
    0xff,
    undefined,
  ]);
});

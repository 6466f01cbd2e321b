import assert from 'node:assert/strict';
import { test } from 'node:test';
import { glyphOf } from '../../display/rom.ts';
import { romCode } from '../../src/core/rom.ts';

const A = [0b01110, 0b10001, 0b10001, 0b10001, 0b11111, 0b10001, 0b10001, 0];
const ARROW = [0, 0b00100, 0b00010, 0b11111, 0b00010, 0b00100, 0, 0];
const U_UMLAUT = [0b01010, 0, 0b10001, 0b10001, 0b10001, 0b10011, 0b01101, 0];
const BLANK = [0, 0, 0, 0, 0, 0, 0, 0];

test('characters are drawn as the ROM has them, arrows and upper codes included', () => {
  const drawn = [0x41, 0x7e, 0xf5, 0x20, 0x90].map((code) => glyphOf(code, []));
  assert.deepEqual(drawn, [A, ARROW, U_UMLAUT, BLANK, BLANK]);
});

test('codes 0 to 7 are the glyphs that the box loaded, blank when it did not', () => {
  const heart = [0, 10, 31, 31, 14, 4, 0, 0];
  assert.deepEqual(
    [0, 1, 7].map((code) => glyphOf(code, [BLANK, heart])),
    [BLANK, heart, BLANK],
  );
});

test('every character that the box can send from the ROM is drawn, each differently', () => {
  const ascii = Array.from({ length: 0x7e - 0x21 }, (_, index) => String.fromCharCode(0x21 + index));
  const codes = [...ascii, ...'¥→←·°äßµ¢ñö∞ü÷█'].map(romCode).filter((code) => code !== undefined);
  const drawings = new Set(codes.map((code) => glyphOf(code, []).join()));
  assert.equal(drawings.size, codes.length);
  assert.equal(drawings.has(BLANK.join()), false);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pairingCodeOf, spacedCode } from '../../../src/core/link/code.ts';

test('40 bits are 8 characters, the highest bits first, and what follows them does not matter', () => {
  assert.equal(pairingCodeOf(Uint8Array.of(0, 0, 0, 0, 0)), '22222222');
  assert.equal(pairingCodeOf(Uint8Array.of(255, 255, 255, 255, 255)), 'ZZZZZZZZ');
  assert.equal(
    pairingCodeOf(Uint8Array.of(0b00001_000, 0b10_00011_0, 0b0100_0010, 0b1_00110_00, 0b111_01000)),
    '3456789A',
  );
  assert.equal(pairingCodeOf(Uint8Array.of(0, 0, 0, 0, 0, 9, 9)), '22222222');
});

test('no code holds a character that is taken for another', () => {
  const codes = Array.from({ length: 256 }, (_, byte) =>
    pairingCodeOf(Uint8Array.of(byte, byte ^ 85, byte, byte ^ 170, byte)),
  );
  const letters = new Set(codes.join(''));
  assert.equal(letters.size, 32);
  assert.deepEqual(
    ['0', '1', 'I', 'O'].filter((letter) => letters.has(letter)),
    [],
  );
});

test('fewer than 40 bits are no code', () => {
  assert.throws(() => pairingCodeOf(Uint8Array.of(1, 2, 3, 4)), /5 bytes, not of 4/);
});

test('a code is shown as two groups of four', () => {
  assert.equal(spacedCode('ABCD2345'), 'ABCD 2345');
});

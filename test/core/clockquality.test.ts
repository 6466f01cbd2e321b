import assert from 'node:assert/strict';
import { test } from 'node:test';
import { qualityOf } from '../../src/core/clockquality.ts';

const BUILT = Date.parse('2026-06-01T00:00:00Z');
const NOW = Date.parse('2026-06-24T10:00:00Z');

for (const [what, synced, rtcAt, wallAt, quality] of [
  ['a time server has set it', true, null, NOW, 'synced'],
  ['a time server has set it, whatever the chip says', true, 0, NOW, 'synced'],
  ['it came from the chip', false, NOW + 900, NOW, 'rtc'],
  ['the chip has lost its battery', false, BUILT - 1_000, BUILT - 1_000, 'unset'],
  ['it was never set from the chip', false, NOW, NOW - 3_600_000, 'unset'],
  ['there is neither a chip nor a network', false, null, NOW, 'unset'],
] as const) {
  test(`the clock is ${quality} when ${what}`, () => {
    assert.equal(qualityOf({ synced, rtcAt, wallAt, builtAt: BUILT }), quality);
  });
}

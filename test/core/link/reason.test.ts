import assert from 'node:assert/strict';
import { test } from 'node:test';
import { closeReason } from '../../../src/core/link/reason.ts';

test('a reason that fits is left as it is', () => {
  assert.equal(closeReason('votes.0.seq: too small'), 'votes.0.seq: too small');
  assert.equal(closeReason('x'.repeat(123)), 'x'.repeat(123));
});

test('a long reason is cut between two characters, never within one', () => {
  assert.equal(closeReason('x'.repeat(200)), 'x'.repeat(123));
  assert.equal(closeReason(`x${'é'.repeat(100)}`), `x${'é'.repeat(61)}`);
  assert.equal(closeReason('é'.repeat(100)), 'é'.repeat(61));
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findingsOf, notBuilt } from './findings.ts';

const KILLS = 8; // the long part of scripts/test has 120

test(`${KILLS} kills of a punching box lose no acknowledged vote and leave no gap`, {
  skip: notBuilt,
}, (t) => {
  const { status, found } = findingsOf('kill-storm', '--kills', String(KILLS));
  t.diagnostic(JSON.stringify(found));
  const { missing, gaps, verified } = found;
  assert.deepEqual({ status, missing, gaps, verified }, { status: 0, missing: 0, gaps: 0, verified: true });
  assert.ok(Number(found.acknowledged) >= KILLS);
});

test('the same storm sees a store that acknowledges on receipt lose votes', (t) => {
  const { status, found } = findingsOf('kill-storm', '--kills', '8', '--control');
  t.diagnostic(JSON.stringify(found));
  assert.equal(status, 1);
  assert.ok(Number(found.missing) > 0);
});

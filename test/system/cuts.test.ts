import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findingsOf, noStrace, notBuilt } from './findings.ts';

const STATES = 60; // the long part of scripts/test has 4,000
const QUICKER_STATES = 20;
const VOTES = ['--votes', '48'];

test(`${STATES} power cuts of a punching box lose no acknowledged vote and leave no malformed file`, {
  skip: notBuilt || noStrace,
}, (t) => {
  const { status, found } = findingsOf('power-cuts', '--states', String(STATES), ...VOTES);
  t.diagnostic(JSON.stringify(found));
  const { missing, malformed } = found;
  assert.deepEqual({ status, missing, malformed }, { status: 0, missing: 0, malformed: 0 });
  assert.ok(Number(found.acknowledged) >= 20);
});

test(`${QUICKER_STATES} power cuts of a store that votes much faster, checkpoints included, lose nothing either`, {
  skip: noStrace,
}, (t) => {
  const { status, found } = findingsOf(
    'power-cuts',
    '--states',
    String(QUICKER_STATES),
    ...VOTES,
    '--program',
  );
  t.diagnostic(JSON.stringify(found));
  const { missing, malformed } = found;
  assert.deepEqual({ status, missing, malformed }, { status: 0, missing: 0, malformed: 0 });
});

test('the same power cuts see synchronous=NORMAL lose votes', { skip: noStrace }, (t) => {
  const { status, found } = findingsOf('power-cuts', '--states', '40', ...VOTES, '--control');
  t.diagnostic(JSON.stringify(found));
  assert.equal(status, 1);
  assert.ok(Number(found.missing) > 0);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { labelOf } from '../../src/core/label.ts';

test('an address is named without password and query, a file as it is', () => {
  const sources = [
    'https://user:word@camp.example:8443/a/talks.json?token=secret#2',
    'talks.json',
    '/srv/talks?.json',
    'file:///srv/talks.json',
    'https://[broken',
  ];
  assert.deepEqual(sources.map(labelOf), [
    'https://camp.example:8443/a/talks.json#2',
    'talks.json',
    '/srv/talks?.json',
    'file:///srv/talks.json',
    'https://[broken',
  ]);
});

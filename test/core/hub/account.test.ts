import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  accountName,
  isSameName,
  nameKey,
  refuseName,
  refusePassword,
  tokenDigest,
} from '../../../src/core/hub/account.ts';

test('a name is kept without the space around it', () => {
  assert.equal(accountName('  Ada \t Lovelace '), 'Ada Lovelace');
  assert.equal(accountName('Ele\u0301onore'), 'El\u00e9onore');
});

test('a name that cannot be seen, or is too long, is refused with a sentence', () => {
  assert.equal(refuseName('Ada'), null);
  assert.equal(refuseName('é'.repeat(60)), null);
  assert.equal(refuseName(''), 'Say by which name you want to sign in.');
  assert.equal(refuseName('é'.repeat(61)), 'A name has at most 60 characters.');
  assert.equal(refuseName('Ada\u202eevil'), 'A name is made of letters that can be seen.');
});

test('two names that look alike are one', () => {
  assert.ok(isSameName('ADA', 'ada'));
  assert.ok(isSameName('ｅlan', 'Elan'));
  assert.ok(!isSameName('Ada', 'Eve'));
});

test('a password has 10 to 200 characters, whatever they are', () => {
  assert.equal(refusePassword('🔑'.repeat(10)), null);
  assert.equal(refusePassword('x'.repeat(200)), null);
  assert.equal(refusePassword('🔑'.repeat(9)), 'A password has at least 10 characters: this one has 9.');
  assert.equal(refusePassword('x'.repeat(201)), 'A password has at most 200 characters.');
});

test('of a token the SHA-256 is kept', () => {
  assert.equal(tokenDigest('abc'), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});

test('spaces, case and forms of letters make no other name of one', () => {
  const keys = ['bob', ' Bob ', 'BOB\t', 'ｂｏｂ'].map(nameKey);
  assert.deepEqual([...new Set(keys)], ['bob']);
});

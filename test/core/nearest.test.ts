import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nearest } from '../../src/core/nearest.ts';

const KEYS = ['id', 'room', 'data_dir'];

test('a slip of one or two letters finds the word that was meant', () => {
  assert.deepEqual(nearest('rom', KEYS, 1), ['room']);
  assert.deepEqual(nearest('data-dir', KEYS, 1), ['data_dir']);
  assert.deepEqual(nearest('datdir', KEYS, 1), ['data_dir']);
});

test('case and accents are no difference', () => {
  assert.deepEqual(nearest('AMPHI É', ['Salle C', 'Amphi E']), ['Amphi E']);
  assert.deepEqual(nearest('theatre', ['Théâtre']), ['Théâtre']);
});

test('a word that is like none of them finds nothing', () => {
  assert.deepEqual(nearest('brightness', KEYS), []);
  assert.deepEqual(nearest('anything', []), []);
});

test('the best comes first, then those that came first, and no more than asked for', () => {
  const rooms = ['Amphi C', 'Amphi A', 'Amphi AB', 'Amphi B', 'Hall'];
  assert.deepEqual(nearest('Amphi A', rooms), ['Amphi A', 'Amphi C', 'Amphi AB']);
  assert.deepEqual(nearest('Amphi A', rooms, 1), ['Amphi A']);
});

test('a long word may differ in a third of its letters', () => {
  assert.deepEqual(nearest('Europe/Pariis', ['Europe/Paris']), ['Europe/Paris']);
  assert.deepEqual(nearest('abcdefghi', ['abcdefxyz']), ['abcdefxyz']);
  assert.deepEqual(nearest('abcdefghi', ['abcdexxyz']), []);
});

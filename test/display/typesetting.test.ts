import assert from 'node:assert/strict';
import { test } from 'node:test';
import { titleStep } from '../../display/kiosk/title.ts';
import { keepTogether } from '../../display/spacing.ts';

test('longer titles are tried at smaller sizes', () => {
  const steps = [1, 20, 21, 44, 45, 84, 85, 130, 131, 300].map((length) => titleStep('é'.repeat(length)));
  assert.deepEqual(steps, [0, 0, 1, 1, 2, 2, 3, 3, 4, 5]);
});

test('French punctuation stays with its word, behind the space that belongs there', () => {
  const texts = [
    'Le cache : « trois » ennuis !',
    'Vraiment ?! Oui ; non…',
    'Le « pourquoi ? »',
    'Déjà\u00a0!',
    'Why? Because! A: b; c',
    'Rust ::std, ?. et !important',
  ];
  assert.deepEqual(texts.map(keepTogether), [
    'Le cache\u00a0: «\u00a0trois\u00a0» ennuis\u202f!',
    'Vraiment\u202f?! Oui\u202f; non…',
    'Le «\u00a0pourquoi\u202f?\u00a0»',
    'Déjà\u202f!',
    'Why? Because! A: b; c',
    'Rust ::std, ?. et !important',
  ]);
});

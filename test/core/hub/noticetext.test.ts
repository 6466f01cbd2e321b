import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noticeWords } from '../../../src/core/hub/noticetext.ts';
import type { NoticeText } from '../../../src/core/hub/orders.ts';

test('a notice speaks the language of the box, and free text stays as it was written', () => {
  const texts: NoticeText[] = [
    { kind: 'full' },
    { kind: 'moved', to: 'Amphi B' },
    { kind: 'free', text: 'Goûter à 16 h' },
  ];
  assert.deepEqual(
    texts.map((text) => [noticeWords(text, 'fr'), noticeWords(text, 'en')]),
    [
      ['Salle complète', 'Room full'],
      ['Déplacé : Amphi B', 'Moved to Amphi B'],
      ['Goûter à 16 h', 'Goûter à 16 h'],
    ],
  );
});

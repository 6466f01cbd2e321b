import assert from 'node:assert/strict';
import { test } from 'node:test';
import { merge } from '../../../src/app/wall/merge.ts';
import type { KeptPost, Post } from '../../../src/core/wall/post.ts';
import { NOON, postOf } from './world.ts';

const CAT = { url: 'https://m.example/cat.jpg', alt: 'a cat' };
const DOG = { url: 'https://m.example/dog.jpg', alt: 'a dog' };
const PICTURE = { digest: 'aa', width: 1, height: 1 };
const LATER = NOON + 60_000;

function keptOf(post: Post, changed: Partial<KeptPost> = {}): KeptPost {
  return {
    ...post,
    source: 's1',
    seenAt: NOON,
    goneAt: null,
    pictures: post.media.map(() => null),
    ...changed,
  };
}

/** What source `s1` (or another one) changes a minute later. */
function merged(found: Post[], kept: KeptPost[], { gone = [] as string[], from = 's1' } = {}): KeptPost[] {
  const known = { posts: new Map(kept.map((post) => [post.id, post])), sources: new Set(['s1', 's2']) };
  return merge(from, { posts: found, gone }, known, LATER);
}

test('a new post is known since now, by the source that brought it, without its pictures', () => {
  const post = postOf('a', { media: [CAT] });
  assert.deepEqual(merged([post], []), [
    { ...post, source: 's1', seenAt: LATER, goneAt: null, pictures: [null] },
  ]);
});

test('a post that is as it was changes nothing', () => {
  assert.deepEqual(merged([postOf('a')], [keptOf(postOf('a'))]), []);
});

test('an edited post is new in this form, and keeps the pictures that it still has', () => {
  const before = keptOf(postOf('a', { media: [CAT] }), { pictures: [PICTURE] });
  const edited = postOf('a', { digest: 'other', editedAt: LATER - 1, text: 'other', media: [DOG, CAT] });
  assert.deepEqual(merged([edited], [before]), [
    { ...edited, source: 's1', seenAt: LATER, goneAt: null, pictures: [null, PICTURE] },
  ]);
});

test('what is not to be seen may change without making the post another one', () => {
  const marked = postOf('a', { isSensitive: true });
  assert.deepEqual(merged([marked], [keptOf(postOf('a'))]), [keptOf(marked)]);
});

test('a post that is gone leaves now, and comes back in its old form when it is seen again', () => {
  const kept = keptOf(postOf('a'));
  const gone = { ...kept, goneAt: LATER };
  assert.deepEqual(merged([], [kept], { gone: [kept.id, 'mastodon:nobody'] }), [gone]);
  assert.deepEqual(merged([], [{ ...kept, goneAt: NOON }], { gone: [kept.id] }), []);
  assert.deepEqual(merged([postOf('a')], [{ ...kept, goneAt: NOON }]), [kept]);
});

test('another source brings back neither what was deleted nor what was edited', () => {
  const gone = keptOf(postOf('a'), { goneAt: NOON });
  const kept = keptOf(postOf('b'));
  const found = [postOf('a'), postOf('b', { digest: 'older' })];
  assert.deepEqual(merged(found, [gone, kept], { from: 's2', gone: [kept.id] }), []);
});

test('a post of a source that is configured no more belongs to the next one that brings it', () => {
  const orphan = keptOf(postOf('a'), { source: 'former' });
  assert.deepEqual(merged([postOf('a')], [orphan], { from: 's2' }), [{ ...orphan, source: 's2' }]);
});

test('an id that no database could hold is nobody', () => {
  const ids = ['mastodon:\0', 'mastodon:\ud800', '', 'x'.repeat(1_001)];
  assert.deepEqual(
    merged(
      ids.map((id) => postOf('a', { id })),
      [],
    ),
    [],
  );
});

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { judge } from '../../../src/core/wall/judge.ts';
import { ledgerOf } from '../../../src/core/wall/ledger.ts';
import type { KeptPost } from '../../../src/core/wall/post.ts';
import type { KeptRuling, Ruling } from '../../../src/core/wall/rules.ts';
import { arrange, nextChangeAt } from '../../../src/core/wall/select.ts';
import { WALL_POSTS_MAX } from '../../../src/core/wall/view.ts';
import { ANNA, approve, BEN, MINUTE, NOON, picture, post, ruled, rules, SECOND, undone } from './made.ts';

const OPEN = rules({ mode: 'delay', delayMs: 10 * SECOND, perAuthorHour: 50 });
const LATER = NOON + MINUTE;
const TEXT = { text: 'Great talk about punch buttons #LikeBox' };

/** `id` of those shown, in order, and of the others `id why`. */
function wall(posts: readonly KeptPost[], rulings: readonly KeptRuling[] = [], wanted = OPEN) {
  const { shown, standings } = arrange(posts, rulings, wanted, LATER);
  const others = [...standings].flatMap(([id, standing]) =>
    standing.is === 'shown' ? [] : [`${id} ${standing.why}`],
  );
  return [shown.map(({ id }) => id).join(' '), ...others];
}

function onBluesky(id: string, more: Partial<KeptPost> = {}): KeptPost {
  return post(id, { network: 'bluesky', author: BEN, ...more });
}

describe('the order of the wall', () => {
  test('is newest first, by name where two are of one instant', () => {
    const posts = [
      post('old', { at: NOON - 3 * MINUTE }),
      post('b', { at: NOON - MINUTE }),
      post('new', { at: NOON }),
      post('a', { at: NOON - MINUTE }),
    ];
    assert.deepEqual(wall(posts), ['new a b old']);
    assert.deepEqual(wall([...posts].reverse()), ['new a b old']);
  });

  test('takes a post from the future for as old as it is known', () => {
    const posts = [
      post('future', { at: NOON + 1_000 * MINUTE, seenAt: NOON - 5 * MINUTE }),
      post('now', { at: NOON - MINUTE }),
    ];
    assert.deepEqual(wall(posts), ['now future']);
  });

  test('ends after as many as the wall holds, and nothing forbids the others', () => {
    const posts = Array.from({ length: WALL_POSTS_MAX + 1 }, (_, n) =>
      post(`p${n}`, { at: NOON - n * 2 * MINUTE }),
    );
    const { shown, standings } = arrange(posts, [], OPEN, LATER);
    assert.deepEqual(shown, posts.slice(0, WALL_POSTS_MAX));
    assert.deepEqual(standings.get(`p${WALL_POSTS_MAX}`), { is: 'shown' });
  });
});

describe('posts of one author within an hour', () => {
  const two = { ...OPEN, perAuthorHour: 2 };
  const at = (minute: number) => post(`m${minute}`, { at: NOON - 120 * MINUTE + minute * MINUTE });

  test('older ones stay, newer ones are too many', () => {
    assert.deepEqual(wall([at(3), at(1), at(2)], [], two), ['m2 m1', 'm3 too-many']);
  });

  test('those that are not shown take nobody’s place', () => {
    assert.deepEqual(wall([at(1), at(2), at(62), at(30), at(31)], [], two), [
      'm62 m2 m1',
      'm30 too-many',
      'm31 too-many',
    ]);
    const hidden = ruled({ kind: 'hide-post', post: 'm1' });
    assert.deepEqual(wall([at(1), at(2), at(3)], hidden, two), ['m3 m2', 'm1 hidden-post']);
  });

  test('an hour later there is room again, to the millisecond', () => {
    const late = post('late', { at: at(61).at - 1 });
    assert.deepEqual(wall([at(1), at(2), late], [], two), ['m2 m1', 'late too-many']);
    assert.deepEqual(wall([at(1), at(2), at(61)], [], two), ['m61 m2 m1']);
  });

  test('an approval makes no exception, another author is another', () => {
    const approved = ruled(approve('m3'));
    const other = post('other', { at: at(3).at, author: BEN });
    assert.deepEqual(wall([at(1), at(2), at(3), other], approved, two), ['other m2 m1', 'm3 too-many']);
  });
});

describe('the same text on two networks', () => {
  test('is shown once, the earlier one', () => {
    const late = onBluesky('late', { text: 'GREAT talk, about punch buttons! #likebox', at: NOON });
    assert.deepEqual(wall([late, post('early', TEXT)]), ['early', 'late same-text']);
  });

  test('is shown with its picture where one has a picture', () => {
    const late = onBluesky('late', { ...TEXT, at: NOON, pictures: [picture('p')] });
    assert.deepEqual(wall([post('early', { ...TEXT, pictures: [null] }), late]), ['late', 'early same-text']);
  });

  test('is the same whatever its links and whom it names', () => {
    const here = { text: 'Great talk by @anna@framapiaf.example: likebox.example/talks/…' };
    const there = { text: 'Great talk by @anna.bsky.example: https://likebox.example/talks/one', at: NOON };
    assert.deepEqual(wall([post('here', here), onBluesky('there', there)]), ['here', 'there same-text']);
  });

  test('is nothing when it is only hashtags or a picture', () => {
    assert.deepEqual(wall([post('a', { text: '#LikeBox' }), onBluesky('b', { text: '#LikeBox' })]), ['a b']);
    assert.deepEqual(wall([post('a', { text: '' }), onBluesky('b', { text: '' })]), ['a b']);
    assert.deepEqual(wall([post('a', { text: '#Java rocks' }), onBluesky('b', { text: '#Go rocks' })]), [
      'a b',
    ]);
  });

  test('may come twice on one network: two people said it', () => {
    assert.deepEqual(wall([post('a', TEXT), post('b', { ...TEXT, author: BEN })]), ['a b']);
  });

  test('counts only where it is shown', () => {
    const waits = ruled(approve('b'));
    assert.deepEqual(wall([post('a', TEXT), onBluesky('b', TEXT)], waits, rules()), ['b', 'a approval']);
    assert.deepEqual(wall([post('a', { ...TEXT, goneAt: NOON }), onBluesky('b', TEXT)]), ['b', 'a gone']);
  });

  test('does not come back by its twin when it was hidden, unless that one is approved', () => {
    const posts = [post('a', TEXT), onBluesky('b', TEXT)];
    const hidden: Ruling = { kind: 'hide-post', post: 'a' };
    assert.deepEqual(wall(posts, ruled(hidden)), ['', 'a hidden-post', 'b same-text']);
    assert.deepEqual(wall(posts, ruled(hidden, approve('b'))), ['b', 'a hidden-post']);
    const author: Ruling = { kind: 'hide-author', author: ANNA.id, handle: ANNA.handle };
    assert.deepEqual(wall(posts, ruled(author)), ['', 'a hidden-author', 'b same-text']);
    const server: Ruling = { kind: 'hide-server', server: ANNA.server };
    assert.deepEqual(wall(posts, ruled(server)), ['', 'a hidden-server', 'b same-text']);
  });
});

describe('when the wall next changes by itself', () => {
  const delay = { ...OPEN, delayMs: 5 * MINUTE };
  const next = (posts: readonly KeptPost[], rulings: readonly KeptRuling[] = [], wanted = delay) =>
    nextChangeAt(posts, rulings, wanted, LATER);
  const first = post('first', { seenAt: NOON - MINUTE });

  test('is when the first delay ends', () => {
    assert.equal(next([post('a'), first]), NOON + 4 * MINUTE);
    assert.equal(next([post('a', { digest: 'another' }), first], ruled(approve('a'))), NOON + 4 * MINUTE);
    assert.equal(next([post('over', { seenAt: LATER - 5 * MINUTE })]), null);
  });

  test('is never for what waits for somebody, is off, or is shown', () => {
    assert.equal(next([]), null);
    assert.equal(next([first], [], rules()), null);
    assert.equal(next([first], [], { ...delay, words: ['text'] }), null);
    assert.equal(next([first], ruled(approve('first'))), null);
    assert.equal(next([first], ruled({ kind: 'clear' })), null);
    assert.equal(next([{ ...first, isSensitive: true }]), null);
  });
});

test('whatever the posts and rulings, the wall shows only what may be shown, once, in order, and not too many', () => {
  const authors = [ANNA, BEN, { ...ANNA, id: 'c', isBot: true }];
  const posts = fc.uniqueArray(
    fc.record({
      n: fc.integer({ min: 0, max: 40 }),
      network: fc.constantFrom('mastodon' as const, 'bluesky' as const),
      author: fc.constantFrom(...authors),
      text: fc.constantFrom('One text', 'one TEXT!', 'another one', '#LikeBox', ''),
      at: fc.integer({ min: NOON - 180 * MINUTE, max: NOON + 10 * MINUTE }),
      isSensitive: fc.boolean(),
      hasPicture: fc.boolean(),
    }),
    { maxLength: 40, selector: ({ n }) => n },
  );
  const id = fc.integer({ min: 0, max: 40 }).map((n) => `p${n}`);
  const ruling = fc.oneof(
    { weight: 6, arbitrary: id.map((one) => approve(one)) },
    { weight: 3, arbitrary: id.map((one): Ruling => ({ kind: 'hide-post', post: one })) },
    { weight: 1, arbitrary: fc.constant<Ruling>({ kind: 'hide-server', server: BEN.server }) },
  );
  const mode = fc.constantFrom('approve' as const, 'delay' as const, 'trusted' as const);
  fc.assert(
    fc.property(
      posts,
      fc.array(ruling, { maxLength: 30 }),
      fc.integer({ min: 1, max: 4 }),
      mode,
      (drafts, given, most, how) => {
        const kept = drafts.map(({ n, hasPicture, ...more }) =>
          post(`p${n}`, { ...more, seenAt: NOON, pictures: hasPicture ? [picture('p')] : [] }),
        );
        const wanted = rules({ mode: how, delayMs: 10 * SECOND, perAuthorHour: most });
        const rulings = undone(ruled(...given), 3, 7);
        const { shown, standings } = arrange(kept, rulings, wanted, LATER);
        const ledger = ledgerOf(rulings);
        const times = shown.map(({ at }) => Math.min(at, NOON));
        assert.deepEqual(
          [...standings.keys()],
          kept.map((one) => one.id),
        );
        assert.deepEqual(
          times,
          [...times].sort((a, b) => b - a),
        );
        for (const one of kept) {
          const alone = judge(one, ledger, wanted, LATER);
          const isShown = shown.includes(one);
          assert.equal(standings.get(one.id)?.is === 'shown', isShown);
          if (isShown) assert.deepEqual(alone, { is: 'shown' });
          else if (alone.is !== 'shown') assert.deepEqual(standings.get(one.id), alone);
          if (!isShown) continue;
          const from = Math.min(one.at, NOON);
          const hour = shown.filter(
            ({ author, at }) =>
              author.id === one.author.id &&
              Math.min(at, NOON) <= from &&
              Math.min(at, NOON) > from - 60 * MINUTE,
          );
          assert.ok(hour.length <= most);
          const plain = (text: string) => text.toLowerCase().replace('!', '');
          const isWords = /^\w/.test(one.text);
          const same = shown.filter(
            ({ text, network }) => plain(text) === plain(one.text) && network !== one.network,
          );
          if (isWords) assert.deepEqual(same, []);
        }
      },
    ),
    { numRuns: 300 },
  );
});

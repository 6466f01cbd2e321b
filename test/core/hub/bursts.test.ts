import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { burstsOf } from '../../../src/core/hub/bursts.ts';

const seconds = (...at: number[]) => at.map((one) => one * 1_000);

test('five presses in ten seconds are a burst, and four or a slower fifth are none', () => {
  assert.deepEqual(
    [burstsOf(seconds(0, 1, 2, 3)), burstsOf(seconds(0, 1, 2, 3, 10)), burstsOf(seconds(0, 1, 2, 3, 10.001))],
    [
      { count: 0, votes: 0 },
      { count: 1, votes: 5 },
      { count: 0, votes: 0 },
    ],
  );
});

test('a burst goes on as long as its presses are that dense, and the next one is another', () => {
  assert.deepEqual(
    [
      burstsOf(seconds(0, 1, 2, 3, 4, 5, 6, 30)),
      burstsOf(seconds(0, 1, 2, 3, 4, 12, 13, 14, 15, 16)),
      burstsOf(seconds(0, 2, 4, 6, 8, 10, 12, 14)),
      burstsOf(seconds(0, 1, 2, 3, 4, 10, 11, 12, 13)),
    ],
    [
      { count: 1, votes: 7 },
      { count: 2, votes: 10 },
      { count: 1, votes: 8 },
      { count: 1, votes: 9 },
    ],
  );
});

test('the presses in bursts are those that are among five within ten seconds', () => {
  const presses = fc
    .array(fc.integer({ min: 0, max: 120_000 }), { maxLength: 40 })
    .map((drawn) => drawn.sort((a, b) => a - b));
  fc.assert(
    fc.property(presses, (at) => {
      const isIn = at.map((_, index) =>
        [0, 1, 2, 3, 4].some((back) => {
          const [first, last] = [at[index - back], at[index - back + 4]];
          return first !== undefined && last !== undefined && last - first <= 10_000;
        }),
      );
      const { count, votes } = burstsOf(at);
      assert.equal(votes, isIn.filter((one) => one).length);
      assert.ok(count * 5 <= votes);
    }),
  );
});

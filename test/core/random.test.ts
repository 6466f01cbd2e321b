import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRandom } from '../../src/core/random.ts';

const draw = (seed: number, count: number) => {
  const random = createRandom(seed);
  return Array.from({ length: count }, random);
};

test('a seed gives the same numbers on every machine', () => {
  // From the C original of mulberry32, seed 1, divided by 2^32.
  assert.deepEqual(draw(1, 3), [0.6270739405881613, 0.002735721180215478, 0.5274470399599522]);
  assert.deepEqual(draw(2 ** 32 + 1, 3), draw(1, 3));
});

test('another seed gives other numbers', () => {
  assert.notDeepEqual(draw(1, 3), draw(2, 3));
});

test('the numbers are spread evenly over [0, 1)', () => {
  const tenths = Array<number>(10).fill(0);
  for (const number of draw(42, 100_000)) {
    assert.ok(number >= 0 && number < 1);
    tenths[Math.floor(number * 10)] = (tenths[Math.floor(number * 10)] ?? 0) + 1;
  }
  // 10,000 expected in each; 400 is more than four standard deviations.
  assert.deepEqual(
    tenths.filter((count) => Math.abs(count - 10_000) > 400),
    [],
  );
});

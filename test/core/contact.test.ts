import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { bounce, type Change, type SwitchModel, USUAL_SWITCH, WORST_SWITCH } from '../../src/core/contact.ts';
import { createRandom } from '../../src/core/random.ts';

const ROUNDING_MS = 1e-9;

/** What a hand does: presses and releases in turn, with the gaps between them. */
const hands = fc
  .array(fc.double({ min: 0.2, max: 400, noNaN: true }), { minLength: 1, maxLength: 12 })
  .map((gaps) => {
    let atMs = 1_000;
    return gaps.map((gap, i): Change => {
      atMs += gap;
      return { atMs, active: i % 2 === 0 };
    });
  });

function property(model: SwitchModel, check: (hand: Change[], line: Change[]) => void): void {
  fc.assert(
    fc.property(hands, fc.integer(), (hand, seed) => check(hand, bounce(hand, model, createRandom(seed)))),
    { numRuns: 2_000 },
  );
}

/** The edges of each change: from its instant to the next change. */
function chatterOf(hand: readonly Change[], line: readonly Change[]): Change[][] {
  return hand.map(({ atMs }, i) => {
    const until = hand[i + 1]?.atMs ?? Number.POSITIVE_INFINITY;
    return line.filter((edge) => edge.atMs >= atMs && edge.atMs < until);
  });
}

for (const [name, model] of Object.entries({ USUAL_SWITCH, WORST_SWITCH })) {
  test(`${name}: every change arrives at its instant, and its level is the last one before the next`, () => {
    property(model, (hand, line) => {
      const chatter = chatterOf(hand, line);
      assert.deepEqual(
        chatter.map((edges) => edges[0]),
        hand,
      );
      assert.deepEqual(
        chatter.map((edges) => edges.at(-1)?.active),
        hand.map(({ active }) => active),
      );
    });
  });

  test(`${name}: edges come in order and each turns the level over`, () => {
    property(model, (_, line) => {
      for (const [i, edge] of line.entries()) {
        const before = line[i - 1] ?? { atMs: Number.NEGATIVE_INFINITY, active: false };
        assert.ok(edge.atMs > before.atMs, `${edge.atMs} comes after ${before.atMs}`);
        assert.notEqual(edge.active, before.active);
      }
    });
  });

  test(`${name}: the chatter is over within its longest time, and no gap in it is longer than stated`, () => {
    property(model, (hand, line) => {
      for (const [i, edges] of chatterOf(hand, line).entries()) {
        const times = edges.map(({ atMs }) => atMs - (hand[i]?.atMs ?? 0));
        assert.ok((times.at(-1) ?? 0) <= model.maxMs + ROUNDING_MS);
        for (const [j, time] of times.entries()) {
          assert.ok(time - (times[j - 1] ?? 0) <= model.longestGapMs + 0.05 + ROUNDING_MS);
        }
      }
    });
  });
}

test('the chatter of a usual switch is as long as was measured', () => {
  const random = createRandom(7);
  const lengths = Array.from({ length: 20_000 }, () => {
    const line = bounce([{ atMs: 0, active: true }], USUAL_SWITCH, random);
    return line.at(-1)?.atMs ?? 0;
  });
  const mean = lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
  assert.ok(mean > 0.8 && mean < 1.6, `${mean} ms on average: most of a mean of 1.6 ms, cut at 6`);
  assert.ok(Math.max(...lengths) > 5.5 && Math.max(...lengths) <= 6);
});

test('the worst switch has long clean gaps, which a release must outlast', () => {
  const random = createRandom(7);
  const gaps = Array.from({ length: 5_000 }, () => {
    const line = bounce([{ atMs: 0, active: true }], WORST_SWITCH, random);
    return Math.max(...line.map(({ atMs }, i) => atMs - (line[i - 1]?.atMs ?? 0)));
  });
  assert.ok(Math.max(...gaps) > 41 && Math.max(...gaps) < 42.1);
});

test('no change is no edge', () => {
  assert.deepEqual(bounce([], USUAL_SWITCH, createRandom(1)), []);
});

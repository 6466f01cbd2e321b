import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { bounce, type Change, type SwitchModel, USUAL_SWITCH, WORST_SWITCH } from '../../src/core/contact.ts';
import { createDebounce, type DebounceRule } from '../../src/core/debounce.ts';
import { createRandom } from '../../src/core/random.ts';

const RULE: DebounceRule = { pressMs: 12, releaseMs: 50, cooldownMs: 150, stuckMs: 60_000 };
const TRACES = 5_000;

interface Hand {
  /** How long the contact is stable after its chatter. */
  holdMs: number;
  /** From letting go to the next press. */
  restMs: number;
}

/**
 * What the model states: a hand holds for at least the press time after the contact is quiet, rests for the
 * release time after it is quiet again, and comes down no sooner than the cool-down plus two chatters.
 */
function hands(model: SwitchModel): fc.Arbitrary<Hand[]> {
  const restMs = Math.max(RULE.releaseMs + 1, RULE.cooldownMs) + 2 * model.maxMs;
  return fc.array(
    fc.record({
      holdMs: fc.integer({ min: RULE.pressMs + 1, max: 400 }),
      restMs: fc.integer({ min: Math.ceil(restMs), max: 2_000 }),
    }),
    { minLength: 1, maxLength: 12 },
  );
}

/** Two level changes a press, before any bounce. */
function changesOf(made: readonly Hand[], model: SwitchModel): Change[] {
  let atMs = 1_000;
  return made.flatMap(({ holdMs, restMs }) => {
    const down = { atMs, active: true };
    const up = { atMs: atMs + 2 * model.maxMs + holdMs, active: false };
    atMs = up.atMs + restMs;
    return [down, up];
  });
}

function count(edges: readonly Change[]): Record<string, number> {
  const debounce = createDebounce(RULE, false, 0);
  const endMs = (edges.at(-1)?.atMs ?? 0) + 1_000;
  const events = [
    ...edges.flatMap((edge) => debounce.edge(edge.active, edge.atMs)),
    ...debounce.sample(false, endMs),
  ];
  const counts: Record<string, number> = {};
  for (const { kind } of events) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

describe('presses counted equal presses made', () => {
  for (const [name, model] of Object.entries({
    'a usual switch': USUAL_SWITCH,
    'the worst one measured': WORST_SWITCH,
  })) {
    test(`${TRACES} random traces of ${name}`, () => {
      let edges = 0;
      fc.assert(
        fc.property(hands(model), fc.integer(), (made, seed) => {
          const line = bounce(changesOf(made, model), model, createRandom(seed));
          edges += line.length - 2 * made.length;
          assert.deepEqual(count(line), { press: made.length });
        }),
        { numRuns: TRACES },
      );
      assert.ok(edges > TRACES, 'the model must bounce, or this proves nothing');
    });
  }

  test(`${TRACES} random traces with spikes of up to 10 ms between the presses: each is one noise`, () => {
    const spikes = fc.array(fc.integer({ min: 1, max: 10 }), { maxLength: 6 });
    fc.assert(
      fc.property(hands(USUAL_SWITCH), spikes, fc.integer(), (made, lengths, seed) => {
        const line = bounce(changesOf(made, USUAL_SWITCH), USUAL_SWITCH, createRandom(seed));
        let atMs = (line.at(-1)?.atMs ?? 0) + 200;
        for (const length of lengths) {
          line.push({ atMs, active: true }, { atMs: atMs + length, active: false });
          atMs += length + RULE.releaseMs + 5;
        }
        const noise = lengths.length === 0 ? {} : { noise: lengths.length };
        assert.deepEqual(count(line), { press: made.length, ...noise });
      }),
      { numRuns: TRACES },
    );
  });
});

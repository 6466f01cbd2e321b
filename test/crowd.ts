import type { PlannedEdge } from '../src/app/ports.ts';
import { bounce, USUAL_SWITCH } from '../src/core/contact.ts';
import { createRandom } from '../src/core/random.ts';
import type { Button } from '../src/core/vote.ts';

/** People who leave a room: every press they make, and what the two lines show of it. */
export interface Crowd {
  presses: { atMs: number; button: Button }[];
  /** In ascending order, both buttons, every contact bouncing. */
  edges: PlannedEdge[];
}

const PRESSES_A_SECOND = 3;
const HOLD_MS = { least: 80, most: 250 };
/** On one button a hand comes down no sooner than this after the last one left. */
const HAND_OVER_MS = 100;

/** Three people in line: on average three presses a second for `seconds`, +1 and -1 mixed, gaps at random. */
export function createCrowd({ seconds, seed }: { seconds: number; seed: number }): Crowd {
  const random = createRandom(seed);
  const freeAtMs = { plus: 0, minus: 0 };
  const changes = {
    plus: [] as { atMs: number; active: boolean }[],
    minus: [] as { atMs: number; active: boolean }[],
  };
  const presses: Crowd['presses'] = [];
  let arrivalMs = 0;
  for (;;) {
    arrivalMs += (-Math.log(1 - random()) / PRESSES_A_SECOND) * 1_000;
    if (arrivalMs >= seconds * 1_000) break;
    const button = random() < 0.5 ? 'plus' : 'minus';
    const atMs = Math.max(arrivalMs, freeAtMs[button]);
    const upMs = atMs + HOLD_MS.least + random() * (HOLD_MS.most - HOLD_MS.least);
    freeAtMs[button] = upMs + HAND_OVER_MS;
    changes[button].push({ atMs, active: true }, { atMs: upMs, active: false });
    presses.push({ atMs, button });
  }
  const edges = (['plus', 'minus'] as const).flatMap((button) =>
    bounce(changes[button], USUAL_SWITCH, random).map(({ atMs, active }) => ({
      afterMs: atMs,
      button,
      active,
    })),
  );
  return {
    presses: presses.sort((a, b) => a.atMs - b.atMs),
    edges: edges.sort((a, b) => a.afterMs - b.afterMs),
  };
}

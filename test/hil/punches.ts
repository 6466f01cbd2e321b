import assert from 'node:assert/strict';
import type { PlannedEdge } from '../../src/app/ports.ts';
import { bounce, type SwitchModel } from '../../src/core/contact.ts';
import { createRandom } from '../../src/core/random.ts';
import { BUTTONS, type Button, voteValue } from '../../src/core/vote.ts';
import { type Board, type PlayedEdge, wired } from './board.ts';
import type { Row } from './words.ts';

/** One press as a hand means it; `afterMs` from the beginning of a run. */
export interface Punch {
  afterMs: number;
  button: Button;
  holdMs: number;
}

/** Presses one after another, the buttons in turn unless said. */
export function inTurn(count: number, everyMs: number, holdMs: number, button?: Button): Punch[] {
  return Array.from({ length: count }, (_, i) => ({
    afterMs: i * everyMs,
    button: button ?? (i % 2 === 0 ? 'plus' : 'minus'),
    holdMs,
  }));
}

/** What the two lines show of these presses. @param model null for contacts that do not bounce */
export function edgesOf(punches: readonly Punch[], model: SwitchModel | null, seed = 7): PlannedEdge[] {
  const random = createRandom(seed);
  const edges = BUTTONS.flatMap((button) => {
    const changes = punches
      .filter((punch) => punch.button === button)
      .flatMap(({ afterMs, holdMs }) => [
        { atMs: afterMs, active: true },
        { atMs: afterMs + holdMs, active: false },
      ]);
    const shown = model === null ? changes : bounce(changes, model, random);
    return shown.map(({ atMs, active }) => ({ afterMs: atMs, button, active }));
  });
  return edges.sort((a, b) => a.afterMs - b.afterMs);
}

/** A press as it was made: when its contact first closed, by the guest's monotonic clock. */
export interface Made {
  button: Button;
  atMs: number;
}

/** Plays the edges, and tells when each of the presses in them really began. */
export async function play(
  board: Board,
  presses: readonly { afterMs: number; button: Button }[],
  edges: readonly PlannedEdge[],
): Promise<{ made: Made[]; played: PlayedEdge[] }> {
  const played = await board.play(wired(edges));
  const made = presses.map(({ afterMs, button }) => {
    const index = edges.findIndex((edge) => edge.button === button && edge.afterMs >= afterMs - 0.001);
    return { button, atMs: played[index]?.begunMs ?? Number.NaN };
  });
  return { made, played };
}

/** How long after its first contact a press may be recognised: the worst chatter, and what the guest needs. */
const RECOGNISED_WITHIN_MS = 400;

/** Each button's presses are its rows one for one, each recognised after it was made and before the next one. */
export function assertOneForOne(rows: readonly Row[], made: readonly Made[], pressMs: number): void {
  assert.equal(rows.length, made.length, describe(rows, made));
  for (const button of BUTTONS) {
    assertInOrder(
      rows.filter(({ value }) => value === voteValue(button)),
      made.filter((press) => press.button === button),
      pressMs,
    );
  }
}

function assertInOrder(rows: readonly Row[], made: readonly Made[], pressMs: number): void {
  assert.equal(rows.length, made.length, describe(rows, made));
  for (const [i, { button, atMs }] of made.entries()) {
    const recognisedMs = rows[i]?.monoMs ?? Number.NaN;
    const latestMs = Math.min(atMs + RECOGNISED_WITHIN_MS, made[i + 1]?.atMs ?? Number.POSITIVE_INFINITY);
    const told = `press ${i + 1} (${button}) was made at ${atMs} and recognised at ${recognisedMs}`;
    // Rows carry whole milliseconds.
    assert.ok(recognisedMs + 1 >= atMs + pressMs && recognisedMs <= latestMs, told);
  }
}

const describe = (rows: readonly Row[], made: readonly Made[]) =>
  `made: ${made.map(({ button, atMs }) => `${button} ${atMs}`).join(', ')}; rows: ${rows
    .map(({ value, monoMs }) => `${value} ${monoMs}`)
    .join(', ')}`;

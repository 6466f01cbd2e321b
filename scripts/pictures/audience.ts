import { departures } from '../../src/core/crowd.ts';
import type { Programme } from '../../src/core/programme.ts';
import { createRandom } from '../../src/core/random.ts';
import { turnsOf } from '../../src/core/turns.ts';
import { type VoteValue, voteValue } from '../../src/core/vote.ts';

const RULE = { openAfterMs: 600_000, closeAfterMs: 900_000 }; // as a hub has it by default
const SEED = 5;
const HANDS_MAX = 4; // of one person: who hammers is kept once in a while
const HAMMERS = 0.6;
const STEP_MS = 3_600; // through one door people come one behind the other

/** Where a box stood, and how long. Instants are epoch milliseconds. */
export interface Door {
  box: string;
  room: string;
  fromAt: number;
  toAt: number;
}

export interface Cast {
  at: number;
  value: VoteValue;
}

/** What the audience of this programme presses at each door, by box, in order. The same programme gives the same votes. */
export function castsOf(programme: Programme, doors: readonly Door[]): Map<string, Cast[]> {
  const casts = new Map<string, Cast[]>(doors.map(({ box }) => [box, []]));
  const random = createRandom(SEED);
  const freeAt = new Map<string, number>();
  for (const { session, fromAt, toAt } of turnsOf(programme, RULE)) {
    const leaving = departures(SEED, session.room, { ...session, opensAt: fromAt, closesAt: toAt });
    for (const { at, hands } of leaving) {
      const open = doors.filter((door) => door.room === session.room && door.fromAt <= at && at < door.toAt);
      const chosen = open[Math.floor(random() * open.length)];
      if (chosen === undefined || (hands.length > HANDS_MAX && random() > HAMMERS)) continue;
      const cameAt = Math.max(at, freeAt.get(chosen.box) ?? 0);
      freeAt.set(chosen.box, cameAt + STEP_MS);
      if (cameAt >= chosen.toAt) continue;
      const pressed = hands.map(({ afterMs, button }) => ({
        at: cameAt + afterMs,
        value: voteValue(button),
      }));
      casts.get(chosen.box)?.push(...pressed);
    }
  }
  return new Map([...casts].map(([box, list]) => [box, list.sort((a, b) => a.at - b.at)]));
}

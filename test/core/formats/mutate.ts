import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createRandom } from '../../../src/core/random.ts';
import { BYTES } from './mutatebytes.ts';
import { JSONS } from './mutatejson.ts';
import { CALENDARS, MARKUP, TABLES } from './mutatetext.ts';

/** Chance for mutations: all of it comes from one seed. */
export interface Dice {
  /** A whole number from 0 up to, not including, `end`. */
  below(end: number): number;
  pick<Item>(items: readonly [Item, ...Item[]]): Item;
}

export interface Fixture {
  name: string;
  bytes: Uint8Array;
}

/** One way to spoil a source; `others` are the fixtures that may be mixed in. Gives what was done to it, too. */
export type Mutation = (bytes: Uint8Array, dice: Dice, others: readonly Fixture[]) => Spoiled;

export interface Spoiled {
  bytes: Uint8Array;
  /** What was done, for a person who replays it. */
  did: string;
}

const MOST = 3;
const FOLDER = new URL('../../fixtures/programmes/', import.meta.url);

/** Every fixture, in the order of their names. */
export function readFixtures(): readonly [Fixture, ...Fixture[]] {
  const [first, ...others] = readdirSync(FOLDER)
    .sort()
    .map((name): Fixture => ({ name, bytes: new Uint8Array(readFileSync(new URL(name, FOLDER))) }));
  assert.ok(first !== undefined, 'there are fixtures');
  return [first, ...others];
}

/** What a seed makes of the fixtures: one of them after one to three mutations, the same on every machine. */
export function spoil(seed: number, fixtures: readonly [Fixture, ...Fixture[]]): Spoiled {
  const dice = diceOf(seed);
  const { name, bytes } = dice.pick(fixtures);
  let spoiled: Spoiled = { bytes, did: name };
  const times = 1 + dice.below(MOST);
  for (let time = 0; time < times; time += 1) {
    const mutate = dice.pick(dice.below(3) === 0 ? BYTES : ownOf(name));
    const next = mutate(spoiled.bytes, dice, fixtures);
    spoiled = { bytes: next.bytes, did: `${spoiled.did}, ${next.did}` };
  }
  return spoiled;
}

/** Those that know the notation of a fixture. */
function ownOf(name: string): readonly [Mutation, ...Mutation[]] {
  if (name.endsWith('.json')) return JSONS;
  if (name.endsWith('.ics')) return CALENDARS;
  return name.endsWith('.csv') ? TABLES : MARKUP;
}

export function diceOf(seed: number): Dice {
  const random = createRandom(seed);
  const below = (end: number) => Math.floor(random() * end);
  return { below, pick: ([first, ...rest]) => [first, ...rest][below(rest.length + 1)] ?? first };
}

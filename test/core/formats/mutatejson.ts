import type { Dice, Mutation } from './mutate.ts';
import { TIMES, WORDS } from './mutatevalues.ts';

/** A value and where it stands. */
interface Place {
  holder: Record<string, unknown>;
  key: string;
}

const REPEATS_MAX = 60;
const CHANGES_MAX = 4;

function nested(depth: number): unknown {
  let value: unknown = [];
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? { a: value } : [value];
  return value;
}

const POLLUTED: unknown = JSON.parse('{"__proto__": {"polluted": true}, "constructor": {"prototype": 1}}');

const VALUES: readonly [unknown, ...unknown[]] = [
  null,
  true,
  false,
  0,
  -1,
  -0.5,
  1e21,
  1e308,
  2 ** 53,
  8.64e15,
  8.64e15 + 1,
  -62_200_000_000_000,
  253_402_300_800_000,
  [],
  {},
  [null],
  [[], {}, 0, ''],
  { length: 4_000_000_000 },
  { toString: 1, valueOf: null, toJSON: 2 },
  { fr: 'un', en: 'one', '': 7 },
  nested(20),
  nested(60),
  POLLUTED,
];

function placesIn(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...placesIn(holder[key])]);
}

type Change = (place: Place, places: readonly [Place, ...Place[]], dice: Dice) => string;

function put({ holder, key }: Place, value: unknown): void {
  Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
}

const CHANGES: readonly [Change, ...Change[]] = [
  (place, _, dice) => {
    const value = structuredClone(dice.pick(VALUES)); // what is changed later stays whole for the next seed
    put(place, value);
    return `${place.key} = ${JSON.stringify(value).slice(0, 60)}`;
  },
  (place, _, dice) => {
    const word = dice.pick(WORDS);
    put(place, word);
    return `${place.key} = ${JSON.stringify(word.slice(0, 30))}`;
  },
  (place, places, dice) => {
    const time = dice.pick(TIMES);
    const timed = places.filter(({ holder, key }) => {
      const value = holder[key];
      return typeof value === 'string' && /\d[-:/T]\d/.test(value);
    });
    const [first, ...rest] = timed;
    const chosen = first === undefined ? place : dice.pick([first, ...rest]);
    put(chosen, time);
    return `${chosen.key} = ${time}`;
  },
  ({ holder, key }) => {
    if (Array.isArray(holder)) holder.splice(Number(key), 1);
    else delete holder[key];
    return `without ${key}`;
  },
  ({ holder, key }, places, dice) => {
    const name = dice.pick(['__proto__', 'constructor', '', '0', dice.pick(places).key]);
    if (Array.isArray(holder)) holder.push(structuredClone(holder[Number(key)]));
    else put({ holder, key: name }, structuredClone(holder[key]));
    return `${key} again as ${JSON.stringify(name)}`;
  },
  (place, places, dice) => {
    const other = dice.pick(places);
    // A copy: an object that came to stand inside of itself could not be written.
    put(place, structuredClone(other.holder[other.key]));
    return `${place.key} = that of ${other.key}`;
  },
  (place, _, dice) => {
    const value = place.holder[place.key];
    const times = dice.below(REPEATS_MAX);
    put(place, Array.isArray(value) ? Array.from({ length: times }, () => value).flat() : [value]);
    return `${place.key} ${Array.isArray(value) ? `${times} times` : 'in a list'}`;
  },
];

/** Changes values of JSON and leaves it JSON. What another mutation has broken already is left as it is. */
function change(bytes: Uint8Array, dice: Dice): { bytes: Uint8Array; did: string } {
  const root = [parsed(bytes)];
  const did: string[] = [];
  const count = 1 + dice.below(CHANGES_MAX);
  for (let time = 0; time < count; time += 1) {
    const [first, ...rest] = placesIn(root);
    if (first === undefined) break;
    const places = [first, ...rest] as const;
    did.push(dice.pick(CHANGES)(dice.pick(places), places, dice));
  }
  const text = root[0] === undefined ? null : JSON.stringify(root[0]);
  return { bytes: text === null ? bytes : new TextEncoder().encode(text), did: did.join(', ') };
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}

/** Mutations of JSON. */
export const JSONS: readonly [Mutation, ...Mutation[]] = [change];

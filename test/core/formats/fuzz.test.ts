import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readProgramme } from '../../../src/core/formats/detect.ts';
import type { ReadOptions } from '../../../src/core/formats/options.ts';
import { LONG } from '../../long.ts';
import { flawsOf } from './fuzzsound.ts';
import { readFixtures, spoil } from './mutate.ts';

const TRIED = LONG ? 40_000 : 2_000;

/** A failing input is made again by its seed alone: LIKEBOX_FUZZ_SEED=123. */
const SEED = process.env.LIKEBOX_FUZZ_SEED;

const FIXTURES = readFixtures();

const ASKED: readonly ReadOptions[] = [
  { timezone: 'Europe/Paris', reading: 'auto', language: 'fr' },
  { timezone: 'America/St_Johns', reading: 'instant', language: 'en' },
  { timezone: 'Pacific/Apia', reading: 'wall', language: 'en' },
];

/** What is wrong with the reading of what a seed makes, null when nothing is; and how many sessions it holds. */
function tryOut(seed: number): { failure: string | null; sessions: number } {
  const { bytes, did } = spoil(seed, FIXTURES);
  const options = ASKED[seed % ASKED.length] ?? ASKED[0];
  assert.ok(options !== undefined);
  try {
    const reading = readProgramme(bytes, options);
    const flaws = flawsOf(reading);
    const failure = flaws.length === 0 ? null : `seed ${seed} (${did}): ${flaws.slice(0, 3).join('; ')}`;
    return { failure, sessions: reading.sessions.length };
  } catch (error) {
    const why = error instanceof Error ? error.stack : String(error);
    return { failure: `seed ${seed} (${did}): ${why}`, sessions: 0 };
  }
}

test(`${TRIED} spoiled sources throw nothing and give nothing unsound`, (t) => {
  const seeds = SEED === undefined ? Array.from({ length: TRIED }, (_, seed) => seed) : [Number(SEED)];
  let [tried, read] = [0, 0];
  const failures: string[] = [];
  for (const seed of seeds) {
    const { failure, sessions } = tryOut(seed);
    tried += 1;
    if (sessions > 0) read += 1;
    if (failure !== null) failures.push(failure);
  }
  t.diagnostic(`${tried} inputs tried, made of ${FIXTURES.length} fixtures; ${read} still gave sessions`);
  assert.deepEqual(failures.slice(0, 10), []);
  if (SEED !== undefined) return;
  assert.equal(tried, TRIED);
  assert.ok(read > TRIED / 3, 'most mutations reach past the first look at a source');
  assert.equal(Reflect.get({}, 'polluted'), undefined, 'no prototype was changed');
});

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import type { Reply } from '../../../src/adapters/reader/messages.ts';
import { startReader } from '../../../src/adapters/reader/reader.ts';
import { LONG } from '../../long.ts';
import { type Huge, hugeInputs } from './fuzzhuge.ts';
import { flawsOf } from './fuzzsound.ts';
import { readFixtures } from './mutate.ts';

const MEMORY_MB = 200;
/** Which are tried: with the long series every second of over a thousand, else every 24th of 479. */
const ONE_OF = LONG ? 2 : 96;
/** The bench shows times; here only what would never end is caught, on a machine that does ten other things. */
const LIMIT_MS = 10_000;
const OPTIONS = { timezone: 'Europe/Paris', reading: 'auto', language: 'fr' } as const;

test('inputs of a megabyte that try to be slow are read one after the other in a thread of 200 MB', async (t) => {
  const thread = startReader({ maxOldGenerationSizeMb: MEMORY_MB });
  t.after(() => thread.terminate());
  let [tried, slowest] = [0, { what: '', ms: 0 }];
  for (const { what, bytes } of some(hugeInputs(readFixtures(), LONG))) {
    assert.ok(bytes.length < 1_200_000, `${what} has ${bytes.length} bytes`);
    const beganMs = performance.now();
    thread.postMessage({ bytes, options: OPTIONS });
    const signal = AbortSignal.timeout(LIMIT_MS);
    const [reply] = await once(thread, 'message', { signal }).catch((error: unknown) => {
      throw new Error(`${what}: no reading`, { cause: error });
    });
    const ms = performance.now() - beganMs;
    const { ok, reading } = reply as Reply & { ok: true };
    assert.ok(ok, `${what}: ${JSON.stringify(reply).slice(0, 200)}`);
    assert.deepEqual(flawsOf(reading), [], what);
    tried += 1;
    if (ms > slowest.ms) slowest = { what, ms };
  }
  t.diagnostic(`${tried} huge inputs tried; the slowest, with ${Math.round(slowest.ms)} ms: ${slowest.what}`);
  assert.ok(tried >= (LONG ? 500 : 4));
});

function* some(inputs: Iterable<Huge>): Generator<Huge> {
  let index = 0;
  for (const input of inputs) {
    if (index % ONE_OF === 0) yield input;
    index += 1;
  }
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createParallel } from '../../../src/adapters/lcd/parallel.ts';
import { createFakeClock } from '../../fakes/clock.ts';
import { testContract } from './contract.ts';
import { createLineWorld, LINES } from './parallel.ts';
import { BIG } from './world.ts';

// Thirteen writes for the address, thirteen for the character.
testContract({ name: 'parallel', create: createLineWorld, changeOfOneCell: 26 });

test('parallel: lines that come after the stop gave up are given back, and nothing is written to them', async () => {
  let give = () => {};
  const claim = new Promise<void>((resolve) => {
    give = resolve;
  });
  const released: (readonly number[])[] = [];
  const wires = createParallel({
    lines: () => LINES,
    size: BIG,
    clock: createFakeClock(),
    user: 'likebox',
    sysfs: {
      claim: () => claim,
      async release(numbers) {
        released.push(numbers);
      },
    },
    load: async () => ({ default: class {} as never }), // it would open them
  });
  const life = new AbortController();
  const opening = assert.rejects(wires.open(life.signal), /aborted/);
  life.abort();
  give();
  await opening;
  await wires.close();
  assert.deepEqual(released, [[519, 536, 529, 530, 534, 535]]);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { layoutFrame } from '../../../src/core/lcd.ts';
import { createBusWorld } from './backpack.ts';
import { testContract } from './contract.ts';
import { BIG } from './world.ts';

// RS set up, four bytes of address, RS set up, four bytes of the character.
testContract({ name: 'i2c', create: createBusWorld, changeOfOneCell: 10 });

test('i2c: a bus that hangs does not hold up the stop', async () => {
  const world = createBusWorld(BIG);
  await world.lcd.start();
  await world.clock.pass(300);
  world.hang();
  world.lcd.show(layoutFrame(['Merci !'], BIG));
  await world.clock.pass(10);
  let isOver = false;
  void world.lcd.stop().then(() => {
    isOver = true;
  });
  await world.clock.pass(399);
  assert.ok(isOver);
  assert.equal(world.clock.openTimers(), 0);
});

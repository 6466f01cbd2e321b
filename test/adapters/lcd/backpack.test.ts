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

for (const [when, startedMs] of [
  ['in the middle of a paint', 300],
  ['before its start was over', 0],
] as const) {
  test(`i2c: a bus that comes back after the stop gave up, ${when}, hears nothing more and is closed`, async () => {
    const world = createBusWorld(BIG);
    let letGo = () => {};
    if (startedMs === 0) letGo = world.hang();
    await world.lcd.start();
    await world.clock.pass(startedMs);
    if (startedMs > 0) letGo = world.hang();
    world.lcd.show(layoutFrame(['Merci !', 'and a whole second row'], BIG));
    await world.clock.pass(10);
    void world.lcd.stop();
    await world.clock.pass(400);
    const faults = [...world.faults];
    const before = world.written();
    letGo();
    await world.clock.pass(60_000);
    assert.deepEqual([world.written(), world.isReleased(), world.clock.openTimers()], [before, true, 0]);
    assert.deepEqual(world.faults, faults);
  });
}

test('i2c: after a stop that gave up, it can be started again when the bus comes back', async () => {
  const world = createBusWorld(BIG);
  await world.lcd.start();
  await world.clock.pass(300);
  const letGo = world.hang();
  world.lcd.show(layoutFrame(['Merci !'], BIG));
  await world.clock.pass(10);
  void world.lcd.stop();
  await world.clock.pass(400);
  await world.lcd.start();
  letGo();
  await world.clock.pass(300);
  assert.deepEqual(world.display.text(), layoutFrame(['Merci !'], BIG).lines);
  assert.deepEqual(world.faults, [null]);
});

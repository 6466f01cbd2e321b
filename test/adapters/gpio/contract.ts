import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Clock, Edge, Gpio, OutputName } from '../../../src/app/ports.ts';
import { BUTTONS, type Button } from '../../../src/core/vote.ts';

/** A board with hands and eyes at its wires. The lines of `gpio` are not started yet. */
export interface GpioWorld {
  gpio: Gpio;
  /** The clock that the lines stamp their edges with. */
  clock: Clock;
  /**
   * Presses or releases a button, without bounce. Ends when its wire has the level. On gpio-sim the hand is a pull, and
   * a program that asks for a pull of its own lets go of every button: leave `--bias` out of the tools there.
   */
  move(button: Button, active: boolean): Promise<void> | void;
  /** The level on the wire of an output: true is high. */
  wire(output: OutputName): Promise<boolean> | boolean;
  /** How many lines this program has open, its children included; not the one that somebody else took. */
  openLines(): Promise<number> | number;
  /** Ends when it is so, however long the board takes; fails after a time that no board needs. */
  until(isSo: () => Promise<boolean> | boolean, what: string): Promise<void>;
  /** Somebody else takes the line of the -1 button, until what it gives is called. Null where nobody can. */
  take: (() => Promise<() => Promise<void> | void>) | null;
  /** Stops everything. */
  close(): Promise<void>;
}

const OUTPUTS: readonly OutputName[] = ['plus', 'minus', 'status', 'buzzer'];

/** What every board holds: simulated, sysfs and gpiod. A world is opened for each test. */
export function checkGpioContract(name: string, openWorld: () => Promise<GpioWorld> | GpioWorld): void {
  const check = (sentence: string, body: (world: GpioWorld) => Promise<void>) =>
    test(sentence, async () => {
      const world = await openWorld();
      try {
        await body(world);
      } finally {
        await world.close();
      }
    });

  describe(`the lines of ${name}`, () => {
    checkButtons(check);
    checkOutputs(check);
  });
}

type Check = (sentence: string, body: (world: GpioWorld) => Promise<void>) => void;

/** Starts the buttons and hears their edges. */
async function hear({ gpio }: GpioWorld): Promise<{ edges: Edge[]; unwatch: () => void }> {
  const edges: Edge[] = [];
  await gpio.buttons.start();
  return { edges, unwatch: gpio.buttons.watch((edge) => edges.push(edge)) };
}

function checkButtons(check: Check): void {
  check('levels are known before any edge, a button held at start included', async (world) => {
    await world.move('plus', true);
    const { edges } = await hear(world);
    assert.deepEqual(
      BUTTONS.map((button) => world.gpio.buttons.read(button)),
      BUTTONS.map((button) => button === 'plus'),
    );
    assert.deepEqual(edges, []);
  });

  check('every edge is heard once, in order, with a time on the monotonic clock', async (world) => {
    const fromMs = world.clock.monoMs();
    const { edges } = await hear(world);
    const moves: [Button, boolean][] = [
      ['plus', true],
      ['plus', false],
      ['minus', true],
      ['minus', false],
    ];
    for (const [i, [button, active]] of moves.entries()) {
      await world.move(button, active);
      await world.until(() => edges.length > i, `edge ${i + 1}`);
      assert.equal(world.gpio.buttons.read(button), active);
    }
    assert.deepEqual(
      edges.map(({ button, active }) => [button, active]),
      moves,
    );
    const times = [fromMs, ...edges.map(({ atMs }) => atMs), world.clock.monoMs()];
    assert.deepEqual(
      times,
      [...times].sort((a, b) => a - b),
      'times ascend',
    );
  });

  check('a button held at start gives an edge when it is let go', async (world) => {
    await world.move('minus', true);
    const { edges } = await hear(world);
    await world.move('minus', false);
    await world.until(() => edges.length > 0, 'an edge');
    assert.deepEqual(
      edges.map(({ button, active }) => [button, active]),
      [['minus', false]],
    );
  });

  check('who no longer watches hears nothing, and the levels are known all the same', async (world) => {
    const { edges, unwatch } = await hear(world);
    unwatch();
    await world.move('plus', true);
    await world.until(() => world.gpio.buttons.read('plus'), 'the level');
    assert.deepEqual(edges, []);
  });

  check('a stop gives the lines back, and they start again', async (world) => {
    await hear(world);
    await world.gpio.buttons.stop();
    assert.equal(await world.openLines(), 0);
    await world.move('plus', true);
    const { edges } = await hear(world);
    assert.equal(world.gpio.buttons.read('plus'), true);
    await world.move('plus', false);
    await world.until(() => edges.length > 0, 'an edge');
    assert.equal(edges.at(-1)?.active, false);
  });

  check(
    'a start that fails says why and leaves nothing open, and works when the line is free',
    async (world) => {
      const release = await world.take?.();
      if (release === undefined) return;
      await assert.rejects(world.gpio.buttons.start(), /^Error: Line \d+ is taken/);
      assert.equal(await world.openLines(), 0);
      await release();
      const { edges } = await hear(world);
      await world.move('minus', true);
      await world.until(() => edges.length > 0, 'an edge');
    },
  );
}

function checkOutputs(check: Check): void {
  const start = (world: GpioWorld) => Promise.all(OUTPUTS.map((name) => world.gpio.outputs[name].start()));
  const stop = (world: GpioWorld) => Promise.all(OUTPUTS.map((name) => world.gpio.outputs[name].stop()));
  const wires = (world: GpioWorld) => Promise.all(OUTPUTS.map((name) => world.wire(name)));
  const see = (world: GpioWorld, name: OutputName, level: boolean) =>
    world.until(async () => (await world.wire(name)) === level, `${name} ${level ? 'high' : 'low'}`);

  check('outputs are low when they start, and each shows what is written to it alone', async (world) => {
    await start(world);
    assert.deepEqual(await wires(world), [false, false, false, false]);
    for (const name of OUTPUTS) {
      world.gpio.outputs[name].write(true);
      await see(world, name, true);
      const alone = OUTPUTS.map((other) => other === name);
      assert.deepEqual(await wires(world), alone);
      world.gpio.outputs[name].write(false);
      await see(world, name, false);
    }
  });

  check('an output that was asked for before it starts has that level when it has started', async (world) => {
    world.gpio.outputs.status.write(true);
    await start(world);
    await see(world, 'status', true);
    assert.deepEqual(await wires(world), [false, false, true, false]);
  });

  check('of many quick writes the last one stays', async (world) => {
    await start(world);
    const { plus } = world.gpio.outputs;
    for (const last of [true, false, true]) {
      for (let i = 0; i < 10; i += 1) plus.write(i % 2 === 0);
      plus.write(last);
      await see(world, 'plus', last);
      // Whatever is on its way still comes before the answer to a stop.
      await world.gpio.outputs.plus.stop();
      assert.equal(await world.wire('plus'), false);
      await world.gpio.outputs.plus.start();
      await see(world, 'plus', last);
    }
  });

  check('a stop leaves them low and given back, and they start again', async (world) => {
    await start(world);
    for (const name of OUTPUTS) world.gpio.outputs[name].write(true);
    for (const name of OUTPUTS) await see(world, name, true);
    await stop(world);
    assert.deepEqual(await wires(world), [false, false, false, false]);
    assert.equal(await world.openLines(), 0);
    for (const name of OUTPUTS) world.gpio.outputs[name].write(false);
    await start(world);
    world.gpio.outputs.buzzer.write(true);
    await see(world, 'buzzer', true);
  });
}

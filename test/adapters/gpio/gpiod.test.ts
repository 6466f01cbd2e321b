import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { LineUse } from '../../../src/adapters/gpio/backend.ts';
import { KERNEL } from '../../../src/adapters/gpio/kernel.ts';
import { createRealBoard } from '../../../src/adapters/gpio/open.ts';
import type { Edge, OutputName } from '../../../src/app/ports.ts';
import type { ToolVersion } from '../../../src/core/board/tools.ts';
import type { Button } from '../../../src/core/vote.ts';
import { openBench } from './bench.ts';
import { checkGpioContract } from './contract.ts';
import { PI_WIRES } from './wires.ts';

const BUTTON: Record<Button, number> = { plus: 24, minus: 23 };
const OUTPUT: Record<OutputName, number> = { plus: 17, minus: 27, status: 22, buzzer: 18 };

function openWorld(version: ToolVersion) {
  const bench = openBench(version);
  const faults: [LineUse, string | null][] = [];
  const board = createRealBoard({
    config: { ...PI_WIRES, gpio: 'gpiod' },
    clock: bench.clock,
    log: { info: () => {} },
    onFault: (use, why) => faults.push([use, why]),
    surroundings: {
      // Without sysfs; the stand-ins alone know the lines.
      kernel: { ...KERNEL, exists: () => false, read: () => '' },
      toolFolder: bench.folder,
      holdsLine: bench.holdsLine,
      user: 'likebox',
    },
  });
  const close = async () => {
    await board.gpio.buttons.stop();
    for (const output of Object.values(board.gpio.outputs)) await output.stop();
    assert.equal(bench.holders(), 0, 'no line is left open');
    bench.remove();
  };
  return { ...board, bench, faults, close };
}

for (const version of [1, 2] as const) {
  checkGpioContract(`gpiod ${version}, with stand-ins for its tools`, () => {
    const { gpio, bench, close } = openWorld(version);
    let taken = 0;
    return {
      gpio,
      clock: bench.clock,
      move: (button, active) => bench.move(BUTTON[button], !active),
      wire: (output) => bench.level(OUTPUT[output]),
      openLines: () => bench.holders() - taken,
      until: bench.until,
      async take() {
        taken = 1;
        const release = bench.take(BUTTON.minus);
        return async () => {
          taken = 0;
          await release();
        };
      },
      close,
    };
  });
}

/** A started pair of buttons, and what is heard of them. */
async function openButtons(t: TestContext, version: ToolVersion = 1) {
  const world = openWorld(version);
  t.after(world.close);
  const heard: string[] = [];
  const { buttons } = world.gpio;
  await buttons.start();
  buttons.watch(
    ({ button, active }: Edge) => heard.push(`${button} ${active}`),
    (button) => heard.push(`${button} restarts at ${buttons.read(button)}`),
  );
  return { ...world, buttons, heard };
}

test('the same edge twice, as a quick bounce gives it, has the other one between, and no monitor stops for it', async (t) => {
  const { bench, buttons, heard } = await openButtons(t);
  const monitor = bench.holder(24);
  for (const high of [false, false, true, true]) bench.print(24, high);
  await bench.until(() => heard.length === 6, 'the edges');
  bench.move(24, false);
  await bench.until(() => heard.length === 7, 'the next press');
  const levels = [true, false, true, false, true, false, true];
  assert.deepEqual(
    heard,
    levels.map((active) => `plus ${active}`),
  );
  assert.deepEqual([bench.holder(24), buttons.read('plus')], [monitor, true]);
});

test('a button found active is barred before its new monitor has the line, and not read after', async (t) => {
  const { bench, buttons, heard } = await openButtons(t);
  process.kill(bench.holder(24) ?? 0, 'SIGKILL');
  await bench.until(() => bench.waits().includes(250), 'the first retry');
  bench.set(24, false);
  const resume = bench.hesitate();
  bench.pass();
  await bench.until(() => buttons.read('plus') || heard.length > 0, 'its level');
  assert.deepEqual([heard, bench.holder(24)], [['plus restarts at true'], null]);
  resume();
  await bench.until(() => bench.holder(24) !== null, 'a new monitor');
  const reads = () => bench.calls().filter((call) => call.startsWith('gpioget') && call.endsWith(' 24'));
  bench.move(24, true);
  await bench.until(() => heard.length === 2, 'the release');
  assert.deepEqual([heard, reads().length], [['plus restarts at true', 'plus false'], 2]);
});

test('a release lost while a held button was read again is found two seconds later', async (t) => {
  const { bench, heard } = await openButtons(t);
  bench.move(24, false);
  await bench.until(() => heard.length === 1, 'the press');
  await bench.until(() => bench.waits().includes(2_000), 'a look after 2 s');
  const before = bench.holder(24);
  bench.pass();
  await bench.until(() => bench.holder(24) !== before && bench.waits().includes(2_000), 'a second look');
  bench.set(24, true);
  bench.pass();
  await bench.until(() => heard.length === 2, 'the restart');
  assert.deepEqual(heard, ['plus true', 'plus restarts at false']);
});

test('a button that seems held for long is read again; when it is, nothing is said', async (t) => {
  const { bench, buttons, heard } = await openButtons(t);
  bench.move(24, false);
  await bench.until(() => heard.length === 1, 'the press');
  const first = bench.holder(24);
  for (const waitMs of [2_000, 2_000, 4_000, 2_000, 8_000, 2_000, 16_000, 2_000, 32_000, 2_000, 32_000]) {
    await bench.until(() => bench.waits().includes(waitMs), `a look after ${waitMs} ms`);
    const before = bench.holder(24);
    bench.pass();
    await bench.until(() => bench.holder(24) !== before && bench.holder(24) !== null, 'a new monitor');
  }
  assert.notEqual(bench.holder(24), first);
  assert.deepEqual([heard, buttons.read('plus')], [['plus true'], true]);
});

test('a button whose release was lost is found out within two seconds', async (t) => {
  const { bench, heard } = await openButtons(t);
  bench.move(24, false);
  await bench.until(() => heard.length === 1, 'the press');
  bench.set(24, true);
  await bench.until(() => bench.waits().includes(2_000), 'a look after 2 s');
  bench.pass();
  await bench.until(() => heard.length === 2, 'the restart');
  assert.deepEqual(heard, ['plus true', 'plus restarts at false']);
});

test('a monitor that dies is a fault until it runs again, and its button restarts', async (t) => {
  const { bench, heard, faults } = await openButtons(t, 2);
  process.kill(bench.holder(23) ?? 0, 'SIGKILL');
  await bench.until(() => faults.length === 1, 'the fault');
  bench.set(23, false);
  await bench.until(() => bench.waits().includes(250), 'the first retry');
  bench.pass();
  await bench.until(() => faults.length === 2, 'its end');
  assert.deepEqual(faults, [
    [
      'button-minus',
      'Line 23: gpiomon stopped (it ended (SIGKILL)). It is started again; if that goes on, `sudo dmesg | tail` may say why.',
    ],
    ['button-minus', null],
  ]);
  assert.deepEqual(heard, ['minus restarts at true']);
});

test('a line that was taken meanwhile is tried again, later each time, and the fault names who has it', async (t) => {
  const { bench, faults, heard } = await openButtons(t);
  const monitor = bench.holder(23) ?? 0;
  process.kill(monitor, 'SIGKILL');
  await bench.until(() => faults.length === 1 && bench.holder(23) === null, 'the fault');
  const release = bench.take(23);
  for (const waitMs of [250, 500, 1_000]) {
    await bench.until(() => bench.waits().includes(waitMs), `a retry after ${waitMs} ms`);
    bench.pass();
  }
  await bench.until(() => faults.length === 2, 'the reason');
  assert.deepEqual(faults.at(-1), [
    'button-minus',
    'Line 23 is taken by "door-lock": stop that, remove its overlay from config.txt, or choose another line.',
  ]);
  await bench.until(() => bench.waits().includes(2_000), 'the last failure');
  await release();
  bench.pass();
  await bench.until(() => faults.length === 3, 'the end of the fault');
  assert.deepEqual([faults.at(-1), heard], [['button-minus', null], ['minus restarts at false']]);
});

test('where a chip has no pulls the line is opened without', async (t) => {
  const { bench, gpio } = openWorld(1);
  t.after(() => bench.remove());
  writeFileSync(join(bench.folder, 'no-bias'), '');
  await gpio.buttons.start();
  assert.deepEqual(
    bench
      .calls()
      .filter((call) => call.endsWith(' 24'))
      .map((call) => call.includes('--bias=pull-up')),
    [true, false, false],
  );
  await gpio.buttons.stop();
});

test('an output whose tool dies is driven again', async (t) => {
  const { bench, gpio, faults, close } = openWorld(2);
  t.after(close);
  const { plus } = gpio.outputs;
  plus.write(true);
  await plus.start();
  process.kill(bench.holder(17) ?? 0, 'SIGKILL');
  await bench.until(() => faults.length === 1, 'the fault');
  assert.equal(bench.level(17), false);
  await bench.until(() => bench.waits().includes(250), 'the retry');
  bench.pass();
  await bench.until(() => faults.length === 2, 'its end');
  assert.deepEqual([bench.level(17), faults[1]], [true, ['led-plus', null]]);
});

test('an output that fails is not tried for each write, only when its time has come', async (t) => {
  const { bench, gpio, faults, close } = openWorld(1);
  t.after(close);
  const { plus } = gpio.outputs;
  await plus.start();
  const holder = bench.holder(17) ?? 0;
  process.kill(holder, 'SIGKILL');
  await bench.until(() => faults.length === 1 && bench.holder(17) === null, 'the fault');
  const release = bench.take(17);
  const attempts = () => bench.calls().filter((call) => call.startsWith('gpioset')).length;
  const before = attempts();
  for (let i = 0; i < 100; i += 1) plus.write(i % 2 === 0);
  bench.pass();
  for (let i = 0; i < 100; i += 1) plus.write(i % 2 === 0);
  await bench.until(() => bench.waits().includes(500), 'the next retry');
  for (let i = 0; i < 100; i += 1) plus.write(i % 2 === 0);
  plus.write(true);
  assert.equal(attempts() - before, 1);
  await release();
  bench.pass();
  await bench.until(() => bench.level(17), 'the level asked for last');
  assert.equal(attempts() - before, 2);
});

test('an output that closes while its tool hangs leaves no tool behind', async (t) => {
  const { bench, gpio, faults, close } = openWorld(1);
  t.after(close);
  const { plus } = gpio.outputs;
  await plus.start();
  const resume = bench.hesitate();
  plus.write(true);
  const isTried = () => bench.calls().includes('gpioset --mode=signal gpiochip0 17=1');
  await bench.until(isTried, 'the attempt');
  const stop = plus.stop();
  plus.write(false);
  await bench.until(() => bench.waits().length > 0, 'the end of patience');
  bench.pass();
  await stop;
  const calls = bench.calls();
  resume();
  assert.deepEqual([bench.holder(17), bench.waits(), faults], [null, [], []]);
  assert.deepEqual(calls.slice(-1), ['gpioset --mode=signal gpiochip0 17=1']);
});

test('an output is driven low before it is given back', async (t) => {
  const { bench, gpio, close } = openWorld(1);
  t.after(close);
  const { buzzer } = gpio.outputs;
  buzzer.write(true);
  await buzzer.start();
  await buzzer.stop();
  const driven = bench.calls().filter((call) => call.startsWith('gpioset'));
  assert.deepEqual(driven, ['gpioset --mode=signal gpiochip0 18=1', 'gpioset --mode=signal gpiochip0 18=0']);
});

test('tools that are not there are named, with what installs them', async (t) => {
  const { bench, gpio } = openWorld(1);
  t.after(() => bench.remove());
  for (const tool of ['gpiomon', 'gpioset', 'gpioget']) rmSync(join(bench.folder, tool));
  const sentence = /^Error: gpiomon is not installed: `sudo apt-get install gpiod`\.$/;
  await assert.rejects(gpio.buttons.start(), sentence);
  await assert.rejects(gpio.outputs.plus.start(), sentence);
});

test('a tool does not outlive the program that started it, however that ends', async (t) => {
  const bench = openBench(1);
  t.after(() => bench.remove());
  const program = `
    import { createClock } from ${JSON.stringify(pathOf('../../../src/adapters/clock.ts'))};
    import { holdTool } from ${JSON.stringify(pathOf('../../../src/adapters/gpio/process.ts'))};
    const tools = { clock: createClock(), folder: ${JSON.stringify(bench.folder)}, holdsLine: () => true };
    await holdTool(tools, ['gpiomon', 'gpiochip0', '24'], () => {}, () => {});
    setInterval(() => {}, 1_000);
  `;
  const words = ['--import', 'tsx', '--input-type=module', '-e', program];
  const daemon = spawn(process.execPath, words, { stdio: ['ignore', 'inherit', 'inherit'] });
  t.after(() => daemon.kill('SIGKILL'));
  await bench.until(() => bench.holder(24) !== null, 'the monitor');
  daemon.kill('SIGKILL');
  await once(daemon, 'close');
  await bench.until(() => bench.holder(24) === null, 'its end');
});

function pathOf(file: string): string {
  return fileURLToPath(new URL(file, import.meta.url));
}

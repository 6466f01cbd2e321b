import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { createClock } from '../../../src/adapters/clock.ts';
import { createRealBoard } from '../../../src/adapters/gpio/open.ts';
import type { BoxConfig } from '../../../src/core/config.ts';
import { openBench } from './bench.ts';
import { BUS, CLASS, createFakeBoard } from './board.ts';
import { PI_WIRES } from './wires.ts';

function openWorld(t: TestContext, config: Partial<BoxConfig> = {}) {
  const board = createFakeBoard();
  const bench = openBench(1);
  t.after(() => bench.remove());
  const logged: string[] = [];
  const real = createRealBoard({
    config: { ...PI_WIRES, ...config },
    clock: createClock(),
    log: { info: (_fields, message) => logged.push(message) },
    onFault: () => {},
    surroundings: {
      kernel: board.kernel,
      loadOnoff: board.loadOnoff,
      toolFolder: bench.folder,
      holdsLine: bench.holdsLine,
      user: 'likebox',
    },
  });
  return { ...real, board, bench, logged };
}

const without = (files: Map<string, string>, folder: string) => {
  for (const file of [...files.keys()]) if (file.startsWith(`${folder}/`)) files.delete(file);
};

test('sysfs is taken where it works, and the log says where every line is', async (t) => {
  const { choose, logged } = openWorld(t);
  const where = (line: number) =>
    `line ${line} is ${line} of gpiochip0 (pinctrl-bcm2835), gpio${512 + line} in sysfs`;
  assert.deepEqual(await choose(), {
    backend: 'sysfs',
    why: 'it works here',
    lines: {
      'button-plus': where(24),
      'button-minus': where(23),
      'led-plus': where(17),
      'led-minus': where(27),
      'led-status': where(22),
      buzzer: where(18),
    },
  });
  await choose();
  assert.deepEqual(logged, ['the lines are driven by sysfs: it works here']);
});

test('without sysfs, or where it may not be used, the tools are taken, and it is said why', async (t) => {
  const bare = openWorld(t);
  without(bare.board.files, CLASS);
  const choice = await bare.choose();
  assert.deepEqual(
    [choice.backend, choice.lines['button-plus']],
    ['gpiod', 'line 24 is 24 of gpiochip0 (pinctrl-bcm2835)'],
  );
  assert.match(choice.why, /^sysfs does not work here\. This kernel has no sysfs GPIO/);

  const locked = openWorld(t);
  locked.board.errors.set(`${CLASS}/export`, 'EROFS');
  assert.match((await locked.choose()).why, /ProtectKernelTunables=no/);
});

test('what the configuration names is taken, or refused with its reason', async (t) => {
  assert.deepEqual((await openWorld(t, { gpio: 'gpiod' }).choose()).why, 'hardware.gpio asks for it');
  assert.equal((await openWorld(t, { gpio: 'sysfs' }).choose()).backend, 'sysfs');
  const bare = openWorld(t, { gpio: 'sysfs' });
  without(bare.board.files, CLASS);
  await assert.rejects(bare.choose(), /^Error: This kernel has no sysfs GPIO: `sudo apt-get install gpiod`/);
});

test('without sysfs and without tools the way out is named', async (t) => {
  const { board, bench, choose } = openWorld(t);
  without(board.files, CLASS);
  rmSync(join(bench.folder, 'gpiomon'));
  await assert.rejects(choose(), /^Error: This kernel has no sysfs GPIO: `sudo apt-get install gpiod`/);
});

const GROUP =
  /^Error: The GPIO .* may not be used by likebox: `sudo usermod -aG gpio likebox`, then restart\.$/;
const TUNABLES = /^Error: The GPIO of sysfs is read-only: set ProtectKernelTunables=no/;
const DENIED = 'Permission denied';
/** What sysfs answers where it is there, what gpiodetect says, and what mends it. */
const NEITHER: readonly [gpio: BoxConfig['gpio'], sysfs: string | null, said: string, sentence: RegExp][] = [
  ['auto', 'EACCES', DENIED, GROUP],
  ['auto', 'EPERM', 'Operation not permitted', GROUP],
  ['auto', null, DENIED, GROUP],
  ['auto', 'EROFS', DENIED, GROUP],
  ['auto', 'EROFS', 'Read-only file system', TUNABLES],
  ['auto', 'EACCES', 'Input/output error', GROUP],
  [
    'auto',
    null,
    'Input/output error',
    /^Error: The GPIO chips under \/dev cannot be listed: gpiodetect: unable to open/,
  ],
  ['gpiod', 'EACCES', DENIED, GROUP],
  ['gpiod', 'EACCES', 'Operation not permitted', GROUP],
  ['gpiod', 'EROFS', 'Read-only file system', /^Error: The GPIO chips under \/dev are read-only/],
];
for (const [gpio, code, said, sentence] of NEITHER) {
  test(`with gpio = "${gpio}", sysfs ${code ?? 'missing'} and "${said}", the cure is named`, async (t) => {
    const { board, bench, choose } = openWorld(t, { gpio });
    if (code === null) without(board.files, CLASS);
    else board.errors.set(`${CLASS}/export`, code);
    const script = `#!/bin/sh\necho "gpiodetect: unable to open gpiochip0: ${said}" >&2\nexit 1\n`;
    writeFileSync(join(bench.folder, 'gpiodetect'), script);
    await assert.rejects(choose(), sentence);
  });
}

test('a chip that comes later is found by the next try', async (t) => {
  const { board, gpio } = openWorld(t);
  const label = `${CLASS}/gpiochip512/label`;
  board.files.set(label, 'something-else');
  await assert.rejects(gpio.outputs.plus.start(), /^Error: No chip is the one of the 40-pin header/);
  board.files.set(label, 'pinctrl-bcm2835');
  await gpio.outputs.plus.start();
  assert.deepEqual(board.exported(), [529]);
});

test('one line that is none leaves the others working', async (t) => {
  const { board, gpio } = openWorld(t, { leds: { plus: 17, minus: 99, status: 22 } });
  await assert.rejects(gpio.outputs.minus.start(), /^Error: Line 99 is not in gpiochip0/);
  await gpio.buttons.start();
  await gpio.outputs.plus.start();
  assert.deepEqual(board.exported().sort(), [529, 535, 536]);
});

test('the parallel LCD asks for the number of a line in sysfs', async (t) => {
  const { board, sysfsNumber } = openWorld(t);
  assert.equal(sysfsNumber(7), 519);
  assert.throws(() => sysfsNumber(99), /^Error: Line 99 is not in gpiochip0/);
  without(board.files, CLASS);
  assert.throws(() => sysfsNumber(7), /^Error: This kernel has no sysfs GPIO/);
});

test('a chip of the own choice is used by its device name, unless two share a device', async (t) => {
  const { board, sysfsNumber } = openWorld(t, { chip: 'gpiochip0' });
  assert.equal(sysfsNumber(3), 515);
  board.files.set(`${BUS}/gpiochip1/dev`, '254:1');
  board.links.set(`${BUS}/gpiochip1`, '/sys/devices/platform/soc/3f200000.gpio/gpiochip1');
  assert.throws(() => sysfsNumber(3), /^Error: No chip is called "gpiochip0"/);
});

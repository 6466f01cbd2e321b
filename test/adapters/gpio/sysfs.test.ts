import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClock } from '../../../src/adapters/clock.ts';
import type { LineUse } from '../../../src/adapters/gpio/backend.ts';
import { createRealBoard } from '../../../src/adapters/gpio/open.ts';
import type { OutputName } from '../../../src/app/ports.ts';
import type { Button } from '../../../src/core/vote.ts';
import { createFakeClock } from '../../fakes/clock.ts';
import { CLASS, createFakeBoard } from './board.ts';
import { checkGpioContract } from './contract.ts';
import { PI_WIRES } from './wires.ts';

const BASE = 512;
const BUTTON: Record<Button, number> = { plus: BASE + 24, minus: BASE + 23 };
const OUTPUT: Record<OutputName, number> = {
  plus: BASE + 17,
  minus: BASE + 27,
  status: BASE + 22,
  buzzer: BASE + 18,
};

function openWorld({ clock = createClock(), active = 'low' as 'low' | 'high' } = {}) {
  const board = createFakeBoard();
  const faults: [LineUse, string | null][] = [];
  for (const number of Object.values(BUTTON)) board.move(number, active === 'low' ? 1 : 0);
  const real = createRealBoard({
    config: { ...PI_WIRES, gpio: 'sysfs', buttons: { ...PI_WIRES.buttons, active } },
    clock,
    log: { info: () => {} },
    onFault: (use, why) => faults.push([use, why]),
    surroundings: {
      kernel: board.kernel,
      loadOnoff: board.loadOnoff,
      toolFolder: '/nowhere',
      user: 'likebox',
    },
  });
  return { ...real, board, faults };
}

for (const active of ['low', 'high'] as const) {
  checkGpioContract(`sysfs, active ${active}, with a stand-in for onoff`, () => {
    const clock = createClock();
    const { gpio, board } = openWorld({ clock, active });
    return {
      gpio,
      clock,
      move: (button, pressed) => board.move(BUTTON[button], pressed === (active === 'high') ? 1 : 0),
      wire: (output) => board.level(OUTPUT[output]) === 1,
      openLines: () => board.exported().length,
      async until(isSo, what) {
        assert.ok(await isSo(), `${what}, at once`);
      },
      async take() {
        board.taken.add(BUTTON.minus);
        return () => void board.taken.delete(BUTTON.minus);
      },
      async close() {
        await gpio.buttons.stop();
        for (const output of Object.values(gpio.outputs)) await output.stop();
        assert.deepEqual(board.exported(), []);
      },
    };
  });
}

test('a line that a killed run left behind is exported anew, whatever its settings', async () => {
  const { gpio, board } = openWorld();
  board.kernel.write(`${CLASS}/export`, `${BUTTON.plus}`);
  board.kernel.write(`${CLASS}/gpio${BUTTON.plus}/active_low`, '1');
  board.kernel.write(`${CLASS}/gpio${BUTTON.plus}/direction`, 'out');
  await gpio.buttons.start();
  const settings = ['direction', 'edge', 'active_low'].map((file) =>
    board.kernel.read(`${CLASS}/gpio${BUTTON.plus}/${file}`),
  );
  assert.deepEqual(settings, ['in', 'both', '0']);
  await gpio.buttons.stop();
  assert.deepEqual(board.exported(), []);
});

test('a line that a killed run left as a button becomes a lamp', async () => {
  const { gpio, board } = openWorld();
  board.kernel.write(`${CLASS}/export`, `${OUTPUT.plus}`);
  board.kernel.write(`${CLASS}/gpio${OUTPUT.plus}/edge`, 'both');
  await gpio.outputs.plus.start();
  gpio.outputs.plus.write(true);
  assert.equal(board.level(OUTPUT.plus), 1);
});

test('a line that the kernel never takes back is used as it is', async () => {
  const { gpio, board } = openWorld();
  board.kernel.write(`${CLASS}/export`, `${OUTPUT.plus}`);
  board.eternal.add(OUTPUT.plus);
  await gpio.outputs.plus.start();
  gpio.outputs.plus.write(true);
  assert.equal(board.level(OUTPUT.plus), 1);
  await gpio.outputs.plus.stop();
  assert.equal(board.level(OUTPUT.plus), 0);
});

/** What the kernel would not set although it said nothing, as onoff lets it. */
const SETTINGS: readonly [file: string, found: string, sentence: RegExp][] = [
  ['direction', 'out', /direction stays "out" where "in" was asked/],
  ['edge', 'none', /edge stays "none" where "both" was asked/],
  ['active_low', '1', /active_low stays "1" where "0" was asked/],
];
for (const [file, found, sentence] of SETTINGS) {
  test(`an input whose ${file} did not change is refused, and given back`, async () => {
    const { gpio, board } = openWorld();
    board.stubborn.set(`${CLASS}/gpio${BUTTON.minus}/${file}`, found);
    await assert.rejects(gpio.buttons.start(), sentence);
    assert.deepEqual(board.exported(), []);
  });
}

test('a line that cannot even be given back is refused for what went wrong first', async () => {
  const { gpio, board } = openWorld();
  board.stubborn.set(`${CLASS}/gpio${BUTTON.minus}/edge`, 'none');
  board.errors.set(`${CLASS}/unexport`, 'EIO');
  board.eternal.add(BUTTON.minus);
  await assert.rejects(gpio.buttons.start(), /edge stays "none" where "both" was asked/);
});

test('files that the group has not been given yet are waited for, but not for ever', async () => {
  const clock = createFakeClock();
  const { gpio, board } = openWorld({ clock });
  const value = `${CLASS}/gpio${OUTPUT.plus}/value`;
  board.errors.set(value, 'EACCES');
  const start = gpio.outputs.plus.start();
  await clock.pass(500);
  board.errors.delete(value);
  await clock.pass(20);
  await start;
  assert.deepEqual([board.exported(), clock.openTimers()], [[OUTPUT.plus], 0]);
  await gpio.outputs.plus.stop();

  board.errors.set(value, 'EACCES');
  const refused = assert.rejects(gpio.outputs.plus.start(), /may not be used by likebox.*usermod -aG gpio/);
  await clock.pass(2_000);
  await refused;
  assert.deepEqual([board.exported(), clock.openTimers()], [[], 0]);
});

/** How the kernel refuses a line at its export. */
const REFUSALS: readonly [code: string, sentence: RegExp][] = [
  ['EINVAL', /^Error: Line 24: the kernel knows no gpio536/],
  ['EBUSY', /^Error: Line 24 is taken/],
  ['EACCES', /^Error: Line 24 may not be used by likebox: `sudo usermod -aG gpio likebox`/],
];
for (const [code, sentence] of REFUSALS) {
  test(`an export that answers ${code} is explained`, async () => {
    const { gpio, board } = openWorld();
    board.kernel.write = new Proxy(board.kernel.write, {
      apply(write, self, [path, text]) {
        if (path === `${CLASS}/export`) throw Object.assign(new Error(code), { code });
        return Reflect.apply(write, self, [path, text]);
      },
    });
    await assert.rejects(gpio.buttons.start(), sentence);
  });
}

test('who has a line is read from the kernel where it may be', async () => {
  const { gpio, board } = openWorld();
  board.taken.add(BUTTON.minus);
  board.files.set('/sys/kernel/debug/gpio', ` gpio-${BUTTON.minus} (GPIO23 |spi0 CS0 ) out hi`);
  await assert.rejects(gpio.buttons.start(), /^Error: Line 23 is taken by "spi0 CS0"/);
});

test('a level that cannot be read is a fault until it can, stays as it was, and gives no edge', async () => {
  const { gpio, board, faults } = openWorld();
  await gpio.buttons.start();
  board.move(BUTTON.plus, 0);
  const edges: unknown[] = [];
  gpio.buttons.watch((edge) => edges.push(edge));
  assert.equal(gpio.buttons.read('plus'), true);
  const value = `${CLASS}/gpio${BUTTON.plus}/value`;
  board.errors.set(value, 'EIO');
  assert.deepEqual([gpio.buttons.read('plus'), gpio.buttons.read('plus')], [true, true]);
  board.wake(BUTTON.plus);
  assert.deepEqual(edges, []);
  board.errors.delete(value);
  assert.equal(gpio.buttons.read('plus'), true);
  assert.deepEqual(faults, [
    ['button-plus', 'Line 24 (gpio536) cannot be used: EIO. `sudo dmesg | tail` may say why.'],
    ['button-plus', null],
  ]);
});

test('a button whose line is lost gives no edge and is watched no more, until it is there again', async () => {
  const clock = createFakeClock();
  const { gpio, board, faults } = openWorld({ clock });
  const heard: unknown[] = [];
  await gpio.buttons.start();
  gpio.buttons.watch(
    (edge) => heard.push(edge),
    (button) => heard.push(`${button} restarts at ${gpio.buttons.read(button)}`),
  );
  board.unbind();
  board.wake(BUTTON.plus);
  assert.deepEqual([heard, board.watched(BUTTON.plus), gpio.buttons.read('plus')], [[], false, false]);
  await clock.pass(250);
  board.bind();
  board.move(BUTTON.plus, 0);
  await clock.pass(500);
  board.move(BUTTON.plus, 1);
  assert.deepEqual(heard, ['plus restarts at true', { button: 'plus', active: false, atMs: 750 }]);
  const sentence = 'Line 24: the kernel knows no gpio536, or not as asked.';
  const told = faults.map(([use, why]) => [use, why?.slice(0, sentence.length) ?? null]);
  assert.deepEqual(told, [
    ['button-plus', sentence],
    ['button-plus', null],
  ]);
  await gpio.buttons.stop();
  assert.deepEqual([board.exported(), clock.openTimers()], [[], 0]);
});

test('a lamp whose line is lost has the level asked for last when it is there again', async () => {
  const clock = createFakeClock();
  const { gpio, board, faults } = openWorld({ clock });
  const { minus } = gpio.outputs;
  await minus.start();
  board.unbind();
  minus.write(true);
  minus.write(false);
  minus.write(true);
  board.bind();
  await clock.pass(250);
  assert.equal(board.level(OUTPUT.minus), 1);
  assert.deepEqual(
    faults.map(([use, why]) => [use, why === null]),
    [
      ['led-minus', false],
      ['led-minus', true],
    ],
  );
  await minus.stop();
  assert.deepEqual([board.exported(), clock.openTimers()], [[], 0]);
});

test('a stop while a line is lost tries it no more', async () => {
  const clock = createFakeClock();
  const { gpio, board } = openWorld({ clock });
  await gpio.buttons.start();
  await gpio.outputs.plus.start();
  board.unbind();
  for (const button of ['plus', 'minus'] as const) gpio.buttons.read(button);
  await gpio.buttons.stop();
  await gpio.outputs.plus.stop();
  board.bind();
  await clock.pass(60_000);
  assert.deepEqual([board.exported(), clock.openTimers()], [[], 0]);
});

test('a lamp that cannot be written is a fault until it can, and throws nothing', async () => {
  const { gpio, board, faults } = openWorld();
  const { minus } = gpio.outputs;
  await minus.start();
  const value = `${CLASS}/gpio${OUTPUT.minus}/value`;
  board.errors.set(value, 'EIO');
  minus.write(true);
  board.errors.delete(value);
  minus.write(true);
  assert.deepEqual(
    faults.map(([use, why]) => [use, why === null]),
    [
      ['led-minus', false],
      ['led-minus', true],
    ],
  );
});

test('an edge is stamped when it is heard', async () => {
  const clock = createFakeClock({ monoMs: 5_000 });
  const { gpio, board } = openWorld({ clock });
  await gpio.buttons.start();
  const edges: unknown[] = [];
  gpio.buttons.watch((edge) => edges.push(edge));
  clock.advance(7);
  board.move(BUTTON.minus, 0);
  assert.deepEqual(edges, [{ button: 'minus', active: true, atMs: 5_007 }]);
  assert.equal(gpio.buttons.lagMs, 0);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readPull } from '../../../src/adapters/doctor/pulls.ts';
import { runTool } from '../../../src/adapters/doctor/tool.ts';

const LINE = { chip: 'gpiochip0', offset: 24 };

/** Tools by their command line; all others are not there. */
async function read(isPi: boolean, tools: Readonly<Record<string, string>>) {
  const asked: string[] = [];
  const state = await readPull(LINE, isPi, async (command, words) => {
    const line = [command, ...words].join(' ');
    asked.push(line);
    return tools[line] ?? null;
  });
  return [state, asked];
}

const PINCTRL = '24: ip    pu | hi // GPIO24 = input\n';
const RASPI_GPIO = 'GPIO 24: level=0 func=INPUT pull=DOWN\n';
const GPIOINFO = 'gpiochip0 - 58 lines:\n\tline  24:\tunnamed \tinput bias=disabled consumer="x"\n';

test('a Pi is asked by its own tools first, newest first', async () => {
  assert.deepEqual(await read(true, { 'pinctrl get 24': PINCTRL, 'raspi-gpio get 24': RASPI_GPIO }), [
    { pull: 'up', high: true },
    ['pinctrl get 24'],
  ]);
  assert.deepEqual(await read(true, { 'raspi-gpio get 24': RASPI_GPIO }), [
    { pull: 'down', high: false },
    ['pinctrl get 24', 'raspi-gpio get 24'],
  ]);
});

test('elsewhere gpioinfo is asked, as each of its versions takes it', async () => {
  assert.deepEqual(await read(false, { 'pinctrl get 24': PINCTRL, 'gpioinfo gpiochip0': GPIOINFO }), [
    { pull: 'none', high: null },
    ['gpioinfo gpiochip0'],
  ]);
  assert.deepEqual(await read(true, { 'gpioinfo --chip=gpiochip0': GPIOINFO }), [
    { pull: 'none', high: null },
    ['pinctrl get 24', 'raspi-gpio get 24', 'gpioinfo gpiochip0', 'gpioinfo --chip=gpiochip0'],
  ]);
});

test('without any tool nothing is known', async () => {
  assert.deepEqual((await read(true, {}))[0], null);
});

test('a tool is run with its words; one that is not there or fails says nothing', async () => {
  assert.deepEqual(
    [await runTool('echo', ['a b', 'c']), await runTool('no-such-tool', []), await runTool('false', [])],
    ['a b c\n', null, null],
  );
});

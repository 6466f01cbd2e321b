import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BoxConfig, LcdConfig, LineName } from '../../src/core/config.ts';
import { checkWiring } from '../../src/core/wiring.ts';

type Lines = Record<'plus' | 'minus' | 'ledPlus' | 'ledMinus' | 'status' | 'buzzer', LineName>;

const USUAL: Lines = { plus: 24, minus: 23, ledPlus: 17, ledMinus: 27, status: 22, buzzer: 18 };

function configWith(lines: Partial<Lines>, board: BoxConfig['board'], lcd: LcdConfig): BoxConfig {
  const all = { ...USUAL, ...lines };
  return {
    language: 'fr',
    boxId: null,
    rooms: [],
    dataDir: '/var/lib/likebox',
    board,
    gpio: 'auto',
    chip: null,
    buttons: {
      plus: all.plus,
      minus: all.minus,
      active: 'low',
      rule: { pressMs: 12, releaseMs: 50, cooldownMs: 150, stuckMs: 10_000 },
    },
    leds: { plus: all.ledPlus, minus: all.ledMinus, status: all.status },
    buzzer: { line: all.buzzer, volume: 'on', quiet: [] },
    lcd,
    window: { openAfterMs: 0, closeAfterMs: 0 },
    programme: { sources: [], format: 'auto', reading: 'auto', timezone: 'UTC', refresh: '* * * * *' },
    listen: { host: '127.0.0.1', port: 8080 },
    display: { pages: [], light: null, off: null, theme: null, images: null },
    hubUrls: [],
    hubCa: null,
    menuCode: '',
    consoleSocket: '',
    wall: { sources: [] },
  };
}

const NO_LCD: LcdConfig = { kind: 'none' };
const parallel = (rs: LineName, e: LineName, data: readonly LineName[]): LcdConfig => ({
  kind: 'parallel',
  rs,
  e,
  data,
  cols: 20,
  rows: 4,
});

const check = (lines: Partial<Lines>, board: BoxConfig['board'] = 'raspberry-pi', lcd: LcdConfig = NO_LCD) =>
  checkWiring(configWith(lines, board, lcd)).map(({ key, message }) => `${key}: ${message}`);

test('a board with a line for each thing is well wired', () => {
  assert.deepEqual(check({}), []);
  assert.deepEqual(check({ plus: 0, minus: 27, ledMinus: 1 }), []);
  assert.deepEqual(check({}, 'simulated', parallel(7, 8, [25, 5, 6, 12])), []);
  assert.deepEqual(check({ plus: 'P9_12', buzzer: 127 }, 'beaglebone'), []);
});

test('every further use of a line names the first one', () => {
  assert.deepEqual(check({ ledPlus: 24, buzzer: 24 }), [
    'hardware.leds.plus: line 24 is already used by hardware.buttons.plus: give each its own',
    'hardware.buzzer.line: line 24 is already used by hardware.buttons.plus: give each its own',
  ]);
});

test('the lines of a parallel display are lines like any other', () => {
  assert.deepEqual(check({}, 'raspberry-pi', parallel(24, 8, [25, 5, 8, 28])), [
    'hardware.lcd.rs: line 24 is already used by hardware.buttons.plus: give each its own',
    'hardware.lcd.data: line 8 is already used by hardware.lcd.e: give each its own',
    'hardware.lcd.data: 28 is not a line of this board',
  ]);
  assert.deepEqual(check({}, 'raspberry-pi', parallel('', '', [])), [
    'hardware.lcd.rs: name its line',
    'hardware.lcd.e: name its line',
    'hardware.lcd.data: name its line',
  ]);
});

test('a line has to be one of this board', () => {
  assert.deepEqual(check({ plus: 28, minus: 'P9_12' }), [
    'hardware.buttons.plus: 28 is not a line of this board',
    'hardware.buttons.minus: P9_12 is not a line of this board',
  ]);
  assert.deepEqual(check({ plus: 128, minus: '' }, 'beaglebone'), [
    'hardware.buttons.plus: 128 is not a line of this board',
    'hardware.buttons.minus: name its line',
  ]);
});

const i2c = (bus: number): LcdConfig => ({ kind: 'i2c', bus, address: 0x27, cols: 20, rows: 4 });

test('a header pin and its number are one line', () => {
  const twice = 'is already used by hardware.buttons.plus: give each its own';
  assert.deepEqual(check({ plus: 'P9_12', buzzer: 60 }, 'beaglebone'), [
    `hardware.buzzer.line: line 60 ${twice}`,
  ]);
  assert.deepEqual(check({ plus: 44, buzzer: 'P8_12' }, 'beaglebone'), [
    `hardware.buzzer.line: line P8_12 ${twice}`,
  ]);
  assert.deepEqual(check({ plus: 'P8_7', buzzer: 'P8_07' }, 'beaglebone'), [
    `hardware.buzzer.line: line P8_07 ${twice}`,
  ]);
});

test('a pin without a line says what it is', () => {
  assert.deepEqual(check({ plus: 'P9_1', minus: 'P9_50' }, 'beaglebone'), [
    'hardware.buttons.plus: P9_1 is ground, not a line',
    'hardware.buttons.minus: P9_50 is no pin of a BeagleBone: its headers are P8_01 to P8_46 and P9_01 to P9_46',
  ]);
});

test('the lines of the LCD on I²C are nothing else, on the bus that it has', () => {
  const taken = 'belongs to the I²C bus of the LCD: choose another';
  assert.deepEqual(check({ plus: 2, buzzer: 3 }, 'raspberry-pi', i2c(1)), [
    `hardware.buttons.plus: line 2 ${taken}`,
    `hardware.buzzer.line: line 3 ${taken}`,
  ]);
  assert.deepEqual(check({ plus: 2, buzzer: 3 }, 'raspberry-pi', i2c(0)), []);
  assert.deepEqual(check({ plus: 2, buzzer: 3 }), []);
  assert.deepEqual(check({ plus: 'P9_19', buzzer: 4 }, 'beaglebone', i2c(2)), [
    `hardware.buttons.plus: line P9_19 ${taken}`,
  ]);
  const misread = checkWiring(configWith({ plus: 2 }, 'raspberry-pi', i2c(1)), ['hardware.lcd.bus']);
  assert.deepEqual(misread, []);
});

test('with a chip of their own choice, lines are numbers, and any may be right', () => {
  const config = { ...configWith({ plus: 200, minus: 'P9_12' }, 'beaglebone', i2c(2)), chip: 'gpiochip3' };
  assert.deepEqual(checkWiring(config), [
    { key: 'hardware.buttons.minus', message: 'name it by its number in gpiochip3' },
  ]);
});

test('nothing is said of keys that could not be read, nor of what hangs on them', () => {
  const config = configWith(
    { plus: 99, minus: 99, ledPlus: 98, ledMinus: '', buzzer: 97 },
    'simulated',
    NO_LCD,
  );
  const keys = (faulty: string[]) => checkWiring(config, faulty).map(({ key }) => key);
  const [plus, minus, buzzer] = ['hardware.buttons.plus', 'hardware.buttons.minus', 'hardware.buzzer.line'];
  const leds = ['hardware.leds.plus', 'hardware.leds.minus'];
  assert.deepEqual(keys([]), [plus, minus, ...leds, buzzer]);
  assert.deepEqual(keys(['hardware.leds', buzzer]), [plus, minus]);
  assert.deepEqual(keys(['hardware']), []);
  // Which lines a board has is not known then, but that two share one is.
  assert.deepEqual(keys(['hardware.board']), [minus, 'hardware.leds.minus']);
});

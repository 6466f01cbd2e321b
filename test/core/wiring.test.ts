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
    room: null,
    dataDir: '/var/lib/likebox',
    board,
    gpio: 'auto',
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
    pages: [],
    hubUrls: [],
    menuCode: '',
    consoleSocket: '',
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

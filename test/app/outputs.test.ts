import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createOutputs } from '../../src/app/outputs.ts';
import type { OutputLine, OutputName } from '../../src/app/ports.ts';
import { LCD_20X4, type LcdFrame, layoutFrame } from '../../src/core/lcd.ts';

const NAMES = ['plus', 'minus', 'status', 'buzzer'] as const;
const FRAME = layoutFrame(['Bonjour'], LCD_20X4);

function createWorld(hasLcd: boolean) {
  const written: [OutputName | 'lcd', boolean | LcdFrame][] = [];
  const line = (name: OutputName): OutputLine => ({
    start: async () => {},
    stop: async () => {},
    write: (on) => written.push([name, on]),
  });
  const lines = Object.fromEntries(NAMES.map((name) => [name, line(name)])) as Record<OutputName, OutputLine>;
  const lcd = { ...line('plus'), show: (frame: LcdFrame) => void written.push(['lcd', frame]) };
  return { written, outputs: createOutputs({ gpio: { outputs: lines }, lcd: hasLcd ? lcd : null }) };
}

test('before anything is asked for, everything is dark', () => {
  assert.deepEqual(createWorld(true).outputs.shown(), {
    leds: { plus: false, minus: false, status: false },
    buzzer: false,
    frame: null,
  });
});

test('each lamp, the buzzer and the LCD get what is theirs, and what was asked for last is remembered', () => {
  const { written, outputs } = createWorld(true);
  outputs.setLed('minus', true);
  outputs.setLed('status', true);
  outputs.setLed('status', false);
  outputs.setBuzzer(true);
  outputs.showLcd(FRAME);
  assert.deepEqual(written, [
    ['minus', true],
    ['status', true],
    ['status', false],
    ['buzzer', true],
    ['lcd', FRAME],
  ]);
  assert.deepEqual(outputs.shown(), {
    leds: { plus: false, minus: true, status: false },
    buzzer: true,
    frame: FRAME,
  });
});

test('a box without LCD shows none', () => {
  const { written, outputs } = createWorld(false);
  outputs.showLcd(FRAME);
  assert.deepEqual([written, outputs.shown().frame], [[], null]);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadBoxConfig } from '../src/adapters/config/load.ts';
import { lcdForRefusal } from '../src/refusal.ts';

const UNREADABLE = { key: '', message: 'box.toml, line 1, column 1: not valid TOML' };
const FAULTY = { key: 'box.rom', message: 'unknown key (did you mean room?)' };

function busOn(board: 'beaglebone' | 'raspberry-pi', fault: typeof FAULTY): number | null {
  const { config } = loadBoxConfig('/dev/null', board);
  assert.ok(config !== null);
  const lcd = lcdForRefusal(config, fault);
  return lcd.kind === 'i2c' ? lcd.bus : null;
}

test('a file that nobody can read is refused on the bus that the board is wired to', () => {
  assert.deepEqual([busOn('raspberry-pi', UNREADABLE), busOn('beaglebone', UNREADABLE)], [1, 2]);
});

test('a file that can be read is refused on the bus that it names', () => {
  assert.deepEqual([busOn('raspberry-pi', FAULTY), busOn('beaglebone', FAULTY)], [1, 1]);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as real } from 'node:timers/promises';
import { createClock } from '../../../src/adapters/clock.ts';
import { createLcd } from '../../../src/adapters/lcd/lcd.ts';

const NO_BUS = 31;

/** The first fault of an LCD on this machine, which has none; the real packages are loaded for it. */
async function firstFault(config: Parameters<typeof createLcd>[0]['config']): Promise<string | null> {
  let lcd: ReturnType<typeof createLcd> | undefined;
  const fault = new Promise<string | null>((onFault) => {
    lcd = createLcd({
      config,
      clock: createClock(),
      onFault,
      user: 'likebox',
      lineNumber: (name) => {
        throw new Error(`${name} is not a line of this board.`);
      },
    });
  });
  await lcd?.start();
  const heard = await Promise.race([fault, real(5_000, 'nothing', { ref: false })]);
  await lcd?.stop();
  return heard;
}

test('an I²C bus that is not there is said, with the real i2c-bus', async () => {
  const fault = await firstFault({ kind: 'i2c', bus: NO_BUS, address: 0x27, cols: 20, rows: 4 });
  assert.match(String(fault), /^There is no \/dev\/i2c-31\./);
});

test('a line that the board has not is said as the board says it', async () => {
  const data = ['P9_11', 'P9_12', 'P9_13', 'P9_14'];
  const fault = await firstFault({ kind: 'parallel', rs: 'P9_99', e: 'P9_15', data, cols: 16, rows: 2 });
  assert.equal(fault, 'P9_99 is not a line of this board.');
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgePower, judgeTemperature, parseThrottled } from '../../../src/core/doctor/power.ts';

test('the hottest sensor decides', () => {
  assert.deepEqual(judgeTemperature({ cpu: 48.312, pmic: 41 }), {
    id: 'temperature',
    verdict: 'ok',
    message: '48.3 °C',
    mend: null,
    values: { celsius: 48.3, sensors: { cpu: 48.312, pmic: 41 } },
  });
  assert.deepEqual(
    [{}, { cpu: 69.9 }, { cpu: 70 }, { cpu: 79.9 }, { a: 20, cpu: 80 }].map((sensors) => {
      const { verdict, message, mend } = judgeTemperature(sensors);
      return [verdict, message, mend === null];
    }),
    [
      ['absent', 'no sensor here', true],
      ['ok', '69.9 °C', true],
      ['warning', '70 °C is warm', false],
      ['warning', '79.9 °C is warm', false],
      ['wrong', '80 °C: the board slows down', false],
    ],
  );
});

test('both spellings of the bits are read, and nothing else', () => {
  assert.deepEqual(
    ['50005\n', 'throttled=0x50005\n', '0', 'throttled=0x0', '', 'VCHI initialization failed\n'].map(
      parseThrottled,
    ),
    [0x50005, 0x50005, 0, 0, null, null],
  );
});

test('each bit is said in words: what is now, else what was since the start', () => {
  const supply = 'use a supply of 5.1 V and at least 3 A, with a short and thick cable';
  const air = 'give it air: heat slows it down';
  assert.deepEqual(
    [0x0, 0x50005, 0x50000, 0x80008, 0x20002].map((throttled) => {
      const { verdict, message, mend } = judgePower({ throttled });
      return [verdict, message, mend];
    }),
    [
      ['ok', 'the voltage was high enough since the start', null],
      ['wrong', 'the voltage is too low; the processor is slowed down', supply],
      [
        'warning',
        'since the start the voltage was too low; since the start the processor was slowed down',
        supply,
      ],
      ['warning', 'the board is near its limit of heat', air],
      ['warning', 'the processor is held back', air],
    ],
  );
  assert.deepEqual(judgePower({ throttled: 0x10000 }).values, {
    throttled: '0x10000',
    told: ['since the start the voltage was too low'],
  });
});

test('a board may only tell whether the voltage is too low, or nothing', () => {
  assert.deepEqual(
    [{ underVoltage: true }, { underVoltage: false }, null].map((reading) => {
      const { verdict, message } = judgePower(reading);
      return [verdict, message];
    }),
    [
      ['wrong', 'the voltage is too low'],
      ['ok', 'the voltage is high enough'],
      ['absent', 'this board does not tell its voltage'],
    ],
  );
});

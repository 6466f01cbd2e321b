import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describePlace } from '../../../src/core/board/chips.ts';
import { judgeBoard, judgeLines, parsePlace } from '../../../src/core/doctor/board.ts';

test('a computer is a board, or none, or another one than box.toml says', () => {
  const pi = 'Raspberry Pi 4 Model B Rev 1.4';
  assert.deepEqual(
    (
      [
        ['raspberry-pi', pi],
        ['simulated', null],
        ['simulated', pi],
        ['beaglebone', null],
      ] as const
    ).map(([board, model]) => judgeBoard({ board }, model)),
    [
      { id: 'board', verdict: 'ok', message: pi, mend: null, values: { board: 'raspberry-pi', model: pi } },
      {
        id: 'board',
        verdict: 'ok',
        message: 'this computer is no board: the simulated one is used',
        mend: null,
        values: { board: 'simulated', model: null },
      },
      {
        id: 'board',
        verdict: 'ok',
        message: `${pi}, but the simulated board is used`,
        mend: null,
        values: { board: 'simulated', model: pi },
      },
      {
        id: 'board',
        verdict: 'warning',
        message: 'box.toml says beaglebone, but this computer has no device tree of a board',
        mend: 'in box.toml: [hardware] board = "auto"',
        values: { board: 'beaglebone', model: null },
      },
    ],
  );
});

test('a place is read as the resolver writes it', () => {
  const chip = {
    device: 'gpiochip0',
    base: 512,
    label: 'pinctrl-bcm2711',
    lines: 58,
    parent: 'fe200000.gpio',
  };
  const bank = { device: null, base: 32, label: 'gpio-32-63', lines: 32, parent: '4804c000.gpio' };
  assert.deepEqual(
    [
      { line: 24, chip, offset: 24 },
      { line: 24, chip: { ...chip, base: null }, offset: 24 },
      { line: 'P9_12', chip: bank, offset: 28 },
    ].map((place) => parsePlace(describePlace(place))),
    [
      { chip: 'gpiochip0', offset: 24, sysfs: 536 },
      { chip: 'gpiochip0', offset: 24, sysfs: null },
      { chip: 'gpiochip32', offset: 28, sysfs: 60 },
    ],
  );
  assert.equal(parsePlace('The kernel shows no GPIO chip: `ls /dev/gpiochip*` says more.'), null);
});

test('a line has a place, or a sentence that says why not', () => {
  const told = 'line 24 is 24 of gpiochip0 (pinctrl-bcm2711), gpio536 in sysfs';
  assert.deepEqual(judgeLines({ 'button-plus': told, buzzer: 'The chip is missing.' }), [
    {
      id: 'line-button-plus',
      verdict: 'ok',
      message: told,
      mend: null,
      values: { chip: 'gpiochip0', offset: 24, sysfs: 536 },
    },
    {
      id: 'line-buzzer',
      verdict: 'wrong',
      message: 'The chip is missing.',
      mend: 'compare `gpiodetect` and `gpioinfo` with box.toml',
      values: {},
    },
  ]);
});

test('what all lines share is said once', () => {
  const why = 'The kernel shows no GPIO chip.';
  assert.deepEqual(
    judgeLines({ 'button-plus': why, 'button-minus': why, buzzer: why }).map(({ id, message }) => [
      id,
      message,
    ]),
    [['lines', why]],
  );
});

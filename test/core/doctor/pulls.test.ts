import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  judgePull,
  judgeRest,
  type LineState,
  parseGpioinfo,
  parsePinctrl,
  parseRaspiGpio,
} from '../../../src/core/doctor/pulls.ts';

/** As pinctrl, raspi-gpio and both versions of gpioinfo print. */
const PINCTRL = ` 7: op -- pu | hi // GPIO7 = output
 9: ip    pd | -- // GPIO9 = input
23: ip    pn | lo // GPIO23 = input
24: ip    pu | hi // GPIO24 = input
`;
const RASPI_GPIO = `GPIO 2: level=1 alt=0 func=SDA1 pull=UP
GPIO 23: level=0 func=INPUT pull=DOWN
GPIO 24: level=1 func=INPUT
`;
const GPIOINFO_1 = `gpiochip0 - 58 lines:
\tline   2:      unnamed       "i2c"   input  active-high [used pull-up]
\tline  23:   "pull-down"       unused   input  active-high 
\tline  24:      unnamed    "likebox"  input   active-low [used bias-disabled]
`;
const GPIOINFO_2 = `gpiochip0 - 58 lines:
\tline   2:\t"SDA1"          \tinput bias=pull-down consumer="x"
\tline  23:\tunnamed         \tinput
\tline  24:\t"GPIO24"        \tinput edges=both bias=disabled consumer="pull-up"
`;

test('the listings of every tool are read', () => {
  assert.deepEqual(
    [7, 9, 23, 24, 2].map((line) => parsePinctrl(PINCTRL, line)),
    [
      { pull: 'up', high: true },
      { pull: 'down', high: null },
      { pull: 'none', high: false },
      { pull: 'up', high: true },
      null,
    ],
  );
  assert.deepEqual(
    [2, 23, 24, 4].map((line) => parseRaspiGpio(RASPI_GPIO, line)),
    [{ pull: 'up', high: true }, { pull: 'down', high: false }, { pull: null, high: true }, null],
  );
  for (const [printed, second] of [
    [GPIOINFO_1, 'up'],
    [GPIOINFO_2, 'down'],
  ] as const) {
    assert.deepEqual(
      [2, 23, 24, 4].map((offset) => parseGpioinfo(printed, offset)),
      [{ pull: second, high: null }, { pull: null, high: null }, { pull: 'none', high: null }, null],
    );
  }
});

const RULE = { pressMs: 12, releaseMs: 50, cooldownMs: 150, stuckMs: 10_000 };

function judge(state: LineState | null, active: 'low' | 'high', board: 'raspberry-pi' | 'beaglebone') {
  const line = board === 'beaglebone' ? 'P9_12' : 24;
  const { verdict, message, mend } = judgePull(
    'plus',
    { board, buttons: { plus: line, minus: 23, active, rule: RULE } },
    state,
  );
  return [verdict, message, mend];
}

const PULL_UP = 'sudo pinctrl set 24 ip pu; to keep it, gpio=24=ip,pu in /boot/firmware/config.txt';

for (const [what, state, active, board, expected] of [
  [
    'cannot be read',
    null,
    'low',
    'raspberry-pi',
    ['absent', 'line 24: its pull cannot be read here; its level at rest tells', null],
  ],
  [
    'is right',
    { pull: 'up', high: false },
    'low',
    'raspberry-pi',
    ['ok', 'line 24 is pulled up inside', null],
  ],
  [
    'is right for a button that is active high',
    { pull: 'down', high: null },
    'high',
    'raspberry-pi',
    ['ok', 'line 24 is pulled down inside', null],
  ],
  [
    'is missing',
    { pull: 'none', high: true },
    'low',
    'raspberry-pi',
    ['warning', 'line 24 has no pull inside: it needs a resistor of 10 kΩ to 3.3 V', PULL_UP],
  ],
  [
    'is the wrong one, with the line held from outside',
    { pull: 'down', high: true },
    'low',
    'raspberry-pi',
    [
      'warning',
      'line 24 is pulled down inside, and rests when up: only a resistor outside can hold it',
      PULL_UP,
    ],
  ],
  [
    'is the wrong one, and wins',
    { pull: 'down', high: false },
    'low',
    'raspberry-pi',
    ['wrong', 'line 24 is pulled down inside, and rests when up: it reads as pressed', PULL_UP],
  ],
  [
    'is missing on a BeagleBone',
    { pull: 'none', high: null },
    'high',
    'beaglebone',
    [
      'warning',
      'line P9_12 has no pull inside: it needs a resistor of 10 kΩ to ground',
      'a resistor of 10 kΩ from line P9_12 to ground',
    ],
  ],
] as const) {
  test(`the verdict on a pull that ${what}`, () => {
    assert.deepEqual(judge(state, active, board), expected);
  });
}

test('a button that reads as pressed at rest is wrong, whichever way it is wired', () => {
  assert.deepEqual(judgeRest('plus', false, 'low'), {
    id: 'rest-plus',
    verdict: 'ok',
    message: 'at rest when nobody pushes it',
    mend: null,
    values: { pressed: false },
  });
  assert.deepEqual(
    (['low', 'high'] as const).map((active) => {
      const { verdict, message, mend } = judgeRest('minus', true, active);
      return [verdict, message, mend];
    }),
    [
      [
        'wrong',
        'reads as pressed; if nobody holds it, its pull-up is missing or it is wired the other way round',
        'a pull-up of 10 kΩ, or in box.toml: [hardware.buttons] active = "high"',
      ],
      [
        'wrong',
        'reads as pressed; if nobody holds it, its pull-down is missing or it is wired the other way round',
        'a pull-down of 10 kΩ, or in box.toml: [hardware.buttons] active = "low"',
      ],
    ],
  );
});

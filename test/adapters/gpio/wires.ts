import type { BoxConfig } from '../../../src/core/config.ts';

type Wires = Pick<BoxConfig, 'board' | 'chip' | 'gpio' | 'buttons' | 'leds' | 'buzzer'>;

/** A Raspberry Pi wired as the documentation says. */
export const PI_WIRES: Wires = {
  board: 'raspberry-pi',
  chip: null,
  gpio: 'auto',
  buttons: {
    plus: 24,
    minus: 23,
    active: 'low',
    rule: { pressMs: 12, releaseMs: 50, cooldownMs: 150, stuckMs: 10_000 },
  },
  leds: { plus: 17, minus: 27, status: 22 },
  buzzer: { line: 18, volume: 'on', quiet: [] },
};

import type { Gpio, Lcd, Outputs, Shown } from './ports.ts';

interface Deps {
  gpio: Pick<Gpio, 'outputs'>;
  /** Null on a box without one. */
  lcd: Lcd | null;
}

/** The lamps, the buzzer and the LCD of a box as one, and what they were asked for last. */
export function createOutputs({ gpio: { outputs }, lcd }: Deps): Outputs {
  const shown: Shown = { leds: { plus: false, minus: false, status: false }, buzzer: false, frame: null };
  return {
    setLed(lamp, on) {
      shown.leds[lamp] = on;
      outputs[lamp].write(on);
    },
    setBuzzer(on) {
      shown.buzzer = on;
      outputs.buzzer.write(on);
    },
    showLcd(frame) {
      if (lcd === null) return;
      shown.frame = frame;
      lcd.show(frame);
    },
    shown: () => shown,
  };
}

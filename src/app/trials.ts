import { LCD_MS, LCD_PICTURE } from '../core/doctor/patterns.ts';
import { type LcdFrame, type LcdSize, layoutFrame } from '../core/lcd.ts';
import { blink, type Pattern } from '../core/patterns.ts';
import { createPlayer } from './player.ts';
import type { Cancel, Clock, Lamp, OutputName, Outputs } from './ports.ts';

/** How long a lamp is held. */
export const TRIAL_MS = 10_000;
const BEEP_MS = 300;
const BLINK = blink(250, 500);

/** The outputs of a box that runs, and the hand of somebody who tries them. */
export interface Trials {
  /** For everybody else. Whatever lights the lamp of a button or is heard, as for each vote, ends every trial. */
  outputs: Outputs;
  tryLamp(lamp: Lamp, sign: 'on' | 'off' | 'blink'): void;
  tryBuzzer(): void;
  /** Shows the picture for a test of the LCD. */
  tryLcd(): void;
  /** Ends every trial. */
  stop(): void;
}

interface Deps {
  outputs: Outputs;
  clock: Clock;
  size: LcdSize;
  /** After a trial has switched something. */
  onChange: () => void;
}

export function createTrials({ outputs, clock, size, onChange }: Deps): Trials {
  /** What the box itself wants, which counts again when a trial is over. */
  const wanted = { plus: false, minus: false, status: false, buzzer: false };
  let frame: LcdFrame | null = null;
  const running = new Map<OutputName | 'lcd', Cancel>();

  const write = (name: OutputName, on: boolean) =>
    name === 'buzzer' ? outputs.setBuzzer(on) : outputs.setLed(name, on);

  function begin(name: OutputName | 'lcd', forMs: number, restore: () => void): void {
    running.get(name)?.();
    const cancel = clock.after(forMs, () => running.get(name)?.());
    running.set(name, () => {
      cancel();
      running.delete(name);
      restore();
      onChange();
    });
  }

  function tryOut(name: OutputName, pattern: Pattern, forMs: number): void {
    const player = createPlayer(clock, (on) => {
      write(name, on);
      onChange();
    });
    begin(name, forMs, () => {
      player.stop();
      write(name, wanted[name]);
    });
    write(name, false);
    player.play(pattern);
    onChange();
  }

  /** The box has something to say to a person at the buttons. */
  function giveWay(): void {
    for (const end of [...running.values()]) end();
  }

  function become(name: OutputName, on: boolean): void {
    wanted[name] = on;
    if (on && name !== 'status') giveWay();
    if (!running.has(name)) write(name, on);
  }

  return {
    outputs: {
      setLed: become,
      setBuzzer: (on) => become('buzzer', on),
      showLcd(next) {
        frame = next;
        if (!running.has('lcd')) outputs.showLcd(next);
      },
      shown: outputs.shown,
    },
    tryLamp: (lamp, sign) => tryOut(lamp, sign === 'blink' ? BLINK : steady(sign === 'on'), TRIAL_MS),
    tryBuzzer: () => tryOut('buzzer', steady(true), BEEP_MS),
    tryLcd() {
      begin('lcd', LCD_MS, () => {
        if (frame !== null) outputs.showLcd(frame);
      });
      outputs.showLcd(layoutFrame(LCD_PICTURE, size));
      onChange();
    },
    stop: giveWay,
  };
}

function steady(on: boolean): Pattern {
  return { steps: [{ atMs: 0, on }], periodMs: null };
}

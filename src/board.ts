import { createRealBoard, type RealBoard } from './adapters/gpio/open.ts';
import { createSimulatedBoard } from './adapters/gpio/simulated.ts';
import { createLcd } from './adapters/lcd/lcd.ts';
import { userName } from './adapters/machine.ts';
import type { ButtonWatch } from './app/buttons.ts';
import type { Clock, Gpio, Hand, Lcd } from './app/ports.ts';
import type { BoxConfig } from './core/config.ts';
import type { Part } from './lifecycle.ts';

/** What hangs on a box's wires. Nothing is opened before its parts are started. */
export interface Board {
  gpio: Gpio;
  /** Null on a box without one. */
  lcd: Lcd | null;
  /** Who presses the simulated buttons; null on real lines. */
  hand: Hand | null;
  /** How real lines are reached and where each is; null on a simulated board. */
  choose: RealBoard['choose'] | null;
}

interface Deps {
  config: BoxConfig;
  clock: Clock;
  /** Uniform in [0, 1), for the bounce of simulated contacts. */
  random: () => number;
  log: { info: (fields: object, message: string) => void };
  /** `lcd`, `buzzer`, `led-plus`, `button-minus`: a sentence when it fails while it is open, null when it works again. */
  onFault: (id: string, sentence: string | null) => void;
}

/** The board that the configuration names. */
export function createBoard(deps: Deps): Board {
  return deps.config.board === 'simulated' ? simulated(deps) : real(deps);
}

function simulated({ config, clock, random }: Deps): Board {
  const { gpio, lcd, hand } = createSimulatedBoard({ clock, random });
  return { gpio, lcd: config.lcd.kind === 'none' ? null : lcd, hand, choose: null };
}

function real({ config, clock, log, onFault }: Deps): Board {
  const user = userName();
  const { gpio, choose, sysfsNumber } = createRealBoard({
    config,
    clock,
    log,
    onFault,
    surroundings: { user },
  });
  const { lcd } = config;
  if (lcd.kind === 'none') return { gpio, lcd: null, hand: null, choose };
  const onLcdFault = (sentence: string | null) => onFault('lcd', sentence);
  const panel = createLcd({ config: lcd, clock, onFault: onLcdFault, lineNumber: sysfsNumber, user });
  return { gpio, lcd: panel, hand: null, choose };
}

/** The LCD, the lamps and the buzzer: each starts on its own, so that one bad line leaves the others alone, and no vote waits. */
export function outputParts({ gpio: { outputs }, lcd }: Board): Part[] {
  return [
    ...(lcd === null ? [] : [{ name: 'lcd', start: () => lcd.start(), stop: () => lcd.stop() }]),
    { name: 'led-status', aside: true, ...outputs.status },
    { name: 'led-plus', aside: true, ...outputs.plus },
    { name: 'led-minus', aside: true, ...outputs.minus },
    { name: 'buzzer', aside: true, ...outputs.buzzer },
  ];
}

/** The lines first, then what watches them; and back. */
export function buttonsPart(
  { gpio }: Board,
  watch: Pick<ButtonWatch, 'start' | 'stop'>,
): Pick<Part, 'start' | 'stop'> {
  return {
    async start() {
      await gpio.buttons.start();
      watch.start();
    },
    stop() {
      watch.stop();
      return gpio.buttons.stop();
    },
  };
}

import type { Clock, Lcd } from '../../../src/app/ports.ts';
import type { LcdSize } from '../../../src/core/lcd.ts';
import { createFakeClock, type FakeClock } from '../../fakes/clock.ts';
import { createHd44780, type Hd44780, type LcdLevels } from '../../fakes/hd44780.ts';

/** One LCD of one kind, the display at the end of its wires, and everything that can happen between the two. */
export interface World {
  clock: FakeClock;
  lcd: Lcd;
  display: Hd44780;
  /** What `onFault` heard. */
  faults: (string | null)[];
  /** What was written to the wires so far: lines, or bytes on the bus. */
  written(): number;
  /** The back-light; null where there is none to switch. */
  isLit(): boolean | null;
  /** Nothing is held: no bus is open, no line is taken. */
  isReleased(): boolean;
  /** How often the wires were asked for. */
  openings(): number;
  /** The display or its lines are gone, from now on, or back. */
  setAbsent(absent: boolean): void;
  cable: Cable;
}

/** The wires just before the display. */
export interface Cable {
  wires(levels: LcdLevels, atUs: number): void;
  /** So many pulses of E get lost from now on. */
  lose(pulses: number): void;
  /** Each text that the display shows from now on, until it is called again. */
  watch(): string[];
  /** The longest time since then in which the display drove one line only. */
  longestOneLineMs(): number;
}

/** @param onFault hears what `faults` keeps */
export type CreateWorld = (size: LcdSize, onFault?: () => void) => World;

export const BIG: LcdSize = { cols: 20, rows: 4 };
export const SMALL: LcdSize = { cols: 16, rows: 2 };

/** What all kinds have in common. */
export function createBench({ cols, rows }: LcdSize) {
  const clock = createFakeClock({ monoMs: 5_000 });
  const display = createHd44780({ columns: cols, rows, checkTimes: true, powerOnAtUs: 0 });
  return { clock, display, cable: createCable(display, clock) };
}

function createCable(display: Hd44780, clock: Clock): Cable {
  let toLose = 0;
  let wasHigh = false;
  let texts: string[] | null = null;
  let oneLineSinceMs: number | null = null;
  let longestMs = 0;

  function see(): void {
    if (!display.isTwoLine()) {
      oneLineSinceMs ??= clock.monoMs();
      return;
    }
    if (oneLineSinceMs !== null) longestMs = Math.max(longestMs, clock.monoMs() - oneLineSinceMs);
    oneLineSinceMs = null;
    const text = display.text().join('\n');
    if (texts !== null && texts.at(-1) !== text) texts.push(text);
  }

  return {
    wires(levels, atUs) {
      if (wasHigh && !levels.e && toLose > 0) toLose -= 1;
      wasHigh = levels.e;
      display.wires(toLose > 0 ? { ...levels, e: false } : levels, atUs);
      if (texts !== null) see();
    },
    lose(pulses) {
      toLose = pulses;
    },
    watch() {
      texts = [display.text().join('\n')];
      longestMs = 0;
      return texts;
    },
    longestOneLineMs: () => longestMs,
  };
}

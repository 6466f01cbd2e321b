import { createRequire, Module } from 'node:module';
import { createPanel } from '../../../src/adapters/lcd/panel.ts';
import { createParallel } from '../../../src/adapters/lcd/parallel.ts';
import type { LcdLine } from '../../../src/core/lcd/faults.ts';
import type { LcdSize } from '../../../src/core/lcd.ts';
import { createBench, type World } from './world.ts';

/** The lines of the world that is under test: package `lcd` opens them by number, as it would those of a kernel. */
interface Board {
  open(line: number): void;
  close(line: number): void;
  write(line: number, level: number): void;
}

let board: Board | null = null;

/** What package `lcd` uses of onoff. */
class Gpio {
  readonly #line: number;

  constructor(line: number) {
    this.#line = line;
    board?.open(line);
  }

  writeSync(level: number): void {
    board?.write(this.#line, level);
  }

  unexport(): void {
    board?.close(this.#line);
  }
}

const require = createRequire(import.meta.url);
const onoff = new Module(require.resolve('onoff'));
onoff.exports = { Gpio };
onoff.loaded = true;
require.cache[require.resolve('onoff')] = onoff;
const loaded = await import('lcd');

const WRITE_US = 1;
const line = (number: number, use: string) => ({ number, name: number - 512, use });
/** As the configuration `rs = 7`, `e = 24`, `data = [17, 18, 22, 23]` gives them. */
export const LINES = {
  rs: line(519, 'rs'),
  e: line(536, 'e'),
  data: [line(529, 'd4'), line(530, 'd5'), line(534, 'd6'), line(535, 'd7')],
};

/**
 * A world on six lines beneath the real package `lcd`. It waits busily by the real clock, so the time of a write is the
 * clock that is moved by hand, plus what really passed, plus what a write takes on a kernel at the least.
 */
export function createLineWorld(size: LcdSize, onFault = () => {}): World {
  const { clock, display, cable } = createBench(size);
  const faults: (string | null)[] = [];
  const levels = new Map<number, number>();
  const claimed = new Set<number>();
  let isAbsent = false;
  let openings = 0;
  let written = 0;
  const began = process.hrtime.bigint();

  function nowUs(): number {
    const realUs = Number(process.hrtime.bigint() - began) / 1_000;
    return clock.monoMs() * 1_000 + realUs + written * WRITE_US;
  }

  const isHigh = (line: number) => levels.get(line) === 1;
  board = {
    open: (line) => levels.set(line, 0),
    close: (line) => claimed.delete(line),
    write(line, level) {
      if (isAbsent) throw Object.assign(new Error('ENODEV: no such device, write'), { code: 'ENODEV' });
      written += 1;
      levels.set(line, level);
      const data = LINES.data.reduce((sum, { number }, bit) => sum | (isHigh(number) ? 1 << bit : 0), 0);
      cable.wires({ rs: isHigh(LINES.rs.number), rw: false, e: isHigh(LINES.e.number), data }, nowUs());
    },
  };
  const sysfs = {
    async claim(lines: readonly LcdLine[]) {
      openings += 1;
      if (isAbsent) throw new Error('Line 7 (rs) of the LCD is taken by another program or driver.');
      for (const { number } of lines) claimed.add(number);
    },
    async release(numbers: readonly number[]) {
      for (const line of numbers) claimed.delete(line);
    },
  };
  const wires = createParallel({
    lines: () => LINES,
    size,
    clock,
    user: 'likebox',
    sysfs,
    load: async () => loaded,
  });
  const lcd = createPanel({
    wires,
    size,
    clock,
    onFault(fault) {
      faults.push(fault);
      onFault();
    },
  });
  return {
    clock,
    lcd,
    display,
    cable,
    faults,
    written: () => written,
    isLit: () => null,
    isReleased: () => claimed.size === 0,
    openings: () => openings,
    setAbsent(absent) {
      isAbsent = absent;
    },
  };
}

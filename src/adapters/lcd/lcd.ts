import type { Clock, Lcd } from '../../app/ports.ts';
import type { LcdConfig, LineName } from '../../core/config.ts';
import type { LcdLine } from '../../core/lcd/faults.ts';
import { createBackpack } from './backpack.ts';
import { createLines } from './lines.ts';
import { createPanel } from './panel.ts';
import { createParallel } from './parallel.ts';
import type { Wires } from './wires.ts';

/** The lower half of its eight data lines stays unconnected. */
const FIRST_BIT = 4;

interface Deps {
  config: Exclude<LcdConfig, { kind: 'none' }>;
  clock: Clock;
  /**
   * A sentence when the display cannot be used, null when it shows what it was given (after a fault: for 10 s); called
   * when that changes.
   */
  onFault: (sentence: string | null) => void;
  /** The number in sysfs of a line of the board; may throw a sentence. */
  lineNumber: (name: LineName) => number;
  /** The user that this program runs as. */
  user: string;
}

/** The character LCD of a board. Nothing is loaded or opened before it starts. */
export function createLcd({ config, clock, onFault, lineNumber, user }: Deps): Lcd {
  const size = { cols: config.cols, rows: config.rows };
  return createPanel({ wires: wiresOf({ config, clock, lineNumber, user }), size, clock, onFault });
}

function wiresOf({ config, clock, lineNumber, user }: Omit<Deps, 'onFault'>): Wires {
  if (config.kind === 'i2c') return createBackpack({ ...config, user });
  const { rs, e, data, cols, rows } = config;
  const line = (name: LineName, use: string): LcdLine => ({ number: lineNumber(name), name, use });
  return createParallel({
    lines: () => ({
      rs: line(rs, 'rs'),
      e: line(e, 'e'),
      data: data.map((name, bit) => line(name, `d${FIRST_BIT + bit}`)),
    }),
    size: { cols, rows },
    clock,
    user,
    sysfs: createLines({ clock, user }),
  });
}

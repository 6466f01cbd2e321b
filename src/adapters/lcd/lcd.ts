import type { Clock, Lcd } from '../../app/ports.ts';
import type { LcdConfig, LineName } from '../../core/config.ts';
import { createBackpack } from './backpack.ts';
import { createLines } from './lines.ts';
import { createPanel } from './panel.ts';
import { createParallel } from './parallel.ts';
import type { Wires } from './wires.ts';

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
}

/** The character LCD of a board. Nothing is loaded or opened before it starts. */
export function createLcd({ config, clock, onFault, lineNumber }: Deps): Lcd {
  const size = { cols: config.cols, rows: config.rows };
  return createPanel({ wires: wiresOf({ config, clock, lineNumber }), size, clock, onFault });
}

function wiresOf({ config, clock, lineNumber }: Omit<Deps, 'onFault'>): Wires {
  if (config.kind === 'i2c') return createBackpack(config);
  const { rs, e, data, cols, rows } = config;
  return createParallel({
    lines: () => ({ rs: lineNumber(rs), e: lineNumber(e), data: data.map(lineNumber) }),
    size: { cols, rows },
    clock,
    sysfs: createLines({ clock }),
  });
}

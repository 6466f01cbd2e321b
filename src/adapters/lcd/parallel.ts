import type Lcd from 'lcd';
import type { Clock } from '../../app/ports.ts';
import { type LcdLine, lineFault } from '../../core/lcd/faults.ts';
import type { LcdSize } from '../../core/lcd.ts';
import type { Lines } from './lines.ts';
import { pause, turn } from './pause.ts';
import type { Wires } from './wires.ts';

/** The lines of a display; data: D4 to D7. RW is tied low, back-light is not switched. */
export interface ParallelLines {
  rs: LcdLine;
  e: LcdLine;
  data: readonly LcdLine[];
}

interface Deps {
  /** Asked anew at each opening; may throw a sentence. */
  lines: () => ParallelLines;
  size: LcdSize;
  clock: Clock;
  /** Whom this program runs as, for its sentences. */
  user: string;
  sysfs: Lines;
  load?: () => Promise<{ default: typeof Lcd }>;
}

/**
 * Eight cells and their address, or one glyph: 117 writes of lines and 0.4 ms of busy waiting, so 1.6 ms at 10 µs a
 * write. Input is heard after each.
 */
const BURST = 9;

/**
 * The wires of an LCD on GPIO lines, driven by package `lcd`. Only its sending of one byte is used: its own start has
 * no error handler, and its `setCursor` and `print` know neither row 4 nor glyphs.
 */
export function createParallel({ lines, size, clock, user, sysfs, load = () => import('lcd') }: Deps): Wires {
  let opened: { lcd: Lcd; numbers: readonly number[]; e: LcdLine } | null = null;
  let life: AbortSignal | null = null;

  /** An error of a write does not say which line; E is written in every one. */
  function use(call: (lcd: Lcd) => void): void {
    if (opened === null) throw new Error('The LCD is closed.');
    life?.throwIfAborted();
    try {
      call(opened.lcd);
    } catch (cause) {
      throw new Error(lineFault(cause, opened.e, user), { cause });
    }
  }

  return {
    burst: BURST,
    async open(given) {
      life = given;
      const { rs, e, data } = lines();
      const all = [rs, e, ...data];
      const numbers = all.map(({ number }) => number);
      await sysfs.claim(all);
      try {
        const loaded = await load();
        given.throwIfAborted();
        const lcd = construct(loaded, { rs, e, data }, size);
        opened = { lcd, numbers, e };
      } catch (cause) {
        await sysfs.release(numbers);
        throw new Error(lineFault(cause, e, user), { cause });
      }
    },
    async wake(nibbles) {
      for (const nibble of nibbles) {
        use((lcd) => {
          lcd.rs.writeSync(0);
          lcd._write4Bits(nibble);
        });
        await pause(clock, 1);
      }
    },
    async send(transfers) {
      for (const { rs, value } of transfers) {
        use((lcd) => (rs === 0 ? lcd._command(value) : lcd._write(value)));
      }
      await turn(clock);
    },
    async close() {
      if (opened === null) return;
      const { lcd, numbers } = opened;
      opened = null;
      try {
        lcd.close();
      } catch {
        await sysfs.release(numbers); // some may still be exported
      }
    },
  };
}

function construct(
  { default: Package }: { default: typeof Lcd },
  { rs, e, data }: ParallelLines,
  size: LcdSize,
): Lcd {
  class Quiet extends Package {
    protected override _init(): void {}
  }
  return new Quiet({ rs: rs.number, e: e.number, data: data.map(({ number }) => number), ...size });
}

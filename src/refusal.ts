import type { Clock } from './app/ports.ts';
import { createBoard } from './board.ts';
import { type BoxConfig, type ConfigFault, describeFault, type LcdConfig } from './core/config.ts';
import { layoutFrame } from './core/lcd.ts';
import { REDRAW_MS, screen } from './core/screen.ts';

/** Long enough to be read twice by whoever has just plugged the box in. */
const SHOWN_MS = 10_000;

/** That of the pins P9_19 and P9_20, where a BeagleBone's LCD usually is. */
const BEAGLEBONE_BUS = 2;

interface Refusal {
  /** With the defaults where it is faulty. */
  config: BoxConfig;
  fault: ConfigFault;
  version: string;
  clock: Clock;
}

/** Shows on the LCD of a board for 10 s why its box does not start; on a simulated one nobody would see it. */
export async function showRefusal({ config, fault, version, clock }: Refusal): Promise<void> {
  const wired = lcdForRefusal(config, fault);
  const { lcd } = createBoard({
    config: { ...config, lcd: wired },
    clock,
    random: () => 0,
    log: { info() {} },
    onFault() {}, // without an LCD the sentence on stderr has to do
  });
  if (lcd === null || wired.kind === 'none' || config.board === 'simulated') return;
  const { cols, rows } = wired;
  const startedMs = clock.monoMs();
  const draw = () => {
    const lines = screen({
      kind: 'fault',
      text: describeFault(fault),
      size: { cols, rows },
      language: config.language,
      at: 0,
      timezone: 'UTC',
      quality: 'unset',
      elapsedMs: Math.round((clock.monoMs() - startedMs) / REDRAW_MS) * REDRAW_MS,
      box: config.boxId ?? '',
      room: config.rooms[0] ?? null,
      address: null,
      version,
    });
    lcd.show(layoutFrame(lines, { cols, rows }));
  };
  draw();
  const cancel = clock.every(REDRAW_MS, draw);
  await lcd.start();
  await new Promise<void>((resolve) => clock.after(SHOWN_MS, resolve));
  cancel();
  await lcd.stop();
}

/** The LCD to show a fault on: the configured one, or where a file could not be read, the usual one of the board. */
export function lcdForRefusal({ board, lcd }: BoxConfig, { key }: ConfigFault): LcdConfig {
  const isUnread = key === ''; // a fault of what is in a file names its key
  return isUnread && board === 'beaglebone' && lcd.kind === 'i2c' ? { ...lcd, bus: BEAGLEBONE_BUS } : lcd;
}

import type { Clock } from './app/ports.ts';
import { createBoard } from './board.ts';
import { type BoxConfig, type ConfigFault, describeFault } from './core/config.ts';
import { layoutFrame } from './core/lcd.ts';
import { REDRAW_MS, screen } from './core/screen.ts';

/** Long enough to be read twice by whoever has just plugged the box in. */
const SHOWN_MS = 10_000;

interface Refusal {
  /** With the defaults where it is faulty. */
  config: BoxConfig;
  fault: ConfigFault;
  version: string;
  clock: Clock;
}

/** Shows on the LCD of a board for 10 s why its box does not start; on a simulated one nobody would see it. */
export async function showRefusal({ config, fault, version, clock }: Refusal): Promise<void> {
  const { lcd } = createBoard({
    config,
    clock,
    random: () => 0,
    log: { info() {} },
    onFault() {}, // without an LCD the sentence on stderr has to do
  });
  if (lcd === null || config.lcd.kind === 'none' || config.board === 'simulated') return;
  const { cols, rows } = config.lcd;
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
      room: config.room,
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

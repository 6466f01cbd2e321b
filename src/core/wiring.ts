import type { BoxConfig, ConfigFault, LineName } from './config.ts';

/** BCM numbers of the 40-pin header of every Pi. */
const PI_LAST_LINE = 27;
/** Four banks of 32 on an AM335x. */
const BEAGLEBONE_LAST_LINE = 127;

/**
 * Faults of the wiring that no single key shows: a line used twice, not there, or not named.
 * @param faulty keys whose values could not be read: nothing is said of them, nor of what hangs on them
 */
export function checkWiring(config: BoxConfig, faulty: readonly string[] = []): ConfigFault[] {
  const isFaulty = (key: string) =>
    faulty.some((other) => `${key}.`.startsWith(`${other}.`) || other.startsWith(`${key}.`));
  const boardKnown = !isFaulty('hardware.board');
  const faults: ConfigFault[] = [];
  const usedBy = new Map<LineName, string>();
  for (const { key, line } of linesOf(config)) {
    if (isFaulty(key)) continue;
    const first = usedBy.get(line);
    if (line === '') faults.push({ key, message: 'name its line' });
    else if (boardKnown && !isLine(line, config.board))
      faults.push({ key, message: `${line} is not a line of this board` });
    else if (first !== undefined) {
      faults.push({ key, message: `line ${line} is already used by ${first}: give each its own` });
    } else usedBy.set(line, key);
  }
  const { lcd } = config;
  if (lcd.kind !== 'none' && (lcd.cols === 20) !== (lcd.rows === 4) && !isFaulty('hardware.lcd.cols')) {
    const rows = lcd.cols === 20 ? 4 : 2;
    faults.push({ key: 'hardware.lcd.rows', message: `must be ${rows}: a display is 20x4 or 16x2` });
  }
  return faults;
}

function isLine(line: LineName, board: BoxConfig['board']): boolean {
  if (board === 'beaglebone') return typeof line === 'string' || line <= BEAGLEBONE_LAST_LINE;
  return typeof line === 'number' && line <= PI_LAST_LINE;
}

function linesOf({ buttons, leds, buzzer, lcd }: BoxConfig): { key: string; line: LineName }[] {
  const lcdLines =
    lcd.kind === 'parallel'
      ? [
          { key: 'hardware.lcd.rs', line: lcd.rs },
          { key: 'hardware.lcd.e', line: lcd.e },
          ...(lcd.data.length === 0 ? [''] : lcd.data).map((line) => ({ key: 'hardware.lcd.data', line })),
        ]
      : [];
  return [
    { key: 'hardware.buttons.plus', line: buttons.plus },
    { key: 'hardware.buttons.minus', line: buttons.minus },
    { key: 'hardware.leds.plus', line: leds.plus },
    { key: 'hardware.leds.minus', line: leds.minus },
    { key: 'hardware.leds.status', line: leds.status },
    { key: 'hardware.buzzer.line', line: buzzer.line },
    ...lcdLines,
  ];
}

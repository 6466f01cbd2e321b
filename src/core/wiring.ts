import { lineNumber } from './board/chips.ts';
import type { BoxConfig, ConfigFault, LineName } from './config.ts';

/** BCM numbers of the 40-pin header of every Pi. */
const PI_LAST_LINE = 27;
/** Four banks of 32 on an AM335x. */
const BEAGLEBONE_LAST_LINE = 127;

/** The lines of each I²C bus on the headers: a Pi's by BCM number, a BeagleBone's P9_17 to P9_20. */
const PI_I2C: Readonly<Record<number, readonly number[]>> = { 0: [0, 1], 1: [2, 3] };
const BEAGLEBONE_I2C: Readonly<Record<number, readonly number[]>> = { 1: [4, 5], 2: [12, 13] };

/**
 * Faults of the wiring that no single key shows: a line used twice, not there, or not named.
 * @param faulty keys whose values could not be read: nothing is said of them, nor of what hangs on them
 */
export function checkWiring(config: BoxConfig, faulty: readonly string[] = []): ConfigFault[] {
  const isFaulty = (key: string) =>
    faulty.some((other) => `${key}.`.startsWith(`${other}.`) || other.startsWith(`${key}.`));
  const boardKnown = !isFaulty('hardware.board');
  const { lcd } = config;
  const i2c = isFaulty('hardware.lcd') ? [] : i2cLines(config);
  const faults: ConfigFault[] = [];
  const usedBy = new Map<LineName, string>();
  for (const { key, line } of linesOf(config)) {
    if (isFaulty(key)) continue;
    // P9_12 and 60 are one line.
    const number = lineNumber(line, config.board);
    const first = usedBy.get(typeof number === 'number' ? number : line);
    const refused = boardKnown ? refuseLine(line, number, config, i2c) : null;
    if (line === '') faults.push({ key, message: 'name its line' });
    else if (refused !== null) faults.push({ key, message: refused });
    else if (first !== undefined) {
      faults.push({ key, message: `line ${line} is already used by ${first}: give each its own` });
    } else usedBy.set(typeof number === 'number' ? number : line, key);
  }
  if (lcd.kind !== 'none' && (lcd.cols === 20) !== (lcd.rows === 4) && !isFaulty('hardware.lcd.cols')) {
    const rows = lcd.cols === 20 ? 4 : 2;
    faults.push({ key: 'hardware.lcd.rows', message: `must be ${rows}: a display is 20x4 or 16x2` });
  }
  return faults;
}

/**
 * Why the board has no such line to give; null when it has.
 * @param number the board's own, or why it has none
 * @param taken lines that are something else
 */
function refuseLine(
  line: LineName,
  number: number | string,
  { board, chip }: BoxConfig,
  taken: readonly number[],
): string | null {
  // Which lines another chip has shows when it is opened.
  if (chip !== null) return typeof line === 'number' ? null : `name it by its number in ${chip}`;
  const last = board === 'beaglebone' ? BEAGLEBONE_LAST_LINE : PI_LAST_LINE;
  if (typeof number === 'string' && board === 'beaglebone') return number;
  if (typeof number === 'string' || number > last) return `${line} is not a line of this board`;
  return taken.includes(number) ? `line ${line} belongs to the I²C bus of the LCD: choose another` : null;
}

function i2cLines({ board, lcd }: BoxConfig): readonly number[] {
  if (lcd.kind !== 'i2c') return [];
  return (board === 'beaglebone' ? BEAGLEBONE_I2C : PI_I2C)[lcd.bus] ?? [];
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

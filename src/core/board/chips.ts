import type { BoardKind, LineName } from '../config.ts';
import { headerLine } from './header.ts';

/** A GPIO chip as the kernel shows it. */
export interface Chip {
  /** `gpiochip0`, as under /dev; null where it cannot be told. */
  device: string | null;
  /** Number of its first line in sysfs; null without sysfs GPIO. It is another one on every kernel. */
  base: number | null;
  label: string;
  lines: number;
  /** The device it belongs to: `4804c000.gpio`; empty where there is none. */
  parent: string;
}

/** Where a named line is. */
export interface Place {
  line: LineName;
  chip: Chip;
  /** Number of the line in its chip. */
  offset: number;
}

/** What decides where a line is. */
export interface Wiring {
  board: BoardKind;
  chips: readonly Chip[];
  /** `hardware.chip`: a device name or a label; all lines are then offsets of that chip. */
  override: string | null;
}

/** The chip of the 40-pin header, on Pi 0 to 3, Pi 4 and Pi 5. BCM number n is its offset n. */
const PI_LABELS: readonly string[] = ['pinctrl-bcm2835', 'pinctrl-bcm2711', 'pinctrl-rp1'];
/** The four banks of an AM335x by address: since Linux 5.15 its labels and numbers follow the order of probing. */
const AM335X_BANKS = ['44e07000', '4804c000', '481ac000', '481ae000'];
const LINES_OF_BANK = 32;

/** Where `line` is, or a sentence for people. */
export function placeLine(line: LineName, wiring: Wiring): Place | string {
  const { board, override } = wiring;
  const number = lineNumber(line, board);
  if (typeof number === 'string') return `${number}.`;
  const inBank = board === 'beaglebone' && override === null;
  const bank = inBank ? Math.floor(number / LINES_OF_BANK) : 0;
  const chip = findChip(wiring, bank);
  if (typeof chip === 'string') return chip;
  const offset = inBank ? number % LINES_OF_BANK : number;
  if (offset >= chip.lines) return `Line ${line} is not in ${nameOf(chip)}: it has ${chip.lines} lines.`;
  return { line, chip, offset };
}

/** The board's own number of a line: `P9_12` is 60. A sentence without its stop where a pin carries none. */
export function lineNumber(line: LineName, board: BoardKind): number | string {
  if (typeof line === 'number') return line;
  return board === 'beaglebone' ? headerLine(line) : `${line} is a pin of a BeagleBone`;
}

/** Number of the line in sysfs; null without sysfs GPIO. */
export function sysfsNumber({ chip, offset }: Place): number | null {
  return chip.base === null ? null : chip.base + offset;
}

/** For the log: `line 24 is 24 of gpiochip0 (pinctrl-bcm2711), gpio536 in sysfs`. */
export function describePlace(place: Place): string {
  const number = sysfsNumber(place);
  const sysfs = number === null ? '' : `, gpio${number} in sysfs`;
  return `line ${place.line} is ${place.offset} of ${nameOf(place.chip)}${sysfs}`;
}

function findChip({ board, chips, override }: Wiring, bank: number): Chip | string {
  if (chips.length === 0)
    return 'The kernel shows no GPIO chip: `ls /dev/gpiochip* /sys/class/gpio` says more.';
  const { found, wanted } =
    override !== null
      ? named(chips, override)
      : board === 'beaglebone'
        ? banked(chips, bank)
        : labelled(chips);
  const [chip, second] = found;
  if (chip === undefined) return `No chip is ${wanted}, there is only ${listOf(chips)}. ${NAME_IT}`;
  if (second !== undefined) return `${listOf(found)} are each ${wanted}. ${NAME_IT}`;
  return chip;
}

const NAME_IT = 'Name the right one as hardware.chip.';

interface Search {
  found: Chip[];
  wanted: string;
}

function named(chips: readonly Chip[], name: string): Search {
  const devices = chips.filter(({ device }) => device === name);
  // A device name is one chip's alone; only labels can be shared.
  const found = devices.length > 0 ? devices : chips.filter(({ label }) => label === name);
  return { found, wanted: `called "${name}"` };
}

function banked(chips: readonly Chip[], bank: number): Search {
  const address = AM335X_BANKS[bank] ?? '';
  const found = chips.filter(({ parent }) => parent.startsWith(`${address}.`));
  return { found, wanted: `GPIO bank ${bank} (${address})` };
}

function labelled(chips: readonly Chip[]): Search {
  const found = chips.filter(({ label }) => PI_LABELS.includes(label));
  return { found, wanted: 'the one of the 40-pin header' };
}

/** Named at most, so that the sentence stays short. */
const LISTED_MAX = 2;

function listOf(chips: readonly Chip[]): string {
  const names = chips.slice(0, LISTED_MAX).map(nameOf).join(', ');
  return chips.length > LISTED_MAX ? `${names} and ${chips.length - LISTED_MAX} more` : names;
}

function nameOf({ device, base, label }: Chip): string {
  return `${device ?? `gpiochip${base}`} (${label})`;
}

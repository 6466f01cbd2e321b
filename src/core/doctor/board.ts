import type { BoxConfig } from '../config.ts';
import { type Check, createCheck } from './check.ts';

/** The computer as a board. @param model what its device tree says; null on a PC */
export function judgeBoard(config: Pick<BoxConfig, 'board'>, model: string | null): Check {
  const { board } = config;
  const values = { board, model };
  if (board === 'simulated') {
    const words =
      model === null
        ? 'this computer is no board: the simulated one is used'
        : `${model}, but the simulated board is used`;
    return createCheck('board', 'ok', words, { values });
  }
  if (model === null) {
    const words = `box.toml says ${board}, but this computer has no device tree of a board`;
    const mend = 'in box.toml: [hardware] board = "auto"';
    return createCheck('board', 'warning', words, { mend, values });
  }
  return createCheck('board', 'ok', model, { values });
}

/** Where a line is, as far as the kernel shows it. */
export interface FoundLine {
  /** `gpiochip0`, or the chip's label where the device cannot be told. */
  chip: string;
  offset: number;
  /** Number of the line in sysfs; null without sysfs GPIO. */
  sysfs: number | null;
}

/** Reads what `describePlace` writes; null for a sentence that says why a line has no place. */
export function parsePlace(told: string): FoundLine | null {
  const [, offset, chip, sysfs] =
    /^line \S+ is (\d+) of (\S+)[^,]*(?:, gpio(\d+) in sysfs)?$/.exec(told) ?? [];
  if (offset === undefined || chip === undefined) return null;
  return { chip, offset: Number(offset), sysfs: sysfs === undefined ? null : Number(sysfs) };
}

/**
 * What stands between the names of box.toml and the lines of the kernel: a check a line, or one for all where they
 * share a fault.
 * @param lines where each is, or why it cannot be, by its use: `button-plus`
 */
export function judgeLines(lines: Readonly<Record<string, string>>): Check[] {
  const [first = '', ...others] = Object.values(lines);
  const shared = parsePlace(first) === null && others.every((told) => told === first);
  if (shared) return [missing('lines', first)];
  return Object.entries(lines).map(([use, told]) => {
    const found = parsePlace(told);
    return found === null
      ? missing(`line-${use}`, told)
      : createCheck(`line-${use}`, 'ok', told, { values: { ...found } });
  });
}

function missing(id: string, why: string): Check {
  return createCheck(id, 'wrong', why, { mend: 'compare `gpiodetect` and `gpioinfo` with box.toml' });
}

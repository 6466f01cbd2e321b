import type { PlannedEdge } from '../../src/app/ports.ts';
import type { Button } from '../../src/core/vote.ts';
import type { Guest } from './guest.ts';

const CONFIGFS = '/sys/kernel/config/gpio-sim';

/** A chip of simulated lines, seen from outside: what hands, switches and wires do to it. */
export interface Board {
  /** What the kernel adds to a line's offset for its number in sysfs. */
  base: number;
  /** `gpiochip0` */
  chip: string;
  /** What the lines are moved and read by, in the guest. */
  folder: string;
  /** The level of an input, as a resistor to supply or ground sets it. */
  pull(line: number, high: boolean): Promise<void>;
  /** The level of a line now. */
  level(line: number): Promise<boolean>;
  /** Moves lines at planned times, and says when each really moved. */
  play(edges: readonly LineEdge[]): Promise<PlayedEdge[]>;
  remove(): Promise<void>;
}

/** A level to come, `afterMs` from the beginning. */
export interface LineEdge {
  afterMs: number;
  line: number;
  high: boolean;
}

/** Monotonic milliseconds of the guest. The level changed between begun and done. */
export interface PlayedEdge extends LineEdge {
  plannedMs: number;
  begunMs: number;
  doneMs: number;
}

/** What the guest's files say of a chip that is made here. */
export interface Chip {
  name: string;
  label: string;
  lines: number;
  /** Lines that a driver of the kernel holds, by offset. */
  hogs?: readonly number[];
}

/** The header of every Pi, as its kernel names it. */
export const PI: Chip = { name: 'pi', label: 'pinctrl-bcm2835', lines: 54 };

export const PLUS = 24;
export const MINUS = 23;
const LINES: Readonly<Record<Button, number>> = { plus: PLUS, minus: MINUS };

/** Makes the chip, with both buttons' pull-ups. */
export async function createBoard(
  guest: Guest,
  { name, label, lines, hogs = [] }: Chip = PI,
): Promise<Board> {
  const group = `${CONFIGFS}/${name}`;
  const holders = hogs.map((line) => `${group}/bank/line${line}/hog`);
  await guest.must(['mkdir', '-p', `${group}/bank`, ...holders]);
  await guest.write(`${group}/bank/num_lines`, String(lines));
  await guest.write(`${group}/bank/label`, label);
  for (const holder of holders) {
    await guest.write(`${holder}/name`, 'door-lock');
    await guest.write(`${holder}/direction`, 'output-low');
  }
  await guest.write(`${group}/live`, '1');
  const chip = (await guest.read(`${group}/bank/chip_name`)).trim();
  const device = (await guest.read(`${group}/dev_name`)).trim();
  const folder = `/sys/devices/platform/${device}`;
  const [numbered = ''] = await guest.list(`${folder}/gpio`);
  const fileOf = (line: number, what: string) => `${folder}/${chip}/sim_gpio${line}/${what}`;
  const textOf = (high: boolean) => (high ? 'pull-up' : 'pull-down');
  const pull = (line: number, high: boolean) => guest.write(fileOf(line, 'pull'), textOf(high));
  for (const line of Object.values(LINES)) if (line < lines) await pull(line, true);

  return {
    base: Number(numbered.replace('gpiochip', '')),
    chip,
    folder: `${folder}/${chip}`,
    pull,
    level: async (line) => (await guest.read(fileOf(line, 'value'))).trim() === '1',
    async play(edges) {
      const plan = edges.map(
        ({ afterMs, line, high }) => `${Math.round(afterMs * 1_000)} ${fileOf(line, 'pull')} ${textOf(high)}`,
      );
      const told = await guest.must([`${guest.tools}/player`], `${plan.join('\n')}\n`);
      const times = told.trimEnd().split('\n');
      return edges.map((edge, i) => {
        const [planned = 0, begun = 0, done = 0] = (times[i] ?? '')
          .split(' ')
          .map((us) => Number(us) / 1_000);
        return { ...edge, plannedMs: planned, begunMs: begun, doneMs: done };
      });
    },
    async remove() {
      await guest.write(`${group}/live`, '0');
      const lineFolders = hogs.map((line) => `${group}/bank/line${line}`);
      await guest.must(['rmdir', ...holders, ...lineFolders, `${group}/bank`, group]);
    },
  };
}

/** What two buttons that pull to ground do to their lines. */
export function wired(edges: readonly PlannedEdge[]): LineEdge[] {
  return edges.map(({ afterMs, button, active }) => ({ afterMs, line: LINES[button], high: !active }));
}

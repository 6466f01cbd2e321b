import { join } from 'node:path';
import type { Gpio as Onoff } from 'onoff';
import type { Clock } from '../../app/ports.ts';
import { codeOf, type Kernel } from './kernel.ts';

/** The part of onoff that is used here. Its `unexport` closes first, and ignores what the kernel says. */
export type OnoffLine = Pick<Onoff, 'readSync' | 'writeSync' | 'watch' | 'unexport'>;
export type OpenOnoff = (number: number, direction: 'in' | 'low', edge: 'both' | 'none') => OnoffLine;

interface Deps {
  kernel: Kernel;
  /** `/sys/class/gpio` */
  folder: string;
  clock: Clock;
  open: OpenOnoff;
}

/** What the kernel would not set, as it says itself. */
export class SettingError extends Error {
  readonly what: string;
  readonly asked: string;
  readonly found: string;

  constructor(what: string, asked: string, found: string) {
    super(`${what} is ${found}, not ${asked}`);
    this.what = what;
    this.asked = asked;
    this.found = found;
  }
}

/** udev gives the files of a new line to the group some 10 to 100 ms after they appear. */
const UDEV_MS = 1_500;
const LOOK_EVERY_MS = 10;

const INPUT = { direction: 'in', edge: 'both', active_low: '0' };
const OUTPUT = { direction: 'out', active_low: '0' };

/**
 * Exports a line and opens it, as an input with both edges or as an output that is low.
 * Rejects with the error of the system call, or with a SettingError; the line is not exported then.
 */
export async function openExported(deps: Deps, number: number, use: 'input' | 'output'): Promise<OnoffLine> {
  const { kernel, folder, open } = deps;
  const line = join(folder, `gpio${number}`);
  // Left by a run that was killed: its settings may be any.
  if (kernel.exists(line)) unexport(deps, number);
  // Some kernels for the BeagleBone export lines for ever: those are used as they are.
  if (!kernel.exists(line)) kernel.write(join(folder, 'export'), `${number}`);
  const wanted: Readonly<Record<string, string>> = use === 'input' ? INPUT : OUTPUT;
  let opened: OnoffLine | undefined;
  try {
    await untilWritable(
      deps,
      ['value', ...Object.keys(wanted)].map((file) => join(line, file)),
    );
    opened = use === 'input' ? open(number, 'in', 'both') : open(number, 'low', 'none');
    // onoff says nothing when a line that is exported already cannot be set.
    for (const [what, asked] of Object.entries(wanted)) {
      const found = kernel.read(join(line, what));
      if (found !== asked) throw new SettingError(what, asked, found);
    }
    return opened;
  } catch (error) {
    for (const undo of [() => opened?.unexport(), () => unexport(deps, number)]) {
      try {
        undo();
      } catch {
        // What went wrong first says more.
      }
    }
    throw error;
  }
}

/** Gives a line back, whoever exported it. */
function unexport({ kernel, folder }: Deps, number: number): void {
  try {
    kernel.write(join(folder, 'unexport'), `${number}`);
  } catch (error) {
    // EINVAL: it is not exported, or never can be given back.
    if (codeOf(error) !== 'EINVAL') throw error;
  }
}

async function untilWritable({ kernel, clock }: Deps, files: readonly string[]): Promise<void> {
  const deadlineMs = clock.monoMs() + UDEV_MS;
  for (;;) {
    try {
      for (const file of files) kernel.checkWritable(file);
      return;
    } catch (error) {
      if (codeOf(error) !== 'EACCES' || clock.monoMs() >= deadlineMs) throw error;
    }
    await new Promise<void>((resolve) => clock.after(LOOK_EVERY_MS, resolve));
  }
}

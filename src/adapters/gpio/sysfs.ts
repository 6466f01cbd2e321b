import type { Clock } from '../../app/ports.ts';
import { type Place, sysfsNumber } from '../../core/board/chips.ts';
import { explainNoSysfs, explainRefusal, explainSetting } from '../../core/board/refusals.ts';
import type { Backend, DrivenLine, InputLine, InputWatch, LineUse, OnLineFault } from './backend.ts';
import { type OnoffLine, type OpenOnoff, openExported, SettingError } from './exported.ts';
import { codeOf, type Kernel } from './kernel.ts';

interface Deps {
  kernel: Kernel;
  /** `/sys/class/gpio` */
  folder: string;
  clock: Clock;
  open: OpenOnoff;
  /** Who holds a line. */
  findHolder: (place: Place) => Promise<string | null>;
  user: string;
  onFault: OnLineFault;
}

/** onoff itself, read only when a real line is opened. */
export async function loadOnoff(): Promise<OpenOnoff> {
  const { Gpio } = await import('onoff');
  return (number, direction, edge) => new Gpio(number, direction, edge, { activeLow: false });
}

/** Lines through /sys/class/gpio: levels can be read at any time, edges are stamped when they are heard. */
export function createSysfs(deps: Deps): Backend {
  const { clock, onFault } = deps;

  async function open(place: Place, use: 'input' | 'output'): Promise<OnoffLine> {
    const number = sysfsNumber(place);
    if (number === null) throw new Error(explainNoSysfs('ENOENT', deps.user));
    try {
      return await openExported(deps, number, use);
    } catch (error) {
      throw new Error(await explain(error, place, `gpio${number}`), { cause: error });
    }
  }

  async function explain(error: unknown, place: Place, asked: string): Promise<string> {
    const { line } = place;
    if (error instanceof SettingError) return explainSetting(line, error.what, error.asked, error.found);
    const code = codeOf(error);
    const holder = code === 'EBUSY' ? await deps.findHolder(place) : null;
    return explainRefusal({ line, code, asked, holder, user: deps.user });
  }

  /** Runs a call on an open line; its failure is a fault until the next one works. */
  function attempt<T>(use: LineUse, place: Place, call: () => T): T | undefined {
    try {
      const answer = call();
      onFault(use, null);
      return answer;
    } catch (error) {
      const asked = `gpio${sysfsNumber(place)}`;
      const refusal = { line: place.line, code: codeOf(error), asked, holder: null, user: deps.user };
      onFault(use, explainRefusal(refusal));
      return undefined;
    }
  }

  async function openInput(
    use: LineUse,
    place: Place,
    _restsHigh: boolean,
    watch: InputWatch,
  ): Promise<InputLine> {
    const line = await open(place, 'input');
    const readSync = line.readSync.bind(line);
    let level: 0 | 1 = 0;
    let isOpen = true;
    // onoff reads in its own callback, where an error would end the process, even after the line was closed.
    line.readSync = () => {
      if (isOpen) level = attempt(use, place, readSync) ?? level;
      return level;
    };
    line.readSync();
    line.watch((_error, value) => {
      if (isOpen) watch.onEdge({ high: value === 1, atMs: clock.monoMs() });
    });
    return {
      read: () => line.readSync() === 1,
      async close() {
        isOpen = false;
        line.unexport();
      },
    };
  }

  async function openOutput(use: LineUse, place: Place, high: boolean): Promise<DrivenLine> {
    const line = await open(place, 'output');
    const write = (level: boolean) => {
      attempt(use, place, () => line.writeSync(level ? 1 : 0));
    };
    if (high) write(true);
    return {
      write,
      async close() {
        write(false);
        line.unexport();
      },
    };
  }

  return { lagMs: 0, openInput, openOutput };
}

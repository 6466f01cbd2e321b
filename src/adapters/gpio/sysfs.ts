import type { Clock } from '../../app/ports.ts';
import { type Place, sysfsNumber } from '../../core/board/chips.ts';
import { explainNoSysfs, explainRefusal, explainSetting } from '../../core/board/refusals.ts';
import type { Backend, DrivenLine, InputLine, InputWatch, LineUse, OnLineFault } from './backend.ts';
import { type OnoffLine, type OpenOnoff, openExported, SettingError } from './exported.ts';
import { type KeptLine, keepLine } from './kept.ts';
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

  function keep(
    use: LineUse,
    place: Place,
    kind: 'input' | 'output',
    begin: (kept: KeptLine, onoff: OnoffLine) => void,
  ): Promise<KeptLine> {
    const asked = `gpio${sysfsNumber(place)}`;
    const refusal = { line: place.line, asked, holder: null, user: deps.user };
    return keepLine({
      clock,
      open: () => open(place, kind),
      begin,
      explain: (error) => explainRefusal({ ...refusal, code: codeOf(error) }),
      onFault: (why) => onFault(use, why),
    });
  }

  async function openInput(
    use: LineUse,
    place: Place,
    _restsHigh: boolean,
    watch: InputWatch,
  ): Promise<InputLine> {
    let level: 0 | 1 = 0;
    let readSync = () => level;
    let isOpen = true;
    let isAgain = false;

    /** Whether the level could be read; it stays as it was where not. */
    function look(kept: KeptLine): boolean {
      const now = isOpen ? kept.attempt(readSync) : undefined;
      level = now ?? level;
      return now !== undefined;
    }

    const line = await keep(use, place, 'input', (kept, onoff) => {
      let isRead = false;
      readSync = onoff.readSync.bind(onoff);
      // onoff reads in its own callback, where an error would end the process, even after the line was closed.
      onoff.readSync = () => {
        isRead = look(kept);
        return level;
      };
      look(kept);
      onoff.watch((_error, value) => {
        // A level that could not be read is no edge.
        if (isOpen && isRead) watch.onEdge({ high: value === 1, atMs: clock.monoMs() });
      });
      if (isAgain) watch.onLost();
      isAgain = true;
    });
    return {
      read() {
        look(line);
        return level === 1;
      },
      async close() {
        isOpen = false;
        await line.close();
      },
    };
  }

  async function openOutput(use: LineUse, place: Place, high: boolean): Promise<DrivenLine> {
    let wanted = high;
    const drive = (onoff: OnoffLine) => onoff.writeSync(wanted ? 1 : 0);
    const line = await keep(use, place, 'output', (kept) => {
      if (wanted) kept.attempt(drive);
    });
    return {
      write(level) {
        wanted = level;
        line.attempt(drive);
      },
      close: () => line.close((onoff) => onoff.writeSync(0)),
    };
  }

  return { lagMs: 0, openInput, openOutput };
}

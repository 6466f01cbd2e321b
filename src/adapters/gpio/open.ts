import type { Gpio } from '../../app/ports.ts';
import { type Place, placeLine, sysfsNumber } from '../../core/board/chips.ts';
import { explainNoSysfs } from '../../core/board/refusals.ts';
import type { LineName } from '../../core/config.ts';
import type { Backend, LineUse, OnLineFault } from './backend.ts';
import { readSysfsChips } from './chips.ts';
import { type Choice, type ChooseDeps, choose, type Found, namesOf, type Surroundings } from './choose.ts';
import { KERNEL } from './kernel.ts';
import { createLines } from './lines.ts';
import { holdsLine } from './process.ts';
import { loadOnoff } from './sysfs.ts';

interface Deps extends Pick<ChooseDeps, 'config' | 'clock' | 'onFault'> {
  log: { info: (fields: object, message: string) => void };
  /** Those of this computer, unless said. */
  surroundings: Pick<Surroundings, 'user'> & Partial<Surroundings>;
}

export interface RealBoard {
  gpio: Gpio;
  /** How the lines are opened. Rejects with a sentence for people; asked again then, it looks again. */
  choose(): Promise<Choice>;
  /** The number of a line in sysfs, for the parallel LCD. @throws with a sentence where it has none */
  sysfsNumber(line: LineName): number;
}

/** The lines of a Raspberry Pi or BeagleBone. Nothing is read or opened before a line is started. */
export function createRealBoard({ config, clock, log, onFault, surroundings }: Deps): RealBoard {
  const around = { ...thisComputer(), ...surroundings };
  const { kernel, folders, user } = around;
  const wiring = { board: config.board, override: config.chip };
  const names = namesOf(config);
  const deps = { ...around, config, clock, onFault: changesOnly(onFault) };
  let finding: Promise<Found> | null = null;
  let lagMs = 0;
  let logged = '';

  /** Looks once for all lines, and again after something was missing. */
  async function find(): Promise<Found> {
    finding ??= choose(deps);
    try {
      const found = await finding;
      lagMs = found.backend.lagMs;
      report(found.choice);
      return found;
    } catch (error) {
      finding = null;
      throw error;
    }
  }

  function report(choice: Choice): void {
    const text = JSON.stringify(choice);
    if (text !== logged) log.info({ ...choice }, `the lines are driven by ${choice.backend}: ${choice.why}`);
    logged = text;
  }

  async function locate(use: LineUse): Promise<{ place: Place; backend: Backend }> {
    const { chips, backend } = await find();
    const place = placeLine(names[use], { ...wiring, chips });
    if (typeof place !== 'string') return { place, backend };
    finding = null;
    throw new Error(place);
  }

  const restsHigh = config.buttons.active === 'low';
  const gpio = createLines({
    activeLow: restsHigh,
    lagMs: () => lagMs,
    async openInput(use, watch) {
      const { place, backend } = await locate(use);
      return backend.openInput(use, place, restsHigh, watch);
    },
    async openOutput(use, high) {
      const { place, backend } = await locate(use);
      return backend.openOutput(use, place, high);
    },
  });
  return {
    gpio,
    choose: async () => (await find()).choice,
    sysfsNumber(line) {
      const chips = readSysfsChips(kernel, folders);
      const place = placeLine(line, { ...wiring, chips });
      if (typeof place === 'string' && chips.length > 0) throw new Error(place);
      const number = typeof place === 'string' ? null : sysfsNumber(place);
      if (number === null) throw new Error(explainNoSysfs('ENOENT', user));
      return number;
    },
  };
}

function thisComputer(): Omit<Surroundings, 'user'> {
  return {
    kernel: KERNEL,
    folders: { class: '/sys/class/gpio', bus: '/sys/bus/gpio/devices' },
    toolFolder: '',
    holdsLine,
    loadOnoff,
  };
}

/** The same said twice is no news. */
function changesOnly(onFault: OnLineFault): OnLineFault {
  const last = new Map<LineUse, string | null>();
  return (use, why) => {
    if ((last.get(use) ?? null) !== why) onFault(use, why);
    last.set(use, why);
  };
}

import type { OnoffLine, OpenOnoff } from '../../../src/adapters/gpio/exported.ts';
import type { Kernel } from '../../../src/adapters/gpio/kernel.ts';

/**
 * The GPIO files of a kernel, in memory, with the manners that were seen of a real one: `export` makes a line's
 * files, a line that is taken answers EBUSY, one without a chip EINVAL; and onoff's manners on top of them.
 */
export interface FakeBoard {
  kernel: Kernel;
  loadOnoff: () => Promise<OpenOnoff>;
  /** Files and links that are simply there. */
  files: Map<string, string>;
  links: Map<string, string>;
  /** Numbers that are exported now. */
  exported(): number[];
  level(number: number): 0 | 1;
  /** A hand moves an input; whoever watches it is called, as by onoff. */
  move(number: number, level: 0 | 1): void;
  /** The kernel says that a line can be read, whether it changed or is gone. */
  wake(number: number): void;
  /** Whether a line is still asked about by the kernel's poll. */
  watched(number: number): boolean;
  /** The chip goes away with all its lines, as at an unbind of its driver; `bind` brings it back. */
  unbind(): void;
  bind(): void;
  /** Somebody else has the line. */
  taken: Set<number>;
  /** Codes that calls on a path answer with. */
  errors: Map<string, string>;
  /** Files whose writing has no effect, as where another driver owns the line. */
  stubborn: Map<string, string>;
  /** Lines that can never be given back. */
  eternal: Set<number>;
}

export const CLASS = '/sys/class/gpio';
export const BUS = '/sys/bus/gpio/devices';

interface Line {
  level: 0 | 1;
  watchers: ((error: null, value: 0 | 1) => void)[];
  opened: OnoffLine | null;
}

const DEFAULTS = { direction: 'in', edge: 'none', active_low: '0', value: '0' };

/** A Pi's kernel with one chip. */
export function createFakeBoard({ base = 512, lines = 54, label = 'pinctrl-bcm2835' } = {}): FakeBoard {
  const files = new Map<string, string>();
  const links = new Map<string, string>();
  const state = new Map<number, Line>();
  const taken = new Set<number>();
  const errors = new Map<string, string>();
  const stubborn = new Map<string, string>();
  const eternal = new Set<number>();
  const lineOf = (number: number) => {
    const line = state.get(number) ?? { level: 0, watchers: [], opened: null };
    state.set(number, line);
    return line;
  };
  const folderOf = (number: number) => `${CLASS}/gpio${number}`;
  const isExported = (number: number) => files.has(`${folderOf(number)}/value`);
  const parent = '/sys/devices/platform/soc/3f200000.gpio';

  files.set(`${CLASS}/export`, '').set(`${CLASS}/unexport`, '');
  files.set(`${CLASS}/gpiochip${base}/base`, `${base}`);
  files.set(`${CLASS}/gpiochip${base}/label`, label);
  files.set(`${CLASS}/gpiochip${base}/ngpio`, `${lines}`);
  links.set(`${CLASS}/gpiochip${base}`, `${parent}/gpio/gpiochip${base}`);
  files.set(`${BUS}/gpiochip0/dev`, '254:0');
  links.set(`${BUS}/gpiochip0`, `${parent}/gpiochip0`);

  function refuse(path: string): void {
    const code = errors.get(path);
    if (code !== undefined) throw failure(code);
  }

  const hasEdges = (path: string) => files.get(path.replace(/direction$/, 'edge')) !== 'none';

  function exportLine(number: number): void {
    if (number < base || number >= base + lines) throw failure('EINVAL');
    if (taken.has(number) || isExported(number)) throw failure('EBUSY');
    for (const [name, text] of Object.entries(DEFAULTS)) files.set(`${folderOf(number)}/${name}`, text);
  }

  function unexportLine(number: number): void {
    if (!isExported(number) || eternal.has(number)) throw failure('EINVAL');
    for (const name of Object.keys(DEFAULTS)) files.delete(`${folderOf(number)}/${name}`);
  }

  const kernel: Kernel = {
    exists: (path) => [...files.keys()].some((file) => file === path || file.startsWith(`${path}/`)),
    read(path) {
      refuse(path);
      const text = stubborn.get(path) ?? files.get(path);
      if (text === undefined) throw failure('ENOENT');
      return text;
    },
    write(path, text) {
      refuse(path);
      if (!files.has(path)) throw failure('ENOENT');
      // A line with an interrupt never becomes an output.
      if (path.endsWith('/direction') && text !== 'in' && hasEdges(path)) throw failure('EIO');
      if (path === `${CLASS}/export`) exportLine(Number(text));
      else if (path === `${CLASS}/unexport`) unexportLine(Number(text));
      else files.set(path, text);
    },
    checkWritable(path) {
      refuse(path);
      if (!files.has(path)) throw failure('ENOENT');
    },
    list(directory) {
      const inside = [...files.keys()].filter((file) => file.startsWith(`${directory}/`));
      return [...new Set(inside.map((file) => file.slice(directory.length + 1).split('/')[0] ?? ''))];
    },
    resolve: (path) => links.get(path) ?? path,
  };

  function open(number: number, direction: 'in' | 'low', edge: 'both' | 'none'): OnoffLine {
    const folder = folderOf(number);
    const line = lineOf(number);
    // The line is exported already, so onoff says nothing of what cannot be set.
    const set = (file: string, text: string) => {
      try {
        kernel.write(`${folder}/${file}`, text);
      } catch {}
    };
    set('active_low', '0');
    set('direction', direction === 'low' ? 'out' : 'in');
    if (direction === 'low') line.level = 0;
    else set('edge', edge);
    line.opened = {
      readSync() {
        refuse(`${folder}/value`);
        return line.level;
      },
      writeSync(value) {
        refuse(`${folder}/value`);
        line.level = value;
      },
      watch: (call) => void line.watchers.push(call),
      unexport() {
        line.watchers = [];
        if (isExported(number) && !eternal.has(number)) unexportLine(number);
      },
    };
    return line.opened;
  }

  /** What onoff does when the kernel says that a line changed: it reads before it asks who watches. */
  function wake(line: Line): void {
    if (line.opened === null || line.watchers.length === 0) return;
    const value = line.opened.readSync();
    for (const call of line.watchers) call(null, value);
  }

  return {
    kernel,
    loadOnoff: async () => open,
    files,
    links,
    exported: () =>
      [...files.keys()].flatMap((file) => Number(/gpio(\d+)\/value$/.exec(file)?.[1] ?? []) || []),
    level: (number) => (isExported(number) ? lineOf(number).level : 0),
    move(number, level) {
      const line = lineOf(number);
      line.level = level;
      if (files.get(`${folderOf(number)}/edge`) !== 'both') return;
      wake(line);
    },
    wake: (number) => wake(lineOf(number)),
    watched: (number) => lineOf(number).watchers.length > 0,
    unbind() {
      for (const number of state.keys()) {
        errors.set(`${folderOf(number)}/value`, 'ENODEV');
        for (const name of Object.keys(DEFAULTS)) files.delete(`${folderOf(number)}/${name}`);
      }
      errors.set(`${CLASS}/export`, 'EINVAL');
    },
    bind: () => errors.clear(),
    taken,
    errors,
    stubborn,
    eternal,
  };
}

function failure(code: string): Error {
  return Object.assign(new Error(`${code}: as the kernel says`), { code });
}

/**
 * The command-line tools of libgpiod, of which Debian 12 has 1.6 and Debian 13 has 2.2. The same letter means other
 * things to each: `-b` is line buffering in one and bias in the other, and `%e` of a falling edge is 0 or 2.
 */

export type ToolVersion = 1 | 2;

/** A line as the tools name it. */
export interface ToolLine {
  /** `gpiochip0` */
  device: string;
  offset: number;
}

/** A raw level change. */
export interface RawEdge {
  high: boolean;
  /** Monotonic milliseconds since the computer's boot, as the kernel stamped it. */
  atMs: number;
}

/** From the answer to `gpiomon --version`; null when it is none that this program knows. */
export function toolVersion(answer: string): ToolVersion | null {
  const major = /\(libgpiod\) v?(\d+)\./.exec(answer)?.[1];
  return major === '1' ? 1 : major === '2' ? 2 : null;
}

/** Reads a level once. @param pullUp asks the chip for its own pull-up, which not every chip has */
export function readCommand(version: ToolVersion, { device, offset }: ToolLine, pullUp: boolean): string[] {
  if (version === 1) return ['gpioget', ...(pullUp ? ['--bias=pull-up'] : []), device, `${offset}`];
  return ['gpioget', '--numeric', ...(pullUp ? ['--bias=pull-up'] : []), `--chip=${device}`, `${offset}`];
}

/** Prints a line for each edge until it is stopped. */
export function watchCommand(version: ToolVersion, { device, offset }: ToolLine, pullUp: boolean): string[] {
  const bias = pullUp ? ['--bias=pull-up'] : [];
  if (version === 1) return ['gpiomon', '--line-buffered', ...bias, '--format=%e %s %n', device, `${offset}`];
  return ['gpiomon', ...bias, '--format=%e %S', `--chip=${device}`, `${offset}`];
}

/** Drives a line until it is stopped. */
export function driveCommand(version: ToolVersion, { device, offset }: ToolLine, high: boolean): string[] {
  const level = `${offset}=${high ? 1 : 0}`;
  if (version === 1) return ['gpioset', '--mode=signal', device, level];
  return ['gpioset', `--chip=${device}`, level];
}

/** What `readCommand` printed: true is high; null when it is no level. */
export function parseLevel(printed: string): boolean | null {
  const level = printed.trim();
  return level === '1' ? true : level === '0' ? false : null;
}

/** A stamp this far from now is of another clock: kernels before 5.7 stamped with the wall clock. */
const OTHER_CLOCK_MS = 60_000;

/**
 * One line that `watchCommand` printed; null when it is no edge.
 * @param nowMs monotonic now, for an edge whose stamp is of another clock
 */
export function parseEdge(version: ToolVersion, printed: string, nowMs: number): RawEdge | null {
  const [, event, seconds, nanoseconds] = EDGE[version].exec(printed) ?? [];
  if (event === undefined) return null;
  const stampMs = Number(seconds) * 1_000 + Number(nanoseconds) / 1e6;
  const atMs = Math.abs(nowMs - stampMs) > OTHER_CLOCK_MS ? nowMs : stampMs;
  return { high: event === '1', atMs };
}

const EDGE: Readonly<Record<ToolVersion, RegExp>> = {
  1: /^([01])\s+(\d+)\s+(\d{1,9})$/,
  2: /^([12])\s+(\d+)\.(\d{9})$/,
};

/** What `gpiodetect` printed, both versions alike: `gpiochip0 [pinctrl-bcm2711] (58 lines)`. */
export function parseChips(printed: string): { device: string; label: string; lines: number }[] {
  return [...printed.matchAll(/^(gpiochip\d+) \[(.*)\] \((\d+) lines\)$/gm)].map(
    ([, device = '', label = '', lines]) => ({ device, label, lines: Number(lines) }),
  );
}

/** Who holds a line, from what `gpioinfo` printed of all chips; null when that is not in it. */
export function holderInInfo(printed: string, { device, offset }: ToolLine): string | null {
  const chip = printed.split(/^(?=gpiochip)/m).find((part) => part.startsWith(`${device} - `)) ?? '';
  const line = new RegExp(`^\\s*line\\s+${offset}:(.*)$`, 'm').exec(chip)?.[1] ?? '';
  // 2.x quotes only what has spaces; 1.6 has columns: name, consumer, direction.
  const [, quoted, bare] = /consumer=(?:"([^"]+)"|(\S+))/.exec(line) ?? [];
  return quoted ?? bare ?? /^\s*(?:"[^"]*"|unnamed)\s+"([^"]+)"/.exec(line)?.[1] ?? null;
}

/** The same from the kernel's own list, which only root may read: `gpio-536 (GPIO24 |sysfs ) in hi`. */
export function holderInKernel(list: string, number: number): string | null {
  const entry = new RegExp(`^\\s*gpio-${number}\\s+\\([^|)]*\\|([^)]*)\\)`, 'm').exec(list);
  return entry?.[1]?.trim() || null;
}

import type { BoardKind, LineName } from '../config.ts';

/**
 * Why a line cannot be used, each as one sentence for people with what mends it. They are shown on a small screen and
 * in a terminal, so they stay under 200 characters.
 */

export interface Refusal {
  line: LineName;
  /** Of the system call, or of the tool: `EBUSY`. */
  code: string;
  /** What was asked of the kernel: `gpio536`, `gpiochip0 line 24`. */
  asked: string;
  /** Who has the line, where that can be read. */
  holder: string | null;
  /** The user this program runs as. */
  user: string;
}

/** The kernel refused a line, or would not set it up. */
export function explainRefusal({ line, code, asked, holder, user }: Refusal): string {
  switch (code) {
    case 'ENOENT':
      return `Line ${line} (${asked}) is not there: ${explainNoSysfs('ENOENT', user)}`;
    case 'ENODEV':
    case 'ENXIO':
    case 'EINVAL':
      return `Line ${line}: the kernel knows no ${asked}, or not as asked. Compare \`gpiodetect\` with hardware.chip and the line's number.`;
    case 'EBUSY':
      return holder === null
        ? `Line ${line} is taken by another program or an overlay: \`sudo gpioinfo\` names it. Free it, or choose another line.`
        : `Line ${line} is taken by "${short(holder)}": stop that, remove its overlay from config.txt, or choose another line.`;
    case 'EACCES':
    case 'EPERM':
      return `Line ${line} may not be used by ${user}: \`sudo usermod -aG gpio ${user}\`, then restart.`;
    case 'EROFS':
      return `Line ${line}: /sys is read-only here: set ProtectKernelTunables=no in the service, then \`sudo systemctl daemon-reload\` and restart.`;
    default:
      return `Line ${line} (${asked}) cannot be used: ${code}. \`sudo dmesg | tail\` may say why.`;
  }
}

/** A name is somebody else's text. */
const HOLDER_MAX = 40;

function short(text: string): string {
  return text.length > HOLDER_MAX ? `${text.slice(0, HOLDER_MAX - 1)}…` : text;
}

/** An input without edges is no button. @param found what the kernel says after it was asked to change */
export function explainSetting(line: LineName, what: string, asked: string, found: string): string {
  return `Line ${line}: its ${what} stays "${short(found)}" where "${asked}" was asked: another program or overlay owns it. Choose another line.`;
}

/** What stands in the way of sysfs before any line is asked for; `code` as `access` gives it. */
export function explainNoSysfs(code: string, user: string): string {
  if (code === 'ENOENT') {
    return 'This kernel has no sysfs GPIO: `sudo apt-get install gpiod`, and set hardware.gpio to "gpiod".';
  }
  if (code === 'EROFS') {
    return 'The GPIO of sysfs is read-only: set ProtectKernelTunables=no in the service, then `sudo systemctl daemon-reload` and restart.';
  }
  if (code === 'EACCES' || code === 'EPERM') {
    return `The GPIO of sysfs may not be used by ${user}: \`sudo usermod -aG gpio ${user}\`, then restart.`;
  }
  return `The GPIO of sysfs cannot be used: ${code}.`;
}

/** The chips under /dev cannot be listed; `code` as `codeOfTool` gives it. */
export function explainNoChips(code: string, user: string): string {
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return `The GPIO chips under /dev may not be used by ${user}: \`sudo usermod -aG gpio ${user}\`, then restart.`;
    case 'EROFS':
      return 'The GPIO chips under /dev are read-only: `sudo systemctl edit likebox-box`, and take out what makes /dev so.';
    default:
      return `The GPIO chips under /dev cannot be listed: ${short(code)}. \`sudo gpiodetect\` may say more.`;
  }
}

/** A tool of gpiod, or `setpriv`, cannot be started. */
export function explainNoTool(tool: string): string {
  const owner = tool === 'setpriv' ? 'util-linux' : 'gpiod';
  return `${tool} is not installed: \`sudo apt-get install ${owner}\`.`;
}

/** What `gpiomon --version` said is none that this program knows. */
export function explainToolVersion(answer: string): string {
  const said = short(answer.trim().split('\n')[0] ?? '');
  return `gpiomon says it is "${said}"; versions 1 and 2 of libgpiod are known. Set hardware.gpio to "sysfs".`;
}

/** A tool that had the line is gone; it is being started again. */
export function explainEnded(line: LineName, tool: string, printed: string): string {
  return `Line ${line}: ${tool} stopped (${short(printed.trim())}). It is started again; if that goes on, \`sudo dmesg | tail\` may say why.`;
}

/** The code inside what a tool of libgpiod printed: `…: Device or resource busy` is EBUSY. */
export function codeOfTool(printed: string): string {
  const known = TOOL_ERRORS.find(([text]) => printed.includes(text));
  return known?.[1] ?? (printed.trim().split('\n')[0]?.slice(0, 80) || 'it ended without a word');
}

const TOOL_ERRORS: readonly (readonly [text: string, code: string])[] = [
  ['Device or resource busy', 'EBUSY'],
  ['Permission denied', 'EACCES'],
  ['Operation not permitted', 'EPERM'],
  ['Read-only file system', 'EROFS'],
  ['No such file or directory', 'ENODEV'],
  ['No such device', 'ENODEV'],
  ['cannot find GPIO chip', 'ENODEV'],
  ['cannot find line', 'EINVAL'],
  ['Invalid argument', 'EINVAL'],
];

interface Level {
  /** `+1` or `-1` */
  button: string;
  line: LineName;
  board: BoardKind;
  activeLow: boolean;
}

/** A button that finds no rest: somebody leans on it, its contact chatters, or nothing holds its line at rest. */
export function explainStuck({ button, line, board, activeLow }: Level): string {
  const where = `The ${button} button is held, or chatters without end`;
  if (board === 'simulated') return `${where}: let it go.`;
  const mend =
    board === 'raspberry-pi'
      ? `gpio=${line}=ip,${activeLow ? 'pu' : 'pd'} in config.txt`
      : `a ${activeLow ? 'pull-up to 3.3 V' : 'pull-down to ground'}`;
  return `${where}, or line ${line} floats: check the button and its wiring; ${mend} holds a line that nobody pushes.`;
}

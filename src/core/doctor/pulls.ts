import type { BoardKind, BoxConfig } from '../config.ts';
import type { Button } from '../vote.ts';
import { type Check, createCheck } from './check.ts';

/** The resistor inside the chip, or what was last asked of it. */
export type Pull = 'up' | 'down' | 'none';

/** What a tool told of a line; null where it did not say. */
export interface LineState {
  pull: Pull | null;
  high: boolean | null;
}

const PINCTRL_PULLS: Readonly<Record<string, Pull>> = { pu: 'up', pd: 'down', pn: 'none' };

/** What `pinctrl get 24` prints: `24: ip    pu | hi // GPIO24 = input`. Null when the line is not in it. */
export function parsePinctrl(printed: string, line: number): LineState | null {
  const found = new RegExp(`^\\s*${line}:\\s+([^|\\n]+)\\|\\s*(\\S+)`, 'm').exec(printed);
  if (found === null) return null;
  const words = (found[1] ?? '').trim().split(/\s+/);
  const pull = words.map((word) => PINCTRL_PULLS[word]).find((known) => known !== undefined);
  return { pull: pull ?? null, high: levelOf(found[2], 'hi', 'lo') };
}

const RASPI_PULLS: Readonly<Record<string, Pull>> = { UP: 'up', DOWN: 'down', NONE: 'none' };

/** What `raspi-gpio get 24` prints: `GPIO 24: level=1 func=INPUT pull=UP`; the Pi 1 to 3 cannot tell the pull. */
export function parseRaspiGpio(printed: string, line: number): LineState | null {
  const found = new RegExp(`^\\s*GPIO ${line}: (.*)$`, 'm').exec(printed)?.[1];
  if (found === undefined) return null;
  const pull = RASPI_PULLS[/\bpull=(\w+)/.exec(found)?.[1] ?? ''];
  return { pull: pull ?? null, high: levelOf(/\blevel=(\d)/.exec(found)?.[1], '1', '0') };
}

/**
 * What `gpioinfo` prints of a line, versions 1.6 and 2: only what a program asked of the kernel, not what the chip was
 * set to before.
 */
export function parseGpioinfo(printed: string, offset: number): LineState | null {
  const found = new RegExp(`^\\s*line\\s+${offset}:(.*)$`, 'm').exec(printed)?.[1];
  if (found === undefined) return null;
  // Names of lines and of their users are the owner's words.
  const words = found.replace(/"[^"]*"/g, '');
  const bias = /(?:bias=|[\s[])(pull-up|pull-down|bias-disabled|disabled)\b/.exec(words)?.[1];
  if (bias === undefined) return { pull: null, high: null };
  return { pull: bias === 'pull-up' ? 'up' : bias === 'pull-down' ? 'down' : 'none', high: null };
}

function levelOf(word: string | undefined, high: string, low: string): boolean | null {
  return word === high ? true : word === low ? false : null;
}

/** Does the resistor of a button's line hold it at rest? */
export function judgePull(
  button: Button,
  { board, buttons }: Pick<BoxConfig, 'board' | 'buttons'>,
  state: LineState | null,
): Check {
  const { [button]: line, active } = buttons;
  const id = `pull-${button}`;
  const wanted = active === 'low' ? 'up' : 'down';
  const values = { pull: state?.pull ?? null, wanted };
  if (state === null || state.pull === null) {
    const message = `line ${line}: its pull cannot be read here; its level at rest tells`;
    return createCheck(id, 'absent', message, { values });
  }
  if (state.pull === wanted)
    return createCheck(id, 'ok', `line ${line} is pulled ${wanted} inside`, { values });
  const pressed = state.high === (active === 'high');
  const mend = mendPull(line, wanted, board);
  if (state.pull === 'none') {
    const message = `line ${line} has no pull inside: it needs a resistor of 10 kΩ to ${rail(wanted)}`;
    return createCheck(id, 'warning', message, { mend, values });
  }
  const against = `line ${line} is pulled ${state.pull} inside, and rests when ${wanted}`;
  if (state.high === null || !pressed) {
    const message = `${against}: only a resistor outside can hold it`;
    return createCheck(id, 'warning', message, { mend, values });
  }
  return createCheck(id, 'wrong', `${against}: it reads as pressed`, { mend, values });
}

function mendPull(line: number | string, wanted: 'up' | 'down', board: BoardKind): string {
  if (board !== 'raspberry-pi') return `a resistor of 10 kΩ from line ${line} to ${rail(wanted)}`;
  const p = wanted === 'up' ? 'pu' : 'pd';
  return `sudo pinctrl set ${line} ip ${p}; to keep it, gpio=${line}=ip,${p} in /boot/firmware/config.txt`;
}

function rail(wanted: 'up' | 'down'): string {
  return wanted === 'up' ? '3.3 V' : 'ground';
}

/** The level at rest. @param pressed what the line reads while nobody should push it */
export function judgeRest(button: Button, pressed: boolean, active: 'low' | 'high'): Check {
  const id = `rest-${button}`;
  const values = { pressed };
  if (!pressed) return createCheck(id, 'ok', 'at rest when nobody pushes it', { values });
  const other = active === 'low' ? 'high' : 'low';
  const missing = active === 'low' ? 'pull-up' : 'pull-down';
  return createCheck(
    id,
    'wrong',
    `reads as pressed; if nobody holds it, its ${missing} is missing or it is wired the other way round`,
    { mend: `a ${missing} of 10 kΩ, or in box.toml: [hardware.buttons] active = "${other}"`, values },
  );
}

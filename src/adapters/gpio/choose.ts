import { join } from 'node:path';
import type { Clock } from '../../app/ports.ts';
import { type Chip, describePlace, type Place, placeLine } from '../../core/board/chips.ts';
import {
  codeOfTool,
  explainNoChips,
  explainNoSysfs,
  explainNoTool,
  explainToolVersion,
} from '../../core/board/refusals.ts';
import { type ToolVersion, toolVersion } from '../../core/board/tools.ts';
import type { BoxConfig, LineName } from '../../core/config.ts';
import type { Backend, LineUse, OnLineFault } from './backend.ts';
import { type ChipFolders, listDeviceChips, readSysfsChips } from './chips.ts';
import type { OpenOnoff } from './exported.ts';
import { createGpiod } from './gpiod.ts';
import { findHolder } from './holder.ts';
import { codeOf, type Kernel } from './kernel.ts';
import { runTool, ToolError, type Tools } from './process.ts';
import { createSysfs } from './sysfs.ts';

/** Where everything is, and how it is reached; tests give others. */
export interface Surroundings {
  kernel: Kernel;
  folders: ChipFolders;
  /** Folder of the tools of libgpiod; empty takes them from the PATH. */
  toolFolder: string;
  /** Whether a process has a line now. */
  holdsLine: (pid: number) => boolean;
  loadOnoff: () => Promise<OpenOnoff>;
  /** The user that this program runs as. */
  user: string;
}

export interface ChooseDeps extends Surroundings {
  config: Pick<BoxConfig, 'board' | 'chip' | 'gpio' | 'buttons' | 'leds' | 'buzzer'>;
  clock: Clock;
  onFault: OnLineFault;
}

/** How the lines of this board are reached. */
export interface Choice {
  backend: 'sysfs' | 'gpiod';
  /** For the log: `it works here`. */
  why: string;
  /** Where each line is, or why it cannot be: `line 24 is 24 of gpiochip0 (pinctrl-bcm2711), gpio536 in sysfs`. */
  lines: Readonly<Record<LineUse, string>>;
}

/** A way to the lines of these chips. */
export interface Found {
  choice: Choice;
  chips: readonly Chip[];
  backend: Backend;
}

/** The names of the lines by what they are for. */
export function namesOf({ buttons, leds, buzzer }: ChooseDeps['config']): Record<LineUse, LineName> {
  return {
    'button-plus': buttons.plus,
    'button-minus': buttons.minus,
    'led-plus': leds.plus,
    'led-minus': leds.minus,
    'led-status': leds.status,
    buzzer: buzzer.line,
  };
}

/** Takes sysfs where it works, else gpiod, unless the configuration names one. Rejects with a sentence for people. */
export async function choose(deps: ChooseDeps): Promise<Found> {
  const { gpio } = deps.config;
  const asked = 'hardware.gpio asks for it';
  if (gpio === 'gpiod') {
    return chooseGpiod(deps, asked).catch((error) => throwExplained(error, explainNoGpiod(error, deps.user)));
  }
  const code = refuseSysfs(deps);
  if (code === null) return chooseSysfs(deps, gpio === 'auto' ? 'it works here' : asked);
  const refusal = explainNoSysfs(code, deps.user);
  if (gpio === 'sysfs') throw new Error(refusal);
  try {
    return await chooseGpiod(deps, `sysfs does not work here. ${refusal}`);
  } catch (error) {
    throwExplained(error, explainNeither(code, error, deps.user));
  }
}

/** The code with which sysfs refuses; null when it can be used. */
function refuseSysfs({ kernel, folders }: ChooseDeps): string | null {
  try {
    kernel.checkWritable(join(folders.class, 'export'));
    return null;
  } catch (error) {
    return codeOf(error);
  }
}

async function chooseSysfs(deps: ChooseDeps, why: string): Promise<Found> {
  const chips = readSysfsChips(deps.kernel, deps.folders);
  const holderOf = (place: Place) => findHolder(deps.kernel, toolsOf(deps), place);
  const open = await deps.loadOnoff();
  const backend = createSysfs({ ...deps, folder: deps.folders.class, open, findHolder: holderOf });
  return { choice: { backend: 'sysfs', why, lines: describeLines(deps, chips) }, chips, backend };
}

async function chooseGpiod(deps: ChooseDeps, why: string): Promise<Found> {
  const tools = toolsOf(deps);
  const version = await askVersion(tools);
  const chips = listDeviceChips(deps.kernel, deps.folders, await runTool(tools, ['gpiodetect']));
  const holderOf = (place: Place) => findHolder(deps.kernel, tools, place);
  const backend = createGpiod({ ...deps, version, tools, findHolder: holderOf });
  return { choice: { backend: 'gpiod', why, lines: describeLines(deps, chips) }, chips, backend };
}

async function askVersion(tools: Tools): Promise<ToolVersion> {
  const answer = await runTool(tools, ['gpiomon', '--version']);
  const version = toolVersion(answer);
  if (version === null) throw new Error(explainToolVersion(answer));
  return version;
}

/** What mends that neither sysfs nor the tools work. */
function explainNeither(sysfsCode: string, error: unknown, user: string): string {
  const code = error instanceof ToolError && !error.missing ? codeOfTool(error.printed) : null;
  // Where the chips are there and may not be used, that is the cure; else the simplest is that of sysfs.
  const mendsTools = sysfsCode === 'ENOENT' ? code !== null : code === 'EACCES' || code === 'EPERM';
  return mendsTools ? explainNoGpiod(error, user) : explainNoSysfs(sysfsCode, user);
}

function explainNoGpiod(error: unknown, user: string): string {
  if (!(error instanceof ToolError)) return error instanceof Error ? error.message : String(error);
  return error.missing ? explainNoTool(error.tool) : explainNoChips(codeOfTool(error.printed), user);
}

function throwExplained(error: unknown, sentence: string): never {
  throw error instanceof ToolError ? new Error(sentence, { cause: error }) : error;
}

function toolsOf({ clock, toolFolder, holdsLine }: ChooseDeps): Tools {
  return { clock, folder: toolFolder, holdsLine };
}

function describeLines({ config }: ChooseDeps, chips: readonly Chip[]): Choice['lines'] {
  const named = Object.entries(namesOf(config)).map(([use, line]) => {
    const place = placeLine(line, { board: config.board, chips, override: config.chip });
    return [use, typeof place === 'string' ? place : describePlace(place)];
  });
  return Object.fromEntries(named);
}

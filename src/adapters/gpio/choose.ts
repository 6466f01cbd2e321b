import { join } from 'node:path';
import type { Clock } from '../../app/ports.ts';
import { type Chip, describePlace, type Place, placeLine } from '../../core/board/chips.ts';
import { explainNoSysfs, explainNoTool, explainToolVersion } from '../../core/board/refusals.ts';
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
  if (gpio === 'gpiod') return chooseGpiod(deps, asked).catch(explainAndThrow);
  const refusal = refuseSysfs(deps);
  if (refusal === null) return chooseSysfs(deps, gpio === 'auto' ? 'it works here' : asked);
  if (gpio === 'sysfs') throw new Error(refusal);
  try {
    return await chooseGpiod(deps, `sysfs does not work here. ${refusal}`);
  } catch (error) {
    // Without tools either, the simplest cure is that of sysfs.
    throw error instanceof ToolError && error.missing ? new Error(refusal, { cause: error }) : error;
  }
}

/** Why sysfs cannot be used, as a sentence; null when it can. */
function refuseSysfs({ kernel, folders, user }: ChooseDeps): string | null {
  try {
    kernel.checkWritable(join(folders.class, 'export'));
    return null;
  } catch (error) {
    return explainNoSysfs(codeOf(error), user);
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

function explainAndThrow(error: unknown): never {
  if (error instanceof ToolError && error.missing)
    throw new Error(explainNoTool(error.tool), { cause: error });
  throw error;
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

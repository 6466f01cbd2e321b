import { createClock } from './adapters/clock.ts';
import { loadBoxConfig } from './adapters/config/load.ts';
import { askBox } from './adapters/control/client.ts';
import { readMachine, userName } from './adapters/machine.ts';
import type { CheckOutput } from './check.ts';
import { describeFault } from './core/config.ts';
import type { Outcome } from './core/organising.ts';
import type { WallAsk } from './core/wall/asks.ts';
import type { OrganiseOptions } from './organise.ts';

const WHO_MAX = 200; // characters

/**
 * `likebox wall …`: asks the box that runs by this configuration. Gives the exit code: 0 done, 1 not done, 2 a faulty
 * configuration.
 */
export async function moderate(
  asked: WallAsk,
  { config: file, by, json }: OrganiseOptions,
  { out, err }: CheckOutput,
): Promise<0 | 1 | 2> {
  const { config, faults } = loadBoxConfig(file, readMachine().board);
  if (config === null || faults.length > 0) {
    for (const fault of faults) err(`${describeFault(fault)}\n`);
    return 2;
  }
  const outcome = await ask(asked, (by || userName()).slice(0, WHO_MAX), config.dataDir);
  if (json) out(`${JSON.stringify(outcome, null, 2)}\n`);
  else (outcome.done ? out : err)(`${outcome.text}\n`);
  return outcome.done ? 0 : 1;
}

async function ask(asked: WallAsk, who: string, dataDir: string): Promise<Outcome> {
  try {
    const outcome = await askBox(dataDir, { who, asked }, createClock());
    return outcome ?? { done: false, text: `No box runs on ${dataDir}: start it, or check data_dir.` };
  } catch (error) {
    return { done: false, text: error instanceof Error ? error.message : String(error) };
  }
}

import { readMachine, userName } from './adapters/machine.ts';
import type { CheckOutput } from './check.ts';
import { type BoxConfig, describeFault } from './core/config.ts';
import type { Outcome } from './core/organising.ts';
import { allFaults, readSetup } from './setup.ts';

export interface OrderOptions {
  /** Null reads the default files. */
  config: string | null;
  /** Who orders, for the log; the user of this computer when absent. */
  by?: string | undefined;
  json: boolean;
}

const WHO_MAX = 200; // characters

/**
 * Gives an order to the box of a configuration, and tells what came of it. Gives the exit code: 0 done, 1 not done, 2 a
 * faulty configuration.
 */
export async function giveOrder(
  { config: file, by, json }: OrderOptions,
  { out, err }: CheckOutput,
  give: (who: string, config: BoxConfig) => Promise<Outcome>,
): Promise<0 | 1 | 2> {
  const setup = await readSetup(file, readMachine().board);
  const { config, faults } = setup;
  if (config === null || faults.length > 0) {
    for (const fault of allFaults(setup, [])) err(`${describeFault(fault)}\n`);
    return 2;
  }
  const outcome = await give((by || userName()).slice(0, WHO_MAX), config);
  if (json) out(`${JSON.stringify(outcome, null, 2)}\n`);
  else (outcome.done ? out : err)(`${outcome.text}\n`);
  return outcome.done ? 0 : 1;
}

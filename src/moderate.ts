import { createClock } from './adapters/clock.ts';
import { askBox } from './adapters/control/client.ts';
import type { CheckOutput } from './check.ts';
import type { Outcome } from './core/organising.ts';
import type { WallAsk } from './core/wall/asks.ts';
import { giveOrder, type OrderOptions } from './order.ts';

/** `likebox wall …`: asks the box that runs by this configuration. Gives the exit code of `giveOrder`. */
export function moderate(asked: WallAsk, options: OrderOptions, output: CheckOutput): Promise<0 | 1 | 2> {
  return giveOrder(options, output, (who, { dataDir }) => ask(asked, who, dataDir));
}

async function ask(asked: WallAsk, who: string, dataDir: string): Promise<Outcome> {
  try {
    const outcome = await askBox(dataDir, { who, asked }, createClock());
    return outcome ?? { done: false, text: `No box runs on ${dataDir}: start it, or check data_dir.` };
  } catch (error) {
    return { done: false, text: error instanceof Error ? error.message : String(error) };
  }
}

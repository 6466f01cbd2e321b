import type { Place } from '../../core/board/chips.ts';
import { explainEnded } from '../../core/board/refusals.ts';
import { driveCommand } from '../../core/board/tools.ts';
import type { DrivenLine, LineUse } from './backend.ts';
import { type HeldLine, holdTool, type ToolError } from './process.ts';
import { createRetry } from './retry.ts';
import { explainTool, type GpiodDeps, toolLine } from './toolline.ts';

/**
 * Drives a line with one `gpioset` after another: none that Debian ships can change the level that it was started
 * with. Only the newest level counts; those that were overtaken while a `gpioset` started are left out.
 */
export async function openDriver(
  deps: GpiodDeps,
  use: LineUse,
  place: Place,
  high: boolean,
): Promise<DrivenLine> {
  const { clock, version, tools, onFault } = deps;
  const retry = createRetry(clock);
  const line = toolLine(place);
  let wanted = high;
  let driven: boolean | null = null;
  let isOpen = true;
  let child: HeldLine | null = null;
  let working = Promise.resolve();

  async function drive(): Promise<void> {
    while (isOpen && driven !== wanted) {
      const next = wanted;
      await child?.end();
      child = null;
      driven = null;
      child = await holdTool(tools, driveCommand(version, line, next), () => {}, died);
      driven = next;
      retry.worked();
    }
  }

  function died({ tool, printed }: ToolError): void {
    driven = null;
    onFault(use, explainEnded(place.line, tool, printed));
    retry.again(settle);
  }

  function settle(): void {
    working = working.then(async () => {
      try {
        await drive();
        onFault(use, null);
      } catch (error) {
        onFault(use, await explainTool(deps, error, place));
        if (isOpen) retry.again(settle);
      }
    });
  }

  try {
    await drive();
  } catch (error) {
    throw new Error(await explainTool(deps, error, place), { cause: error });
  }
  return {
    write(level) {
      if (level === wanted) return;
      wanted = level;
      settle();
    },
    async close() {
      wanted = false;
      settle();
      await working;
      isOpen = false;
      retry.cancel();
      await child?.end();
    },
  };
}

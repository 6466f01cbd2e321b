import type { Place } from '../../core/board/chips.ts';
import { explainEnded } from '../../core/board/refusals.ts';
import { driveCommand } from '../../core/board/tools.ts';
import type { DrivenLine, LineUse } from './backend.ts';
import { type HeldLine, holdTool, type ToolError } from './process.ts';
import { createRetry } from './retry.ts';
import { explainTool, type GpiodDeps, toolLine } from './toolline.ts';

/** A line that closes waits this long for the tool that takes it. */
const PATIENCE_MS = 1_000;

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
  let isClosing = false;
  let isWaiting = false;
  let isSettling = false;
  let child: HeldLine | null = null;
  let attempt = new AbortController();
  let working = Promise.resolve();

  async function drive(next: boolean): Promise<void> {
    await child?.end();
    child = null;
    driven = null;
    attempt = new AbortController();
    child = await holdTool(tools, driveCommand(version, line, next), () => {}, died, attempt.signal);
    driven = next;
    retry.worked();
  }

  function died({ tool, printed }: ToolError): void {
    driven = null;
    if (isClosing) return;
    onFault(use, explainEnded(place.line, tool, printed));
    settleLater();
  }

  function settleLater(): void {
    isWaiting = true;
    retry.again(() => {
      isWaiting = false;
      settle();
    });
  }

  function settle(): void {
    // Whoever is at it, or will be, takes the newest level.
    if (isSettling || isWaiting || isClosing) return;
    isSettling = true;
    working = driveWanted();
  }

  async function driveWanted(): Promise<void> {
    try {
      while (!isClosing && driven !== wanted) await drive(wanted);
      onFault(use, null);
    } catch (error) {
      const why = await explainTool(deps, error, place);
      if (!isClosing) {
        onFault(use, why);
        settleLater();
      }
    }
    isSettling = false;
  }

  /** A line that is high is driven low; one that no tool holds is not opened again. */
  async function rest(): Promise<void> {
    try {
      if (driven) await drive(false);
    } catch {
      // It is given back all the same.
    }
    await child?.end();
  }

  try {
    await drive(high);
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
      isClosing = true;
      retry.cancel();
      const cancelHurry = clock.after(PATIENCE_MS, () => attempt.abort());
      await working;
      await rest();
      cancelHurry();
    },
  };
}

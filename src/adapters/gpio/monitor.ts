import type { Cancel } from '../../app/ports.ts';
import type { Place } from '../../core/board/chips.ts';
import { createGapFinder } from '../../core/board/gaps.ts';
import { codeOfTool, explainEnded } from '../../core/board/refusals.ts';
import { parseEdge, parseLevel, readCommand, watchCommand } from '../../core/board/tools.ts';
import type { InputLine, InputWatch, LineUse } from './backend.ts';
import { type HeldLine, holdTool, runTool, ToolError } from './process.ts';
import { createRetry } from './retry.ts';
import { explainTool, type GpiodDeps, toolLine } from './toolline.ts';

/** `gpiomon` tells edges only: a button that seems held this long is read again, in case its release was lost. */
const HELD_MS = 2_000;
/**
 * Later, each time that it was held indeed; in between once more after the shorter time, since a release between the
 * reading and the first edge of the new monitor is lost too.
 */
const HELD_MAX_MS = 32_000;

/**
 * Watches a line with `gpiomon`. While that runs nobody else can read the line, so the level is read before it starts,
 * and known from the edges after that. A button that stays held is read again so, in case its release was lost.
 */
export async function openMonitor(
  deps: GpiodDeps,
  use: LineUse,
  place: Place,
  restsHigh: boolean,
  watch: InputWatch,
): Promise<InputLine> {
  const { clock, version, tools, onFault } = deps;
  const retry = createRetry(clock);
  const line = toolLine(place);
  let pullUp = restsHigh;
  let level = restsHigh;
  let isOpen = true;
  let child: HeldLine | null = null;
  let gaps = createGapFinder(version, restsHigh);
  let heldMs = HELD_MS;
  let isSecondLook = false;
  let cancelCheck: Cancel = () => {};
  let isDue = false;
  let working = Promise.resolve();

  function heard(printed: string): void {
    const edge = parseEdge(version, printed, clock.monoMs());
    if (edge === null || !isOpen) return;
    // To stop and start for an edge that is missing would miss the press that comes next.
    for (const believed of gaps.heard(edge, level, clock.monoMs())) {
      level = believed.high;
      watch.onEdge(believed);
    }
    heldMs = HELD_MS;
    isSecondLook = false;
    checkLater();
  }

  function checkLater(): void {
    cancelCheck();
    if (level === restsHigh || !isOpen) return;
    cancelCheck = clock.after(isSecondLook ? HELD_MS : heldMs, () => {
      if (isSecondLook) heldMs = Math.min(heldMs * 2, HELD_MAX_MS);
      isSecondLook = !isSecondLook;
      lookAgain(false);
    });
  }

  async function readLevel(): Promise<void> {
    try {
      level = parseLevel(await runTool(tools, readCommand(version, line, pullUp))) ?? level;
    } catch (error) {
      if (!pullUp || !refusesBias(error)) throw error;
      pullUp = false;
      return readLevel();
    }
  }

  async function listen(): Promise<void> {
    gaps = createGapFinder(version, restsHigh);
    child = await holdTool(tools, watchCommand(version, line, pullUp), heard, died);
    checkLater();
  }

  function died({ tool, printed }: ToolError): void {
    onFault(use, explainEnded(place.line, tool, printed));
    retry.again(() => lookAgain(true));
  }

  /** Stops, reads and starts again. @param isLost edges were missed for sure */
  function lookAgain(isLost: boolean): void {
    if (isDue || !isOpen) return;
    isDue = true;
    working = working.then(async () => {
      isDue = false;
      if (isOpen) await restart(isLost);
    });
  }

  async function restart(isLost: boolean): Promise<void> {
    try {
      await child?.end();
      child = null;
      const before = level;
      await readLevel();
      // At once: a regular reading while the monitor starts would take an active button for one that has rested.
      if (isOpen && (isLost || level !== before)) watch.onLost();
      await listen();
      retry.worked();
      onFault(use, null);
    } catch (error) {
      onFault(use, await explainTool(deps, error, place));
      retry.again(() => lookAgain(true));
    }
  }

  try {
    await readLevel();
    await listen();
    retry.worked();
  } catch (error) {
    throw new Error(await explainTool(deps, error, place), { cause: error });
  }
  return {
    read: () => level,
    async close() {
      isOpen = false;
      cancelCheck();
      await working;
      retry.cancel();
      await child?.end();
    },
  };
}

/** Kernels before 5.5, and some chips, know no pulls. */
function refusesBias(error: unknown): boolean {
  return error instanceof ToolError && codeOfTool(error.printed) === 'EINVAL';
}

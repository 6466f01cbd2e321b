import type { Clock, Lcd } from '../../app/ports.ts';
import {
  type Burst,
  bursts,
  CLEAR,
  DISPLAY_OFF,
  DISPLAY_ON,
  ENTRY_MODE,
  FUNCTION_SET,
  HOME,
} from '../../core/lcd/bursts.ts';
import { CLEARED, type Memory, UNKNOWN } from '../../core/lcd/memory.ts';
import { apply, plan } from '../../core/lcd/plan.ts';
import { settle } from '../../core/lcd/slots.ts';
import type { LcdFrame, LcdSize } from '../../core/lcd.ts';
import { pause } from './pause.ts';
import type { Wires } from './wires.ts';

interface Deps {
  wires: Wires;
  size: LcdSize;
  clock: Clock;
  /**
   * A sentence when the display cannot be used, null when it shows what it was given (after a fault: for 10 s); called
   * when that changes.
   */
  onFault: (sentence: string | null) => void;
}

/** Nobody sees a display that lost its wits; it is told everything again this often. */
const REFRESH_MS = 60_000;
const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 30_000;
/** A loose cable works now and then: after a fault, only a refresh that follows so much work ends it. */
const PROOF_MS = 10_000;
/** A bus that hangs must not hold up the stop of the box. */
const STOP_MS = 350;

// HD44780U datasheet, figure 24, rounded up; power may have come just now.
const POWER_MS = 40;
const WAKE_MS = 5;
const CLEAR_MS = 3; // 1.52 ms at 270 kHz, more with a slow oscillator

/** Three times "eight bits", whatever it was in the middle of, then "four bits". */
const WAKE = 3;
const WAKE_AGAIN = [3, 3, 2];

const NOTHING: LcdFrame = { lines: [], cells: [], glyphs: [] };

/**
 * A display on some wires. One loop does all the talking: it brings the display to the newest frame, burst by burst,
 * and sends what differs. Whatever fails ends in a new start, at longer and longer intervals; nobody waits for it.
 */
export function createPanel({ wires, size, clock, onFault }: Deps): Lcd {
  let wanted = NOTHING;
  /** What the display holds, as far as it is known. */
  let held: Memory = UNKNOWN;
  /** What is left to send of a frame. */
  let draft: { frame: LcdFrame; left: Burst[] } | null = null;
  let reported: string | null | undefined;
  let retryMs = FIRST_RETRY_MS;
  let isStopping = false;
  /** From a start until its stop gives up. */
  let life = new AbortController();
  let nudge = () => {};
  let work: Promise<void> = Promise.resolve();

  function report(fault: string | null): void {
    if (fault === reported) return;
    reported = fault;
    onFault(fault);
  }

  /** Ends early when there is something to do. */
  function rest(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = clock.after(ms, resolve);
      nudge = () => {
        cancel();
        resolve();
      };
    });
  }

  /** Into four bits, from whatever state it is in. */
  async function wake(): Promise<void> {
    await wires.wake([WAKE]);
    await pause(clock, WAKE_MS);
    await wires.wake(WAKE_AGAIN);
  }

  async function begin(): Promise<void> {
    draft = null;
    await pause(clock, POWER_MS);
    await wake();
    await wires.send([FUNCTION_SET, DISPLAY_OFF, CLEAR]);
    await pause(clock, CLEAR_MS);
    await wires.send([ENTRY_MODE, DISPLAY_ON]);
    held = CLEARED;
  }

  /**
   * Everything again, without a flicker: nothing is cleared, glyphs keep their slots, cells get what they have. It
   * drives one line only for a few milliseconds while it changes to eight bits and back, less than one of its frames.
   */
  async function refresh(): Promise<void> {
    await wake();
    await wires.send([FUNCTION_SET, DISPLAY_ON, ENTRY_MODE, HOME]);
    await pause(clock, CLEAR_MS);
    const target = settle(wanted, size, held);
    held = UNKNOWN;
    draft = { frame: wanted, left: bursts(plan(held, target), wires.burst) };
  }

  function next(): Burst | undefined {
    if (draft?.frame !== wanted) {
      draft = { frame: wanted, left: bursts(plan(held, settle(wanted, size, held)), wires.burst) };
    }
    return draft.left.shift();
  }

  async function serve(): Promise<void> {
    let isProven = typeof reported !== 'string';
    let refreshAtMs = clock.monoMs() + (isProven ? REFRESH_MS : PROOF_MS);
    while (!isStopping) {
      const burst = next();
      if (burst !== undefined) {
        await wires.send(burst.transfers);
        held = burst.ops.reduce(apply, held);
        continue;
      }
      if (isProven) {
        retryMs = FIRST_RETRY_MS;
        report(null);
      }
      if (draft?.frame !== wanted) continue; // whoever heard that may have shown something
      const leftMs = refreshAtMs - clock.monoMs();
      if (leftMs > 0) await rest(leftMs);
      else {
        await refresh();
        isProven = true;
        refreshAtMs = clock.monoMs() + REFRESH_MS;
      }
    }
    await wires.send([CLEAR]);
    await pause(clock, CLEAR_MS);
    await wires.send([DISPLAY_OFF]);
  }

  /** @param given ends when nothing may be sent any more; another panel may have the display by then */
  async function run(given: AbortSignal): Promise<void> {
    while (!isStopping && !given.aborted) {
      try {
        await wires.open(given);
        await begin();
        await serve();
        await wires.close();
      } catch (error) {
        await wires.close();
        if (isStopping || given.aborted) return;
        report(error instanceof Error ? error.message : String(error));
        await restUntilRetry();
      }
    }
  }

  async function restUntilRetry(): Promise<void> {
    const untilMs = clock.monoMs() + retryMs;
    retryMs = Math.min(2 * retryMs, LAST_RETRY_MS);
    // A frame is no reason to try sooner.
    while (!isStopping && clock.monoMs() < untilMs) await rest(untilMs - clock.monoMs());
  }

  return {
    async start() {
      isStopping = false;
      life = new AbortController();
      const { signal } = life;
      work = work.then(() => run(signal));
    },
    async stop() {
      isStopping = true;
      nudge();
      await new Promise<void>((resolve) => {
        const cancel = clock.after(STOP_MS, () => {
          life.abort();
          resolve();
        });
        void work.then(() => {
          cancel();
          resolve();
        });
      });
    },
    show(frame) {
      wanted = frame;
      nudge();
    },
  };
}

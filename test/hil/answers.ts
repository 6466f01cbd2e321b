import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import type { Board } from './board.ts';
import type { GuestBox } from './box.ts';
import type { Guest } from './guest.ts';
import type { Made } from './punches.ts';
import { readTrace, type Seen } from './trace.ts';

/** Lines of the answers, as boxes are wired by default. */
export const LED = { plus: 17, minus: 27, status: 22 } as const;
export const BUZZER = 18;

/** When each step of one press's answer was seen, monotonic milliseconds; undefined for what never came. */
export interface AnswerTimes {
  madeMs: number;
  syncedMs: number | undefined;
  buzzerMs: number | undefined;
  ledMs: number | undefined;
}

const LOOKS = 20;
const LOOK_EVERY_MS = 250;

/** What the kernel saw of each press until the next one, once the last answer is there or will never come. */
export async function answersTo(
  made: readonly Made[],
  { guest, board, box }: Traced,
): Promise<AnswerTimes[]> {
  // Others sync their own files.
  const threads = await box.threads();
  let answers: AnswerTimes[] = [];
  for (let look = 0; look < LOOKS && answers.at(-1)?.ledMs === undefined; look += 1) {
    if (look > 0) await pause(LOOK_EVERY_MS);
    const seen = await readTrace(guest, board.base);
    answers = made.map((press, i) => answerTo(press, made[i + 1], seen, threads));
  }
  return answers;
}

interface Traced {
  guest: Guest;
  board: Board;
  box: GuestBox;
}

function answerTo(
  { button, atMs }: Made,
  next: Made | undefined,
  seen: readonly Seen[],
  threads: ReadonlySet<number>,
): AnswerTimes {
  const untilMs = next?.atMs ?? Number.POSITIVE_INFINITY;
  const during = seen.filter((event) => event.atMs >= atMs && event.atMs < untilMs);
  const rise = (line: number) =>
    during.find((event) => event.kind === 'line' && event.line === line && event.high)?.atMs;
  return {
    madeMs: atMs,
    syncedMs: during.find((event) => event.kind === 'synced' && event.ok && threads.has(event.thread))?.atMs,
    buzzerMs: rise(BUZZER),
    ledMs: rise(LED[button]),
  };
}

/** Buzzer and LED came, and neither before the commit was on the disk. */
export function assertFollowCommit(answers: readonly AnswerTimes[]): void {
  for (const [i, { madeMs, syncedMs, buzzerMs, ledMs }] of answers.entries()) {
    const told = `vote ${i + 1}: made ${madeMs}, synced ${syncedMs}, buzzer ${buzzerMs}, LED ${ledMs}`;
    assert.ok(syncedMs !== undefined && buzzerMs !== undefined && ledMs !== undefined, told);
    assert.ok(syncedMs < buzzerMs && syncedMs < ledMs, told);
  }
}

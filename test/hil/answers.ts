import assert from 'node:assert/strict';
import type { Made } from './punches.ts';
import type { Seen } from './trace.ts';

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

/**
 * What the kernel saw of each press until the next one.
 * @param threads of the daemon: others sync their own files
 */
export function answersTo(
  made: readonly Made[],
  seen: readonly Seen[],
  threads: ReadonlySet<number>,
): AnswerTimes[] {
  return made.map(({ button, atMs }, i) => {
    const untilMs = made[i + 1]?.atMs ?? Number.POSITIVE_INFINITY;
    const during = seen.filter((event) => event.atMs >= atMs && event.atMs < untilMs);
    const rise = (line: number) =>
      during.find((event) => event.kind === 'line' && event.line === line && event.high)?.atMs;
    return {
      madeMs: atMs,
      syncedMs: during.find((event) => event.kind === 'synced' && event.ok && threads.has(event.thread))
        ?.atMs,
      buzzerMs: rise(BUZZER),
      ledMs: rise(LED[button]),
    };
  });
}

/** Buzzer and LED came, and neither before the commit was on the disk. */
export function assertFollowCommit(answers: readonly AnswerTimes[]): void {
  for (const [i, { madeMs, syncedMs, buzzerMs, ledMs }] of answers.entries()) {
    const told = `vote ${i + 1}: made ${madeMs}, synced ${syncedMs}, buzzer ${buzzerMs}, LED ${ledMs}`;
    assert.ok(syncedMs !== undefined && buzzerMs !== undefined && ledMs !== undefined, told);
    assert.ok(syncedMs < buzzerMs && syncedMs < ledMs, told);
  }
}

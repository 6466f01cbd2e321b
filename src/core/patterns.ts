import type { VoteValue } from './vote.ts';

/** A light or the buzzer is switched `atMs` after its pattern began. */
export interface Step {
  atMs: number;
  on: boolean;
}

/** Steps in order of time, the first at 0; they begin anew every `periodMs`, or play once when that is null. */
export interface Pattern {
  steps: readonly Step[];
  periodMs: number | null;
}

/** How long thanks stay on the screen, and the vote's LED on, unless another vote replaces them. */
export const THANKS_MS = 2_500;
/** How long the error screen stays: it has four lines to read, and should not be missed. */
export const ERROR_MS = 6_000;
/** A commit that takes longer than this shows the slow screen. */
export const SLOW_AFTER_MS = 300;

/** Dark for at least this long before a vote's LED lights, so that the eye sees each of two quick votes. */
const RETRIGGER_MS = 40;

/** The LED of the button that was voted with. */
export const VOTE_LED: Pattern = {
  steps: [
    { atMs: 0, on: false },
    { atMs: RETRIGGER_MS, on: true },
    { atMs: THANKS_MS, on: false },
  ],
  periodMs: null,
};

/** Both vote LEDs when a vote was lost. */
export const ERROR_LED: Pattern = {
  steps: pulses(150, 150, ERROR_MS / 300),
  periodMs: null,
};

/** The buzzer is an active one with a single tone, so rhythm tells: two quick pips for +1, one longer note for -1. */
export const VOTE_BUZZ: Readonly<Record<VoteValue, Pattern>> = {
  1: { steps: pulses(50, 50, 2), periodMs: null },
  [-1]: { steps: pulses(180, 0, 1), periodMs: null },
};

/** Three long notes: nothing that a vote sounds like. */
export const ERROR_BUZZ: Pattern = { steps: pulses(500, 200, 3), periodMs: null };

/** Votes are taken: a short wink every 3 s shows that the box lives without drawing the eye. */
export const STATUS_READY: Pattern = blink(100, 3_000);

/** Votes are taken, but something needs an organiser. */
export const STATUS_WARNING: Pattern = blink(500, 1_000);

/** A vote is being written: its own LED and the buzzer follow the commit, never precede it. */
export const STATUS_SLOW: Pattern = blink(250, 500);

/** No votes are taken. */
export const STATUS_BLOCKED: Pattern = blink(100, 200);

/** On for so long at the beginning of each period. */
export function blink(onMs: number, periodMs: number): Pattern {
  return { steps: pulses(onMs, 0, 1), periodMs };
}

function pulses(onMs: number, offMs: number, count: number): Step[] {
  return Array.from({ length: count }, (_, index) => index * (onMs + offMs)).flatMap((atMs) => [
    { atMs, on: true },
    { atMs: atMs + onMs, on: false },
  ]);
}

/** The two punch buttons. `plus` is the green +1, `minus` the red -1. */
export type Button = 'plus' | 'minus';

export const BUTTONS: readonly Button[] = ['plus', 'minus'];

export type VoteValue = 1 | -1;

/** Where a press came from. A `test` vote is stored but never counts. */
export type VoteSource = 'button' | 'simulator' | 'test';

/** A press on its way to the store. */
export interface Vote {
  bootId: string;
  /** Monotonic milliseconds since that boot, whole. */
  monoMs: number;
  /** The wall clock as it was read at the press, epoch milliseconds. */
  wallMs: number;
  value: VoteValue;
  room: string | null;
  /** The session the screen showed at the press; kept for audit, never used to count. */
  shownSessionId: string | null;
  source: VoteSource;
}

/** A vote that is on the disk. */
export interface StoredVote extends Vote {
  /** Contiguous from 1 through all epochs of this database. */
  seq: number;
  /** Lower-case hex of the 32 byte chain digest (see digest.ts). */
  digest: string;
}

/** How good the wall offset of a boot is, best first. */
export const CLOCK_QUALITIES = ['synced', 'hub', 'manual', 'rtc', 'unset'] as const;
export type ClockQuality = (typeof CLOCK_QUALITIES)[number];

/** One uptime of the box's computer, and what is known about its wall time. */
export interface Boot {
  bootId: string;
  /** Wall minus monotonic, milliseconds; meaningless while `quality` is `unset`. */
  wallOffsetMs: number;
  quality: ClockQuality;
}

export function voteValue(button: Button): VoteValue {
  return button === 'plus' ? 1 : -1;
}

/** When a vote was cast, epoch milliseconds, by what is known of its boot now; null while that is nothing. */
export function correctedAt(vote: Pick<Vote, 'monoMs'>, boot: Boot | undefined): number | null {
  return boot === undefined || boot.quality === 'unset' ? null : boot.wallOffsetMs + vote.monoMs;
}

/** Whether what was found says more of a boot than what is known; of the same quality the newer word counts. */
export function improves(known: Boot | undefined, found: Boot): boolean {
  if (known === undefined) return true;
  const worse = CLOCK_QUALITIES.indexOf(found.quality) - CLOCK_QUALITIES.indexOf(known.quality);
  return worse < 0 || (worse === 0 && found.wallOffsetMs !== known.wallOffsetMs);
}

/** `[fromAt, toAt)` in corrected time, epoch milliseconds. */
export interface VoteSpan {
  fromAt: number;
  toAt: number;
}

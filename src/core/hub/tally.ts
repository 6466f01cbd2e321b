import type { Boot, VoteSource, VoteValue } from '../vote.ts';

/**
 * What a vote is counted under: `session` and the id of one; `unassigned`, outside of every window or without a time;
 * `test`; `before`, cast before the instant from which the organisers took this box's votes.
 */
export type TallyKind = 'session' | 'unassigned' | 'test' | 'before';

export interface TallyKey {
  kind: TallyKind;
  /** Empty but for `session`. */
  sessionId: string;
}

/** What a vote is counted by. */
export interface Countable {
  box: string;
  bootId: string;
  monoMs: number;
  value: VoteValue;
  room: string | null;
  source: VoteSource;
}

/** Says what a vote counts for by everything that is known at one moment. Pure. */
export interface Attribution {
  /** What it was made from. */
  basis: number;
  of(vote: Countable, boot: Boot | undefined): TallyKey;
}

/** How many votes of one log of one box are counted under one key. */
export interface TallyRow extends TallyKey {
  box: string;
  epoch: string;
  plus: number;
  minus: number;
}

/** A vote with what is known of its boot, for attribution anew and for what a tally does not tell. */
export interface TimedVote extends Countable {
  epoch: string;
  seq: number;
  /** By what is known of its boot now, epoch milliseconds; null while that is nothing. */
  correctedAt: number | null;
}

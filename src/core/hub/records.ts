import type { Order } from '../adjustments.ts';
import type { HealthFrame } from '../link/frames.ts';
import type { Programme } from '../programme.ts';
import type { Boot, StoredVote, VoteSpan } from '../vote.ts';
import type { WindowRule } from '../window.ts';
import type { BoxSettings, Correction } from './orders.ts';
import type { TallyKey } from './tally.ts';

/* Records of a hub, as its stores keep them and its use cases handle them. Instants are epoch milliseconds. */

/** Counters that only grow; equal ones mean that nothing has changed. */
export interface Pulse {
  /** Of everything that says what a vote counts for, boots apart. */
  basis: number;
  /** Of every other change an organiser made, pairing requests included. */
  changes: number;
  /** Of stored votes. */
  votes: number;
}

/** How far one log of one box is held. */
export interface Head {
  box: string;
  epoch: string;
  firstSeq: number;
  /** The last vote that is held, and its digest; `firstSeq - 1` and empty for none. */
  acked: number;
  digest: string;
  /** The board that wrote it. */
  machine: string;
  /** When its history was found to differ from the box's, which goes on in another log; null as a rule. */
  forkedAt: number | null;
  /** An organiser leaves it out of the results. */
  leftOut: boolean;
}

/** Votes that follow what is held of one log: checked for shape, gap and chain. */
export interface Batch {
  box: string;
  epoch: string;
  /** Of an epoch that is not known yet. */
  firstSeq: number;
  machine: string;
  /** What the check was made against; the transaction refuses the batch when it is no longer so. */
  onto: { acked: number; digest: string };
  /** Ascending, all behind `onto.acked`; at least one. */
  votes: readonly StoredVote[];
  /** By key, what they add to the tally under `basis`. */
  tally: readonly (TallyKey & { plus: number; minus: number })[];
  basis: number;
  /**
   * What the tally took for known of the boots of these votes. One that is not stored yet is stored with them; the
   * transaction refuses the batch when another one is stored than is said here.
   */
  boots: readonly Boot[];
}

/**
 * `stored`: durable. `moved`: head, basis or boots are others by now, or the log is marked as forked and takes no more;
 * check again. `later`: the time of one
 * transaction was over before its turn, send it again.
 */
export type Appended = 'stored' | 'moved' | 'later';

export interface ExportRow extends StoredVote {
  box: string;
  epoch: string;
  correctedAt: number | null;
  leftOut: boolean;
}

/** Something that moves attribution. */
export type Change =
  /** A boot that is new, or known better; a worse quality than the one stored changes nothing. */
  | { kind: 'boots'; box: string; boots: readonly Boot[] }
  /** When windows open and close; kept, so that an edited hub.toml is noticed. */
  | { kind: 'rule'; rule: WindowRule }
  | { kind: 'programme'; programme: Programme; origin: string; at: number; changes: string }
  | { kind: 'order'; order: Order; at: number; who: string }
  | { kind: 'undo-order'; number: number; at: number; who: string }
  | { kind: 'correction'; correction: Correction; at: number; who: string }
  | { kind: 'undo-correction'; number: number; at: number; who: string }
  /** From when on a box's votes are taken; null: all. */
  | { kind: 'take-since'; box: string; sinceAt: number | null };

/**
 * The votes whose attribution may differ: of one box or of all, in a span of corrected time. Those of a changed boot are
 * looked up by `bootIds`, whatever their time was.
 */
export interface Scope {
  box?: string;
  bootIds?: readonly string[];
  span?: VoteSpan;
}

/** A paired box. */
export interface BoxRecord {
  box: string;
  machine: string;
  /** SHA-256 of its secret, lower-case hex. */
  secretDigest: string;
  pairedAt: number;
  pairedBy: string;
  revokedAt: number | null;
  /** Votes cast before are stored and not counted; null takes all. */
  takenSinceAt: number | null;
  settings: BoxSettings;
}

export interface PairingRequest {
  box: string;
  machine: string;
  secretDigest: string;
  version: string;
  votes: number;
  firstVoteAt: number | null;
  askedAt: number;
  /** The address it came from. */
  from: string;
  state: 'waiting' | 'refused';
}

/** The last a box said of itself, and through which hub process. */
export interface LastHealth {
  box: string;
  /** The hub's clock. */
  at: number;
  linked: boolean;
  health: HealthFrame;
}

export type Role = 'organiser' | 'viewer';

export interface Account {
  name: string;
  role: Role;
  /** scrypt, with its salt and parameters, as one text. */
  passwordHash: string;
  createdAt: number;
}

export interface SignIn {
  /** SHA-256 of the cookie's token, lower-case hex. */
  tokenDigest: string;
  name: string;
  createdAt: number;
  expiresAt: number;
}

export interface Invitation {
  tokenDigest: string;
  role: Role;
  expiresAt: number;
}

/** What somebody changed, in words of people. */
export interface AuditEntry {
  at: number;
  who: string;
  what: string;
}

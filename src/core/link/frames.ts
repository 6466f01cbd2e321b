import type { Boot, ClockQuality, StoredVote } from '../vote.ts';

/**
 * The frames of the link between a box and its hub (DESIGN section 8): JSON text with a `type`. Unknown types and fields
 * are ignored, so that a newer end can speak to an older one.
 */

/** The version of the link; another one is refused with a sentence. */
export const PROTOCOL = 1;

/** Votes of one frame. */
export const BATCH_MAX = 500;
/** What a box sends at the most in one frame, bytes of UTF-8. */
export const BATCH_BYTES_MAX = 131_072;
/** What a hub takes at the most in one frame, bytes. */
export const FRAME_BYTES_MAX = 262_144;
/** Digests of one `fork`. */
export const FORK_DIGESTS_MAX = 1_000;

/** Both ends included. */
export type SeqRange = readonly [from: number, to: number];

/** An epoch as the box holds it. */
export interface HeldEpoch {
  epoch: string;
  firstSeq: number;
  /** `firstSeq - 1` for one without votes and holes. */
  lastSeq: number;
  /** Of its last vote, lower-case hex; empty for one without votes. */
  digest: string;
  /** Declared holes: they count as filled. */
  lost: readonly SeqRange[];
}

/** How far the hub holds an epoch. */
export interface HubHead {
  epoch: string;
  /** The last vote that it holds without a gap before it; `firstSeq - 1` for none. */
  acked: number;
  /** Of that vote, lower-case hex; empty for none. */
  digest: string;
}

export interface VoteDigest {
  seq: number;
  /** Lower-case hex. */
  digest: string;
}

export interface HelloFrame {
  type: 'hello';
  protocol: number;
  machine: string;
  /** In order of their votes, the one that is written last. */
  epochs: readonly HeldEpoch[];
  bootId: string;
  monoMs: number;
  /** The box's own wall clock. */
  wallMs: number;
  clock: ClockQuality;
  version: string;
}

export interface ResumeFrame {
  type: 'resume';
  /** Those of the hello that the hub knows. */
  epochs: readonly HubHead[];
  /** How many frames of votes may be unacknowledged. */
  credit: number;
  /** The hub's clock, epoch milliseconds. */
  serverAt: number;
}

/** Before the first vote of a boot, and at each improvement. */
export interface BootsFrame {
  type: 'boots';
  boots: readonly Boot[];
}

export interface VotesFrame {
  type: 'votes';
  epoch: string;
  /** The `seq` of the first vote. */
  from: number;
  /** Ascending, without a gap but for declared holes. */
  votes: readonly StoredVote[];
}

/** Everything up to `acked` is durable at the hub. */
export interface AckFrame {
  type: 'ack';
  epoch: string;
  acked: number;
}

/** The two histories of an epoch differ, or the hub holds more than the box. */
export interface ForkFrame {
  type: 'fork';
  epoch: string;
  /** What the hub holds, descending from the newest, or from what was asked for. */
  digests: readonly VoteDigest[];
}

/** Asks for a `fork` with the digests of votes before `before`: none of the newer ones was known. */
export interface OlderFrame {
  type: 'older';
  epoch: string;
  before: number;
}

/** How the box is, every 15 s and at once when its faults change. */
export interface HealthFrame {
  type: 'health';
  /** For the answer `time`. */
  monoMs: number;
  queued: number;
  room: string | null;
  clock: ClockQuality;
  /** Free and whole size of the disk with the votes, bytes; null where the system does not say. */
  disk: { freeBytes: number; totalBytes: number } | null;
  /** Degrees Celsius; null without a sensor. */
  temperature: number | null;
  faults: readonly { id: string; severity: 'error' | 'warning'; message: string; sinceAt: number }[];
  noise: { plus: number; minus: number };
  repeats: { plus: number; minus: number };
  failed: number;
  lastVoteAt: number | null;
  mode: 'voting' | 'menu' | 'test';
  version: string;
}

/** Answers a `health`, so that the box can measure the hub's clock. */
export interface TimeFrame {
  type: 'time';
  /** As the box sent it. */
  monoMs: number;
  serverAt: number;
}

/** What a box should GET again; each is an opaque version, the ETag of that document. */
export interface ChangedFrame {
  type: 'changed';
  programme?: string;
  notices?: string;
  settings?: string;
  wall?: string;
  /** What screens show of the results, and the images of organisers; named too while there are none. */
  results?: string;
  images?: string;
}

/** Before a planned stop of the hub. */
export interface RetryFrame {
  type: 'retry';
  afterMs: number;
}

export type BoxFrame = HelloFrame | BootsFrame | VotesFrame | OlderFrame | HealthFrame;
export type HubFrame = ResumeFrame | AckFrame | ForkFrame | TimeFrame | ChangedFrame | RetryFrame;

/** Codes with which a link is closed on purpose (RFC 6455, section 7.4.2: 4000 to 4999 are ours). */
export const CLOSE = {
  /** The frame was malformed, too large or out of order; the reason says which. */
  refused: 4400,
  /** The box is not paired, or no more. */
  unpaired: 4401,
  /** Another board came with this box's secret: it has to be paired as a new box. */
  otherMachine: 4403,
  /** Another link of the same board has taken its place. */
  replaced: 4409,
  /** The hub stops, or could not store; the box comes again by itself. */
  later: 4503,
} as const;

import type { StoreTotals } from '../../app/ports.ts';
import type { Adjustment, Order } from '../../core/adjustments.ts';
import type { HeldEpoch, VoteDigest } from '../../core/link/frames.ts';
import type { Programme, ProgrammeVersion } from '../../core/programme.ts';
import type { Boot, StoredVote, Vote, VoteSpan } from '../../core/vote.ts';
import type { WindowRule } from '../../core/window.ts';
import type { Backup } from './backup.ts';
import type { DatabaseOptions } from './database.ts';
import type { StoreTrouble } from './errors.ts';
import type { NewEvent } from './event.ts';
import type { Keeping } from './keeping.ts';
import type { KeptKey, KeptRow } from './kept.ts';

/** What the main thread asks; each request gets one reply, in order. */
export type Request =
  | { kind: 'open'; options: DatabaseOptions }
  | { kind: 'append'; vote: Vote }
  | { kind: 'totals' }
  | { kind: 'save-boot'; boot: Boot }
  | { kind: 'load-programme' }
  | { kind: 'save-programme'; programme: Programme; origin: string; at: number; changes: string }
  | { kind: 'versions'; count: number }
  | { kind: 'version'; number: number }
  | { kind: 'adjustments' }
  | { kind: 'adjust'; order: Order; at: number; who: string }
  | { kind: 'undo'; number: number; at: number; who: string }
  | { kind: 'spans'; room: string; spans: readonly VoteSpan[] }
  | { kind: 'save-rule'; rule: WindowRule }
  | { kind: 'start-event'; event: NewEvent }
  | HubRequest
  | { kind: 'checkpoint' }
  | { kind: 'close' };

/** Asked of a thread that holds no database; its one reply is a `BackupReply`. */
export interface BackupRequest {
  kind: 'keep-backup';
  keeping: Keeping;
}

export type BackupReply = { ok: true; backup: Backup } | { ok: false; why: string };

/** What the link to the hub asks. */
export type HubRequest =
  | { kind: 'epochs' }
  | { kind: 'boots' }
  | { kind: 'votes-after'; epoch: string; after: number; count: number }
  | { kind: 'common-vote'; epoch: string; digests: readonly VoteDigest[] }
  | { kind: 'split-epoch'; epoch: string; firstSeq: number }
  | { kind: 'save-acked'; acked: ReadonlyMap<string, number> }
  | { kind: 'acked' }
  | { kind: 'keep'; key: KeptKey; row: KeptRow }
  | { kind: 'kept'; key: KeptKey };

/** What each request gives when it went well. */
export interface Answers {
  open: Opening;
  append: Kept;
  totals: StoreTotals;
  'save-boot': Boot;
  'load-programme': Programme | null;
  'save-programme': null;
  versions: ProgrammeVersion[];
  version: Programme | null;
  adjustments: Adjustment[];
  adjust: Adjustment;
  undo: null;
  spans: boolean[];
  'save-rule': null;
  'start-event': Begun;
  epochs: HeldEpoch[];
  boots: Boot[];
  'votes-after': StoredVote[];
  'common-vote': number | null;
  /** Whether the number lies there. */
  'split-epoch': boolean;
  'save-acked': null;
  acked: Map<string, number>;
  keep: null;
  kept: KeptRow | null;
  checkpoint: null;
  close: null;
}

export interface Opening {
  /** What was salvaged, for people. */
  warning: string | null;
  /** The number of the newest vote. */
  lastSeq: number;
}

/** A new event has begun. */
export interface Begun {
  /** Where the database of the one before is kept. */
  aside: string;
  lastSeq: number;
}

/** What a commit adds to the vote that the main thread has already: the message stays small. */
export interface Kept {
  seq: number;
  digest: string;
}

/** `open` says whether the store is open after a failure. */
export type Reply<K extends keyof Answers = keyof Answers> =
  | { ok: true; value: Answers[K] }
  | { ok: false; trouble: StoreTrouble; why: string; open: boolean; warning: string | null };

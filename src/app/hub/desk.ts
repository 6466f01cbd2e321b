import type { HubCommand } from '../../core/hub/command.ts';
import type { BoxNotice, BoxSettings } from '../../core/hub/orders.ts';
import type { TallyKey } from '../../core/hub/tally.ts';
import type { PartMessage, ResultsView } from '../../core/hub/view.ts';
import type { HealthFrame } from '../../core/link/frames.ts';
import type { Outcome } from '../../core/organising.ts';
import type { Programme } from '../../core/programme.ts';
import type { StoredVote } from '../../core/vote.ts';
import type { Cancel } from '../ports.ts';
import type { Role } from './ports.ts';

/** What votes of one frame added to the tally. */
export type Counted = TallyKey & { plus: number; minus: number };

/** The organisers' desk: takes their commands, shows them what goes on, and says what boxes should know. */
export interface HubDesk {
  /** Does what an organiser asks and notes it in the audit log. Rejects only when the store does. */
  command(command: HubCommand, who: string): Promise<Outcome>;
  /** Calls at once with every part that `me` may see, and again with each that changes, until cancelled. */
  follow(me: { name: string; role: Role }, onPart: (message: PartMessage) => void): Cancel;
  results(): Promise<ResultsView>;
  /**
   * All votes as CSV, in pieces.
   * @param exact false: times rounded to the minute, so that nobody is found by the second of a punch
   */
  votesCsv(exact: boolean, write: (chunk: string) => void | Promise<void>): Promise<void>;
  /** With what organisers changed folded in; null before the first one. */
  programme(): { etag: string; value: Programme } | null;
  /** What a box GETs of its settings; the etag is opaque. */
  settings(box: string): Promise<{ etag: string; value: BoxSettings }>;
  /** The notices that this box shows now; the etag is opaque. */
  notices(box: string): { etag: string; value: BoxNotice[] };
  /** A box has said how it is. */
  heard(box: string, health: HealthFrame): void;
  /** Votes of a box are durable; `tally` is what they added. */
  counted(box: string, votes: readonly StoredVote[], tally: readonly Counted[]): void;
}

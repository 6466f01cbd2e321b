import type { Adjustment } from '../../core/adjustments.ts';
import type { BoxSettings, KeptCorrection, Notice, NoticeText } from '../../core/hub/orders.ts';
import type {
  Account,
  Appended,
  AuditEntry,
  Batch,
  BoxRecord,
  Change,
  ExportRow,
  Head,
  Invitation,
  LastHealth,
  PairingRequest,
  Pulse,
  Scope,
  SignIn,
} from '../../core/hub/records.ts';
import type { Attribution, TallyRow, TimedVote } from '../../core/hub/tally.ts';
import type { VoteDigest } from '../../core/link/frames.ts';
import type { Programme, ProgrammeVersion } from '../../core/programme.ts';
import type { Boot } from '../../core/vote.ts';
import type { WindowRule } from '../../core/window.ts';
import type { WallStore } from '../wall/ports.ts';

export type { Attribution };

/**
 * What a hub keeps. SQLite and PostgreSQL stand behind it, held by one contract suite; several hub processes may share
 * one PostgreSQL. Everything belongs to one event, which the adapter was opened with. Every promise may reject with an
 * Error whose message is a sentence for people; a write that resolved is durable.
 */
export interface HubStore {
  /** Rejects when the database cannot be used; leaves nothing open then. */
  start(): Promise<void>;
  stop(): Promise<void>;
  readonly votes: HubVotes;
  readonly fleet: HubFleet;
  readonly rulings: HubRulings;
  readonly people: HubPeople;
  readonly wall: WallStore;
  /** The value under this key, which the first hub process that asked has made; the hub's TLS key is one. */
  secret(key: string, make: () => Promise<string>): Promise<string>;
  /** Cheap; asked a few times a second, for what other processes have changed. */
  pulse(): Promise<Pulse>;
}

/** What votes count for, as this process knows it. */
export interface Basis {
  attribution(): Attribution;
  /** Reads what another process has changed. */
  reload(): Promise<void>;
  /** Writes a change and follows it; when somebody else was quicker it reads again and tries anew. */
  change(change: Change, by?: AuditEntry): Promise<void>;
}

export interface HubVotes {
  /**
   * One transaction for rows, tally and heads, so that a crash leaves all or nothing of each batch: rows a box may be
   * told about, counted once, behind a head that refuses a gap and skips what it has (DESIGN section 8). It ends after
   * 5,000 rows or 10 ms spent writing; the first batch is always taken. Answers in the order of the batches.
   */
  append(batches: readonly Batch[]): Promise<Appended[]>;
  /** Of one box, or of all. */
  heads(box?: string): Promise<Head[]>;
  /** Descending from below `before` (null: from the newest), at most `count`. */
  digests(box: string, epoch: string, before: number | null, count: number): Promise<VoteDigest[]>;
  /** Notes where a history differs; and whether organisers leave a log out. */
  mark(
    box: string,
    epoch: string,
    mark: { forkedAt?: number; leftOut?: boolean },
    by?: AuditEntry,
  ): Promise<void>;
  boots(box?: string): Promise<(Boot & { box: string })[]>;
  tally(): Promise<TallyRow[]>;
  /** The tally, made anew from the rows: what `tally` must equal. */
  recount(attribution: Attribution): Promise<TallyRow[]>;
  /**
   * Makes the tally what `recount` gives, in one transaction that keeps everybody else out; gives how many of its rows were
   * wrong. Null, and nothing is written, when the basis is no longer that of `attribution`.
   */
  mend(attribution: Attribution): Promise<number | null>;
  /**
   * Every vote of these spans of corrected time in whatever room, and where `timeless` the votes whose time is unknown,
   * in pieces, so that nothing is held up for long. Ordered by box, epoch and seq; votes of logs left out are not among them.
   */
  scan(
    asked: { fromAt: number; toAt: number; timeless: boolean },
    onVotes: (votes: readonly TimedVote[]) => void,
  ): Promise<void>;
  /** All votes in order of box, epoch and seq, in pieces; for exports. */
  export(onVotes: (votes: readonly ExportRow[]) => void | Promise<void>): Promise<void>;
  /**
   * Writes a change of what votes count for, and moves the tally with it in one transaction. `after.basis` becomes the
   * basis, but for `boots`, which concern one box alone and leave it: `append` compares them itself. Resolves with false,
   * and has written nothing, when the basis is no longer `before.basis`. @param scope the votes that may count otherwise
   */
  change(
    change: Change,
    before: Attribution,
    after: Attribution,
    scope: Scope,
    by?: AuditEntry,
  ): Promise<boolean>;
}

export interface HubFleet {
  boxes(): Promise<BoxRecord[]>;
  box(box: string): Promise<BoxRecord | null>;
  /**
   * Adds a box or replaces what is known of it, and settles its request. `takenSinceAt` counts for a new box only: of one
   * that is known a change `take-since` moves it, with the tally.
   */
  putBox(record: BoxRecord, by: AuditEntry): Promise<void>;
  /** Changes nothing else of the box. False when it is not paired, or no more. */
  saveSettings(box: string, settings: BoxSettings, by: AuditEntry): Promise<boolean>;
  /** Changes nothing else of the box. False when it is not paired, or no more. */
  revoke(box: string, at: number, by: AuditEntry): Promise<boolean>;
  /** Requests that are not over at `at`. */
  pairings(at: number): Promise<PairingRequest[]>;
  /**
   * Adds a request or renews the one of the same box and secret; false when 100 wait already. Then an address that has
   * more than 20 of them loses its newest to one that has fewer.
   */
  askPairing(request: PairingRequest): Promise<boolean>;
  refusePairing(box: string, secretDigest: string, by: AuditEntry): Promise<void>;
  saveHealth(healths: readonly LastHealth[]): Promise<void>;
  healths(): Promise<LastHealth[]>;
}

/** What organisers say, beside what `change` writes. */
export interface HubRulings {
  readonly programmes: {
    load(): Promise<Programme | null>;
    versions(count: number): Promise<ProgrammeVersion[]>;
    version(number: number): Promise<Programme | null>;
    adjustments(): Promise<Adjustment[]>;
  };
  /** What votes are counted by now; null before the first one. */
  rule(): Promise<WindowRule | null>;
  corrections(): Promise<KeptCorrection[]>;
  notices(): Promise<Notice[]>;
  /** Whether screens may show the results; false before anybody has said so. */
  resultsPublished(): Promise<boolean>;
  publishResults(isPublished: boolean, by: AuditEntry): Promise<void>;
  addNotice(
    notice: {
      at: number;
      who: string;
      text: NoticeText;
      boxes: readonly string[] | null;
      untilAt: number | null;
    },
    by: AuditEntry,
  ): Promise<Notice>;
  endNotice(number: number, at: number, who: string, by: AuditEntry): Promise<void>;
}

export interface HubPeople {
  accounts(): Promise<Account[]>;
  /** False when the name is taken. */
  addAccount(account: Account, by: AuditEntry): Promise<boolean>;
  /**
   * Changes role or password, and ends the account's sign-ins. False, and nothing is changed, when the account is no
   * longer as `known`: read it again.
   */
  changeAccount(
    known: Account,
    change: Partial<Pick<Account, 'role' | 'passwordHash'>>,
    by: AuditEntry,
  ): Promise<boolean>;
  /** With its sign-ins. */
  removeAccount(name: string, by: AuditEntry): Promise<void>;
  invite(invitation: Invitation, by: AuditEntry): Promise<void>;
  /** Uses an invitation up, once and by one only; null when there is none that lasts at `at`. */
  takeInvitation(tokenDigest: string, at: number): Promise<Invitation | null>;
  /** The same without using it. */
  invitation(tokenDigest: string, at: number): Promise<Invitation | null>;
  signIn(signIn: SignIn): Promise<void>;
  signedIn(tokenDigest: string, at: number): Promise<SignIn | null>;
  signOut(tokenDigest: string): Promise<void>;
  /** Newest first. */
  audit(count: number): Promise<(AuditEntry & { number: number })[]>;
  note(entry: AuditEntry): Promise<void>;
}

import type { Adjustment, Order } from '../../core/adjustments.ts';
import type { BoxSettings, Correction, KeptCorrection, Notice, NoticeText } from '../../core/hub/orders.ts';
import type { Attribution, TallyKey, TallyRow, TimedVote } from '../../core/hub/tally.ts';
import type { HealthFrame, VoteDigest } from '../../core/link/frames.ts';
import type { Programme, ProgrammeVersion } from '../../core/programme.ts';
import type { Boot, StoredVote } from '../../core/vote.ts';
import type { WindowRule } from '../../core/window.ts';
import type { VoteSpan } from '../ports.ts';
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

/** Counters that only grow; equal ones mean that nothing has changed. */
export interface Pulse {
  /** Of everything that says what a vote counts for, boots apart. */
  basis: number;
  /** Of every other change an organiser made, pairing requests included. */
  changes: number;
  /** Of stored votes. */
  votes: number;
}

/** What votes count for, as this process knows it. */
export interface Basis {
  attribution(): Attribution;
  /** Reads what another process has changed. */
  reload(): Promise<void>;
  /** Writes a change and follows it; when somebody else was quicker it reads again and tries anew. */
  change(change: Change, by?: AuditEntry): Promise<void>;
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

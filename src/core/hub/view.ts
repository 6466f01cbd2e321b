import type { ClockQuality } from '../vote.ts';
import type { WallDeskView } from '../wall/view.ts';
import type { BoxSettings, KeptCorrection, Notice } from './orders.ts';

/**
 * What the dashboard shows. The hub sends it in parts over `WS /api/v1/live`: `{part, value}` for every part at connect,
 * and again for each that has changed. Instants are epoch milliseconds of the hub's clock, titles are text.
 */
export interface HubView {
  hub: HubFacts;
  fleet: readonly BoxView[];
  live: readonly RoomView[];
  results: ResultsView;
  programme: ProgrammeView;
  corrections: readonly (KeptCorrection & { text: string })[];
  notices: readonly Notice[];
  pairings: readonly PairingView[];
  /** Empty for viewers. */
  accounts: readonly AccountView[];
  /** Newest first; empty for viewers. */
  audit: readonly { number: number; at: number; who: string; what: string }[];
  wall: WallDeskView;
  screens: ScreensView;
}

export type Part = keyof HubView;
export type PartMessage = { [P in Part]: { part: P; value: HubView[P] } }[Part];

/** What screens show besides: `images` counts the pictures that the hub hands out. */
export interface ScreensView {
  resultsPublished: boolean;
  images: number;
}

export interface HubFacts {
  version: string;
  event: string;
  /** Of the conference; empty without a programme. */
  conference: string;
  timezone: string;
  language: 'fr' | 'en';
  /** Now, so that ages do not depend on the browser's clock. */
  at: number;
  me: { name: string; role: 'organiser' | 'viewer' };
  /** Every room of the programme, and every other that votes name. */
  rooms: readonly string[];
  /** Faults of the hub itself, in words. */
  faults: readonly { id: string; severity: 'error' | 'warning'; message: string; sinceAt: number }[];
}

/** `linked`; `away` since `seenAt`; `revoked`; `never` seen since it was paired. */
export type LinkState = 'linked' | 'away' | 'revoked' | 'never';

export interface BoxView {
  box: string;
  /** What people call it; its id unless it was renamed. */
  name: string;
  settings: BoxSettings;
  /** Where it says it stands. */
  room: string | null;
  link: LinkState;
  seenAt: number | null;
  lastVoteAt: number | null;
  /** Votes the hub holds, and how many wait at the box. */
  stored: number;
  queued: number;
  clock: ClockQuality | null;
  disk: { freeBytes: number; totalBytes: number } | null;
  temperature: number | null;
  mode: 'voting' | 'menu' | 'test' | null;
  version: string | null;
  noise: { plus: number; minus: number };
  repeats: { plus: number; minus: number };
  failed: number;
  /** What is wrong and what to do, most urgent first. */
  advice: readonly { severity: 'error' | 'warning'; text: string }[];
  /** Logs whose history differs, or that an organiser leaves out. */
  logs: readonly { epoch: string; votes: number; forkedAt: number | null; leftOut: boolean }[];
  pairedAt: number;
  takenSinceAt: number | null;
}

/** A room as it is now. */
export interface RoomView {
  room: string;
  boxes: readonly string[];
  /** What votes count for now; null outside of every window. */
  session: SessionShown | null;
  /** What the programme says is on now, and next. */
  running: SessionShown | null;
  next: SessionShown | null;
  plus: number;
  minus: number;
  /** Votes of `session` by minute, ascending; minutes without votes are left out. */
  minutes: readonly { at: number; plus: number; minus: number }[];
}

export interface SessionShown {
  id: string;
  title: string;
  speakers: readonly string[];
  room: string;
  startsAt: number;
  endsAt: number;
}

export interface ResultsView {
  /** By the lower bound, the best first; then those with too few votes, by their start. */
  sessions: readonly SessionResult[];
  totals: ResultTotals;
}

export interface SessionResult extends SessionShown {
  cancelled: boolean;
  withdrawn: boolean;
  counted: number;
  plus: number;
  minus: number;
  /** Fewer than 10 votes: neither share nor place. */
  tooFew: boolean;
  /** Of +1, 0 to 1, with its 95 % Wilson interval; null where there are too few. */
  share: { value: number; low: number; high: number } | null;
  /** Runs of over 4 presses of one button within 10 s: how many, and the votes in them. */
  bursts: { count: number; votes: number };
  /** The share with each burst folded into one vote; null where there are too few. */
  foldedShare: number | null;
  /** Votes cast before the session's end. */
  early: number;
}

/** `counted + unassigned + test + before + leftOut = stored`. */
export interface ResultTotals {
  stored: number;
  counted: number;
  unassigned: number;
  test: number;
  /** Cast before the organisers took their box's votes. */
  before: number;
  /** In logs that an organiser leaves out. */
  leftOut: number;
}

export interface ProgrammeView {
  sessions: readonly (SessionShown & {
    kind: 'talk' | 'break' | 'other';
    votable: boolean;
    cancelled: boolean;
    withdrawn: boolean;
  })[];
  /** What organisers changed, newest first, in words. */
  orders: readonly {
    number: number;
    at: number;
    who: string;
    text: string;
    undone: { at: number; who: string } | null;
  }[];
  versions: readonly { version: number; at: number; sessions: number; changes: string }[];
  source: string;
}

export interface PairingView {
  box: string;
  secretDigest: string;
  /** The same 8 characters stand on the box's LCD. */
  code: string;
  machine: string;
  version: string;
  votes: number;
  firstVoteAt: number | null;
  askedAt: number;
  endsAt: number;
  from: string;
  /** This id is another board's, or is paired already with another secret. */
  known: 'new' | 'same-board' | 'other-board';
}

export interface AccountView {
  name: string;
  role: 'organiser' | 'viewer';
  createdAt: number;
}

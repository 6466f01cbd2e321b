import type { ConfigurationView } from './configuration.ts';
import type { DisplayView } from './display.ts';
import type { SessionKind } from './programme.ts';
import type { Button, ClockQuality, VoteSource, VoteValue } from './vote.ts';

/** A session as pages see it. Instants are epoch milliseconds. */
export interface SessionView {
  id: string;
  title: string;
  speakers: readonly string[];
  room: string;
  kind: SessionKind;
  startsAt: number;
  endsAt: number;
  votable: boolean;
  cancelled: boolean;
  language: string | null;
  track: string | null;
  plenary?: boolean;
  relayOf?: string;
  /** Where the programme asks for feedback about it, https. */
  feedbackUrl?: string;
  /** The voting window; null when the session takes no votes. */
  opensAt: number | null;
  closesAt: number | null;
}

/** What the LCD shows: text for people and programs, cells and glyphs for drawing it dot by dot. */
export interface LcdView {
  /** Lines as the LCD has them, four of 20 code points or two of 16 (NFC); null when the box has none. */
  lines: readonly string[] | null;
  /** The same as character codes of the HD44780: 0-7 are `glyphs`, others its A00 ROM. */
  cells: readonly (readonly number[])[];
  /** Up to 8 glyphs of 8 rows; bit 4 of a row is its leftmost dot. */
  glyphs: readonly (readonly number[])[];
}

export interface Fault {
  /** Stable name of what is wrong: `store`, `programme`, `button-plus-stuck`. */
  id: string;
  /** `error`: no votes are taken. `warning`: they are, with something that wants an organiser. */
  severity: 'error' | 'warning';
  message: string;
  /** Epoch milliseconds, by the box's clock. */
  sinceAt: number;
}

export interface ButtonView {
  active: boolean;
  stuck: boolean;
  presses: number;
  noise: number;
  repeats: number;
}

export interface LastVote {
  seq: number;
  value: VoteValue;
  /** Epoch milliseconds as read at the press. */
  at: number;
  sessionTitle: string | null;
  source: VoteSource;
}

/**
 * The link to the hub. `pairing`: an organiser compares `code`. `refused`: no hub takes this box. `changed-key`: what
 * answers is not the hub it was paired with. `away`: it was linked, and will be again.
 */
export interface HubLinkView {
  state: 'pairing' | 'refused' | 'unreachable' | 'changed-key' | 'linked' | 'away';
  /** 8 characters, which the LCD and the dashboard both show while the box asks to be paired; else null. */
  code: string | null;
  /** The address that is linked, or was tried last. */
  url: string | null;
  /** Why it is not linked, for people. */
  why: string | null;
  /** Votes that the hub does not have yet. */
  queued: number;
  /** Epoch milliseconds by the box's clock. */
  lastAckAt: number | null;
}

/** What organisers say on the screens of a box, in its language. */
export interface NoticeView {
  number: number;
  text: string;
  /** Its end, epoch milliseconds by the box's clock; null when it lasts until it is taken back. */
  untilAt: number | null;
}

/** The whole state of a box, as `GET /api/state` and every message of `WS /ws` give it. */
export interface BoxState {
  version: string;
  box: string;
  room: string | null;
  /** What a press is now: a vote, a step in the service menu, or a try that never counts. */
  mode: 'voting' | 'menu' | 'test';
  language: 'fr' | 'en';
  /** True when there are no real lines: the simulator page works. */
  simulated: boolean;
  /** The name of the event; empty without a programme. */
  event: string;
  clock: { at: number; quality: ClockQuality; timezone: string };
  /** What a vote would count for now. */
  session: SessionView | null;
  /** What the programme says is on now, breaks included. */
  running: SessionView | null;
  /** What the programme says comes next in this room. */
  next: SessionView | null;
  /** Every row of this database but `test`. */
  votes: { plus: number; minus: number; total: number };
  /** Newest first. */
  lastVotes: readonly LastVote[];
  lcd: LcdView;
  leds: { plus: boolean; minus: boolean; status: boolean };
  buzzer: boolean;
  buttons: Record<Button, ButtonView>;
  /** Votes dropped because the store could not keep them; each was answered by the error screen. */
  failed: number;
  /** Null for a box without an address of a hub. */
  hub: HubLinkView | null;
  /** The newest that lasts; null as a rule. */
  notice: NoticeView | null;
  /** What the kiosk shows. */
  display: DisplayView;
  configuration: ConfigurationView;
  faults: readonly Fault[];
}

import type { Adjustment, Order } from '../core/adjustments.ts';
import type { ReadOptions } from '../core/formats/options.ts';
import type { LcdFrame } from '../core/lcd.ts';
import type { Choices } from '../core/menu/choices.ts';
import type { Programme, ProgrammeReading, ProgrammeVersion } from '../core/programme.ts';
import type { Boot, Button, StoredVote, Vote, VoteSpan } from '../core/vote.ts';

/** Undoes a watch or a timer; calling it twice is harmless. */
export type Cancel = () => void;

/** Both clocks and the timers. Stamp with the wall, measure with the monotonic one. */
export interface Clock {
  /** Epoch milliseconds by the box's idea of now. */
  wallAt(): number;
  /** Monotonic milliseconds since the computer's boot, with fractions. */
  monoMs(): number;
  /** Calls once, `delayMs` from now. */
  after(delayMs: number, call: () => void): Cancel;
  /** Calls every `periodMs`. */
  every(periodMs: number, call: () => void): Cancel;
  /** Calls when input that already waits has been delivered. */
  soon(call: () => void): Cancel;
}

/** A raw level change of a button's line; `atMs` is monotonic. */
export interface Edge {
  button: Button;
  active: boolean;
  atMs: number;
}

/** The two button lines. */
export interface ButtonLines {
  /** Opens both lines and reads them. Rejects with a sentence for people, and leaves nothing open then. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** The level now, or the last known one where the backend cannot read while it watches: true is pressed. */
  read(button: Button): boolean;
  /** An edge may be heard this much after it came; no level is taken as settled before. 0 unless said. */
  readonly lagMs?: number;
  /** @param onRestart sight of a button was lost for a while: it is no press until it has rested once */
  watch(onEdge: (edge: Edge) => void, onRestart?: (button: Button) => void): Cancel;
}

export type Lamp = 'plus' | 'minus' | 'status';
export type OutputName = Lamp | 'buzzer';

/** The line of one lamp, or of the buzzer. */
export interface OutputLine {
  /** Opens the line and gives it the level that was last asked for. Rejects with a sentence for people. */
  start(): Promise<void>;
  /** Low, then released. */
  stop(): Promise<void>;
  /** Never throws: a line that cannot be written is a fault, and the box's to report. */
  write(on: boolean): void;
}

/** The lines of a board, whatever drives them: simulated, sysfs or gpiod. One contract test holds all three. */
export interface Gpio {
  readonly buttons: ButtonLines;
  readonly outputs: Readonly<Record<OutputName, OutputLine>>;
}

/** A character LCD, whatever its wires. Its absence is a fault of its own, and is tried again by itself. */
export interface Lcd {
  start(): Promise<void>;
  /** Blank and dark. */
  stop(): Promise<void>;
  /** The newest frame wins: one that was not sent yet is dropped. */
  show(frame: LcdFrame): void;
}

/** Lights, sound and text. None of them ever fails a vote: a fault is the board's to report. */
export interface Outputs {
  setLed(lamp: Lamp, on: boolean): void;
  setBuzzer(on: boolean): void;
  showLcd(frame: LcdFrame): void;
  /** What was asked for last. */
  shown(): Shown;
}

export interface Shown {
  leds: Record<Lamp, boolean>;
  buzzer: boolean;
  /** Null without an LCD, or before anything was shown. */
  frame: LcdFrame | null;
}

/** A raw edge to come, `afterMs` from now. */
export interface PlannedEdge {
  afterMs: number;
  button: Button;
  active: boolean;
}

/** The hand at a simulated board: what a person does to it, and what that person sees. */
export interface Hand {
  /** Presses or releases a button; the contact bounces as a real one does. */
  setLevel(button: Button, active: boolean): void;
  /** Presses, holds and releases; true when the line is quiet again, false when it was let go before. */
  press(button: Button, holdMs: number): Promise<boolean>;
  /** Plays exact edges, in ascending order, without bounce; true after the last one, false when let go before. */
  play(edges: readonly PlannedEdge[]): Promise<boolean>;
  /** Forgets what is still to be played. */
  letGo(): void;
}

/** Answer of the store to one vote: it is durable, or it never will be stored. */
export type Receipt = { stored: true; vote: StoredVote } | { stored: false; why: string };

export interface StoreTotals {
  plus: number;
  minus: number;
  /** Newest first, at most 10, `test` votes included. */
  last: readonly StoredVote[];
}

/** The box's database. Every promise may reject with a StoreError while the store is not open. */
export interface Store {
  /** Commits a vote durably before it answers; answers in the order of the calls. Never rejects. */
  append(vote: Vote): Promise<Receipt>;
  totals(): Promise<StoreTotals>;
  /** Writes or improves what is known of a boot; gives what is known of it now, which may be better. */
  saveBoot(boot: Boot): Promise<Boot>;
  readonly programmes: ProgrammeStore;
  /** Which of these spans of corrected time in a room hold a vote that counts. */
  spansWithVotes(room: string, spans: readonly VoteSpan[]): Promise<boolean[]>;
  /**
   * Keeps the database aside, under a name with the date and time of `at` (epoch milliseconds), and begins another;
   * gives that name. Votes sent before are in the old one. When it rejects, the old one is in use as before, or the new one will be when the store opens again.
   */
  startEvent(name: string, at: number): Promise<string>;
}

/** The versions of the programme, and what organisers changed in it. Every answer rejects while the store is closed. */
export interface ProgrammeStore {
  /** The newest version, or null when there never was one. */
  load(): Promise<Programme | null>;
  /**
   * Keeps a new version, and drops the oldest beyond what a small disk can hold.
   * @param at when, epoch milliseconds
   * @param changes against the version before, for people
   */
  save(programme: Programme, origin: string, at: number, changes: string): Promise<void>;
  /** The newest versions, newest first. */
  versions(count: number): Promise<ProgrammeVersion[]>;
  /** The programme of one version; null when it is not kept. */
  version(number: number): Promise<Programme | null>;
  /** In the order in which they were given. */
  adjustments(): Promise<Adjustment[]>;
  /** Keeps an order and gives it its number. */
  adjust(order: Order, at: number, who: string): Promise<Adjustment>;
  undo(number: number, at: number, who: string): Promise<void>;
}

/** Where the choices of the service menu are kept. */
export interface ChoiceFile {
  /** What was kept; `damage` says for people what was wrong with it. Never throws. */
  load(): { choices: Choices; damage: string | null };
  /** Durable when it resolves; rejects with a sentence for people. */
  save(choices: Choices): Promise<void>;
}

/** What a server said of a copy, sent back so that it can answer "not modified". */
export interface SourceTag {
  etag: string | null;
  lastModified: string | null;
}

/** `tag` is null when the source gave none; `name` is the path that was read where the source leaves that open. */
export type Fetched =
  | { modified: false }
  | { modified: true; bytes: Uint8Array; tag: SourceTag | null; name?: string };

/**
 * Reads a file, the newest file of a directory or of a USB stick, or an address, whole. Rejects with an Error whose
 * message is a sentence for people; with an AbsentSource while a stick is not plugged in.
 */
export type FetchSource = (source: string, known: SourceTag | null) => Promise<Fetched>;

/** A source that is meant to come and go is not there: no failure once it was read. */
export interface AbsentSource extends Error {
  readonly absent: true;
}

/** Calls after each change of a file, of a directory or of the sticks; an address is not watched. Never throws. */
export type WatchSource = (source: string, onChange: () => void) => Cancel;

/**
 * Makes a reading of the bytes of one source. Rejects with an Error whose message is a sentence for people when that
 * takes too much time or memory; what is no programme is a reading with an error, not a rejection.
 */
export type ReadProgramme = (bytes: Uint8Array, options: ReadOptions) => Promise<ProgrammeReading>;

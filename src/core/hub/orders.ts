import type { Language } from '../config.ts';
import type { WindowRule } from '../window.ts';

/** What organisers set for one box from the hub; null leaves it to the box's own configuration. */
export interface BoxSettings {
  /** What people call the box; empty: its id. */
  name: string;
  room: string | null;
  language: Language | null;
  muted: boolean | null;
  /** The hub's windows, the same for all boxes. */
  window: WindowRule | null;
}

/** A notice as it reaches a box: shown over everything but the answer to a vote. */
export interface BoxNotice {
  number: number;
  text: NoticeText;
  /** Epoch milliseconds; null: until it is ended by hand. */
  untilAt: number | null;
}

/** What a notice says; each box says the first two in its own language. */
export type NoticeText = { kind: 'full' } | { kind: 'moved'; to: string } | { kind: 'free'; text: string };

/** An organiser's message on boxes. */
export interface Notice {
  number: number;
  at: number;
  who: string;
  text: NoticeText;
  /** Boxes by id; null: all of them. */
  boxes: readonly string[] | null;
  untilAt: number | null;
  /** Ended by hand. */
  ended: { at: number; who: string } | null;
}

/** What organisers say about where votes were cast; votes never change for it, what they count for does. */
export type Correction =
  /** `box-07 stood in Amphi B from 9:00 to 11:20`; `[fromAt, toAt)`, epoch milliseconds. */
  | { kind: 'stood'; box: string; room: string; fromAt: number; toAt: number }
  /** What boxes call `alias` is `room` of the programme. */
  | { kind: 'alias'; alias: string; room: string };

/** A correction as it is kept: never changed, only undone. */
export interface KeptCorrection {
  /** Counts from 1 in the order in which they were given. */
  number: number;
  at: number;
  who: string;
  correction: Correction;
  undone: { at: number; who: string } | null;
}

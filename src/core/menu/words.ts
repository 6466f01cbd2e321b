import type { HubLinkView } from '../state.ts';
import type { ClockQuality } from '../vote.ts';
import type { Language, Lines } from '../words.ts';
import { ENGLISH } from './english.ts';
import { FRENCH } from './french.ts';
import type { Asked, ClockField, Fact, Item, Notice } from './state.ts';

type Plain = Exclude<Notice['kind'], 'room' | 'event' | 'failed'>;

/**
 * Everything the service menu says, in one language. Names, legends and headings have at most 16 characters, so that
 * they fit every display; values and sentences may turn pages.
 */
export interface MenuWords {
  /** That presses are no votes now. */
  noVotes: string;
  legends: Readonly<
    Record<'list' | 'confirm' | 'clock' | 'facts' | 'test' | 'code' | 'notice' | 'done' | 'working', string>
  >;
  items: Readonly<Record<Item, string>>;
  noRoom: string;
  noHub: string;
  hub: Readonly<Record<HubLinkView['state'], string>>;
  testParts: string;
  soundOn: string;
  soundOff: string;
  testRunning(minutes: number): string;
  testLasts: string;
  leaveValue: string;
  votes(count: number): string;
  enterCode: string;
  wrongCode: string;
  roomNow: string;
  roomOther: string;
  back: string;
  fields: Readonly<Record<ClockField, string>>;
  qualities: Readonly<Record<ClockQuality, string>>;
  facts: Readonly<Record<Fact, string>>;
  lamps: Readonly<Record<'plus' | 'minus' | 'status' | 'buzzer', string>>;
  asked: Readonly<Record<Asked['kind'], string>>;
  aside(votes: number): string;
  /** Said of votes that a new event would keep from the hub. */
  lacking(votes: number): string;
  yes: string;
  no: string;
  working: string;
  notices: Readonly<Record<Plain, string>>;
  roomChosen(room: string): string;
  eventBegun(votes: number): string;
  failed(why: string): string;
  /** The screen of test mode. */
  testTitle: string;
  testAdvice: string;
  /** Beside the big sign, at most 10 characters a line. */
  testThanks: Readonly<Record<1 | -1, Lines>>;
}

export const MENU_WORDS: Readonly<Record<Language, MenuWords>> = { fr: FRENCH, en: ENGLISH };

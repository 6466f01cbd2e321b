import type { HubLinkView } from '../state.ts';
import type { WallTime } from '../zone.ts';

/** The list of the service menu, in its order. */
export const ITEMS = [
  'room',
  'facts',
  'test',
  'clock',
  'mute',
  'pair',
  'test-mode',
  'new-event',
  'restart',
  'shut-down',
  'leave',
] as const;
export type Item = (typeof ITEMS)[number];

/** What can be read under "address and clock"; `+` turns over. */
export const FACTS = ['box', 'version', 'room', 'address', 'date', 'quality'] as const;
export type Fact = (typeof FACTS)[number];

/** What a person sets of the clock, in this order. */
export const CLOCK_FIELDS = ['year', 'month', 'day', 'hour', 'minute'] as const;
export type ClockField = (typeof CLOCK_FIELDS)[number];

/** What is asked twice; setting the clock because its digits are easily passed by. */
export type Asked =
  | { kind: 'set-clock'; wall: WallTime }
  | { kind: 'pair' }
  | { kind: 'new-event' }
  | { kind: 'restart' }
  | { kind: 'shut-down' };

/** Something the menu says instead of doing, or after having done it. */
export type Notice =
  | { kind: 'no-programme' | 'network-clock' | 'no-hub' | 'locked' }
  | { kind: 'clock-set' | 'pairing' | 'test-on' | 'test-off' | 'restarting' | 'shutting-down' }
  | { kind: 'room'; room: string }
  | { kind: 'event'; votes: number }
  | { kind: 'failed'; why: string };

/** Where a person is in the menu; `at` counts from 0 in a list. */
export type MenuState =
  | { page: 'code'; typed: string; wrong: boolean; begin: 'items' | 'rooms' }
  | { page: 'items'; at: number }
  | { page: 'rooms'; at: number }
  | { page: 'facts'; at: number }
  | { page: 'test'; at: number }
  | { page: 'clock'; field: ClockField; wall: WallTime }
  | { page: 'confirm'; asked: Asked; yes: boolean }
  | { page: 'working' }
  /** `closes`: the menu is done, and leaves by itself after a moment. */
  | { page: 'notice'; notice: Notice; closes: boolean };

/** What the menu has to know of the box, beside what every screen may use. */
export interface MenuFacts {
  /** Rooms of the current programme, natural order; empty without a programme. */
  rooms: readonly string[];
  muted: boolean;
  /** Begun minutes that test mode still lasts; null outside of it. */
  testMinutes: number | null;
  /** Votes that a new event keeps aside. */
  votes: number;
  /** Votes of which the hub does not have its copy yet, as of the last press; 0 without a hub. */
  queued: number;
  /** How the link to the hub is; null without an address of one. */
  hub: Pick<HubLinkView, 'state' | 'code'> | null;
  /** `+-+-`; empty asks for none. */
  code: string;
}

/** What the box is told to do. */
export type MenuCommand =
  | { kind: 'code'; right: boolean }
  | { kind: 'room'; room: string }
  | { kind: 'mute'; muted: boolean }
  | { kind: 'set-clock'; at: number }
  | { kind: 'test-mode'; on: boolean }
  | { kind: 'pair' | 'new-event' | 'restart' | 'shut-down' };

/** What a press or the passing of time makes of the menu; it is closed when `state` is null. */
export interface Turn {
  state: MenuState | null;
  command: MenuCommand | null;
}

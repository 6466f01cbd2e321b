import type { DebounceRule } from './debounce.ts';
import type { DisplayView } from './display.ts';
import type { LcdSize } from './lcd.ts';
import type { WallConfig } from './wall/sources.ts';
import type { WindowRule } from './window.ts';

export type Language = 'fr' | 'en';
export type BoardKind = 'raspberry-pi' | 'beaglebone' | 'simulated';

/** A line as the owner names it: `24` (BCM, or bank*32+bit) or `P9_12`. */
export type LineName = number | string;

export type LcdConfig =
  | { kind: 'none' }
  | ({ kind: 'i2c'; bus: number; address: number } & LcdSize)
  | ({ kind: 'parallel'; rs: LineName; e: LineName; data: readonly LineName[] } & LcdSize);

/** `[fromMin, toMin)` in minutes of the local day; past midnight when `toMin` is not the greater. */
export interface DayHours {
  fromMin: number;
  toMin: number;
}

/** The configuration of a box, checked and with every default filled in. Durations are milliseconds. */
export interface BoxConfig {
  language: Language;
  /** Null: made from the board's serial number. */
  boxId: string | null;
  /** The rooms that share this box's exit, the first one to begin with; empty: none is said. */
  rooms: readonly string[];
  dataDir: string;
  board: BoardKind;
  gpio: 'auto' | 'sysfs' | 'gpiod';
  /** The chip of the lines by device name or label, on a kernel whose own this program does not know. */
  chip: string | null;
  buttons: { plus: LineName; minus: LineName; active: 'low' | 'high'; rule: DebounceRule };
  leds: { plus: LineName; minus: LineName; status: LineName };
  buzzer: { line: LineName; volume: 'on' | 'off'; quiet: readonly DayHours[] };
  lcd: LcdConfig;
  window: WindowRule;
  programme: ProgrammeConfig;
  listen: { host: string; port: number };
  display: DisplayConfig;
  hubUrls: readonly string[];
  /** A file with the certificate of an organisation's own authority, PEM; null: the hub's key is pinned at pairing. */
  hubCa: string | null;
  menuCode: string;
  consoleSocket: string;
  /** What the wall of a box without a hub shows. */
  wall: WallConfig;
}

/** What the screen shows. */
export interface DisplayConfig {
  pages: DisplayView['pages'];
  /** When the light colours are shown; null: never. */
  light: DayHours | null;
  /** When the screen is switched off; null: never. */
  off: DayHours | null;
  /** The file of the theme; null: LikeBox's own. */
  theme: string | null;
  /** A folder with sponsors and maps; null: what the hub hands out. */
  images: string | null;
}

export interface ProgrammeConfig {
  /** Files or addresses, merged in this order; `demo:` is the built-in conference; empty: none. */
  sources: readonly string[];
  format: string;
  reading: 'auto' | 'wall' | 'instant';
  /** IANA zone of the event. */
  timezone: string;
  /** A cron expression of five or six fields. */
  refresh: string;
}

/** `hardware.buttons.plus: 99 is not a line of this board` */
export interface ConfigFault {
  /** The dotted key, or the empty string for the file itself. */
  key: string;
  message: string;
  /** The line of the key in its file, from 1, where it is known. */
  line?: number;
  /** The name of the file, where several could be meant. */
  file?: string;
}

/** One fault a line, as people read it: its key first, or its file where several could be meant. */
export function describeFault({ key, message, line, file }: ConfigFault): string {
  const what = key === '' ? message : `${key}: ${message}`;
  if (file !== undefined) return line === undefined ? `${file}: ${what}` : `${file}, line ${line}: ${what}`;
  return line === undefined ? what : `${what} (line ${line} of the file)`;
}

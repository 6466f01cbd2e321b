import type { LcdSize } from '../lcd.ts';
import type { ClockQuality } from '../vote.ts';
import type { Language } from '../words.ts';

/** What every screen may use. */
export interface ScreenContext {
  size: LcdSize;
  language: Language;
  /** Now, epoch milliseconds; shown only while `quality` is not `unset`. */
  at: number;
  /** IANA zone of the event; an unknown one throws a RangeError. */
  timezone: string;
  quality: ClockQuality;
  /** Since this screen began, milliseconds: turns pages and beats the heart. */
  elapsedMs: number;
  /** The box's id. */
  box: string;
  /** The configured room, null without one. */
  room: string | null;
  /** Where the box's page is, `192.168.1.20:8080`; null without a network. */
  address: string | null;
  version: string;
}

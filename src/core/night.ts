import type { DayHours } from './config.ts';
import { isQuiet } from './quiet.ts';

/** So long a press lights the screen of a box that is dark. */
const AFTER_PRESS_MS = 300_000;

/** What decides whether a screen is to be dark. */
export interface Evening {
  /** The hours in which it is; null: none. */
  off: DayHours | null;
  /** Epoch milliseconds; null while nobody knows the time. */
  at: number | null;
  timezone: string;
  hasNotice: boolean;
  /** Milliseconds since somebody pressed a button; null for never. */
  sincePressMs: number | null;
}

/** Whether the screen shows anything: a box that does not know the time is never dark by mistake. */
export function isLit({ off, at, timezone, hasNotice, sincePressMs }: Evening): boolean {
  if (off === null || at === null || hasNotice) return true;
  if (sincePressMs !== null && sincePressMs < AFTER_PRESS_MS) return true;
  return !isQuiet([off], at, timezone);
}

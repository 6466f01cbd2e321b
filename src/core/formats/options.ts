import type { Language } from '../config.ts';
import type { Reading } from '../programme.ts';

/** What the owner knows of a programme that its file may not say. */
export interface ReadOptions {
  /** IANA zone of the event. */
  timezone: string;
  /** How to take a written Z or offset; `auto` leaves it to the rules of the format. */
  reading: 'auto' | Reading;
  /** Of the owner: in French, 03/04 is the third of April. */
  language: Language;
}

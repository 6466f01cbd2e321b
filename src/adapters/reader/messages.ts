import type { ReadOptions } from '../../core/formats/options.ts';
import type { ProgrammeReading } from '../../core/programme.ts';

/** What the main thread asks; each request gets one reply before the next is sent. */
export interface Request {
  bytes: Uint8Array;
  options: ReadOptions;
}

export type Reply = { ok: true; reading: ProgrammeReading } | { ok: false; why: string };

import type { Dropped, ReadingFault } from '../programme.ts';
import type { Draft } from './draft.ts';
import type { ReadOptions } from './options.ts';

/** What a format file found in one source: entries whose text is not cleaned and whose times are as written. */
export interface Found {
  /** The format's short name: `sched`, `frab-xml`. */
  format: string;
  /** The event's name as written. */
  name?: unknown;
  /** The IANA zone that the file says is the event's: a proposal, never a switch. */
  zone?: unknown;
  /**
   * What a Z or an offset is worth here (FORMATS.md 0.2): `true` where tools write instants, `ignored` where they write
   * wall time whatever follows it, `claimed` where both were seen and the hours of the day have to decide.
   */
  offsets: 'true' | 'ignored' | 'claimed';
  drafts: readonly Draft[];
  dropped: readonly Dropped[];
  faults?: readonly ReadingFault[];
  /** What was taken for granted, a sentence each, such as the columns of a table. */
  assumed?: readonly string[];
  /** The address of the next page of this list, as written. */
  next?: unknown;
}

/** A format whose source is JSON, recognised by its shape. */
export interface JsonFormat {
  /** How faults and reports name it, with its shape: `Sched ([{event_start, name}])`. */
  name: string;
  /** `first` is the first object of a list, or the object itself; null when there is none. */
  recognises(value: unknown, first: Record<string, unknown> | null): boolean;
  /** Never throws for a value that it recognises. */
  read(value: unknown, options: ReadOptions): Found;
}

/** A format whose source is no JSON, recognised by how it begins. */
export interface TextFormat {
  name: string;
  /** `text` has neither byte order mark nor leading white space. */
  recognises(text: string): boolean;
  /** `bytes` are the source itself, for a format that folds its lines inside of characters. Never throws. */
  read(text: string, options: ReadOptions, bytes: Uint8Array): Found;
}

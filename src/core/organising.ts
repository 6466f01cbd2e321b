import type { WrittenOrder } from './orders.ts';

/** What somebody at the console asks of the programme of a box. */
export type Organising =
  | WrittenOrder
  /** Without a number: what was ordered last. */
  | { kind: 'undo'; number?: number | undefined }
  /** Without a version: the one before. */
  | { kind: 'rollback'; version?: number | undefined }
  /** Take what the sources give, doubtful or not. */
  | { kind: 'accept' }
  | { kind: 'show'; room?: string | undefined }
  | { kind: 'log' }
  | { kind: 'versions' };

/** What came of it, for people and for programs. */
export interface Outcome {
  done: boolean;
  text: string;
  data?: unknown;
}

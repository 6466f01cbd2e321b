/** What the host asks of the guest; `id` comes back in the answer. */
export type Request = { id: number } & Order;

export type Order =
  | { do: 'read'; path: string }
  | { do: 'list'; path: string }
  | { do: 'write'; path: string; text: string }
  | { do: 'run'; words: readonly string[]; input: string }
  | { do: 'start'; words: readonly string[] }
  | { do: 'said' | 'ended'; pid: number }
  | { do: 'signal'; pid: number; signal: NodeJS.Signals }
  | { do: 'fetch'; url: string }
  | { do: 'rows'; database: string };

export type Answer = { id: number; value: unknown } | { id: number; error: string };

/** How a program ended; `code` is null when a signal ended it. */
export interface Ended {
  code: number | null;
  out: string;
  err: string;
}

/** A vote as the database has it; `monoMs` is the guest's monotonic time in whole milliseconds. */
export interface Row {
  seq: number;
  value: -1 | 1;
  monoMs: number;
}

import type { HubKeep, VoteLog } from '../../app/link/ports.ts';
import type { Cancel, Clock, Store } from '../../app/ports.ts';
import type { WindowRule } from '../../core/window.ts';
import type { DatabaseOptions } from './database.ts';

export interface StoreOptions extends Omit<DatabaseOptions, 'at' | 'lastSeq'> {
  clock: Clock;
  log: StoreLog;
}

/** Fields first, then a sentence. */
export interface StoreLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface StoreState {
  /** True while votes are taken. */
  open: boolean;
  /** Why no votes are taken, for people; null while open. */
  fault: string | null;
  /** What was salvaged since this program started, for people. */
  warning: string | null;
}

/** After a change; the same object where nothing has changed. What was salvaged stays known whatever happens after. */
export function changed(before: StoreState, change: Partial<StoreState>): StoreState {
  const next = { ...before, ...change, warning: change.warning ?? before.warning };
  const isSame = next.open === before.open && next.fault === before.fault && next.warning === before.warning;
  return isSame ? before : next;
}

/** The store, and what a composition root needs of it. */
export interface OpenStore extends Store {
  /** For the link to the hub. */
  readonly log: VoteLog;
  readonly kept: HubKeep;
  /** Starts the thread and opens nothing: a thread takes as long to start as the rest of the program. */
  warm(): void;
  /**
   * Ends after the first attempt. Rejects with a StoreError that a person must act upon (another box runs
   * on the directory; a newer or foreign file) and leaves nothing open; any other trouble is a fault of
   * `state` and tried again by itself.
   */
  start(): Promise<void>;
  /** Attributes exports by this rule from now on. Rejects while the store is not open. */
  saveRule(rule: WindowRule): Promise<void>;
  /** Commits what is waiting, closes the file cleanly and ends the thread. */
  stop(): Promise<void>;
  state(): StoreState;
  /** Calls at every change of `state`, and when a new event has begun. */
  onState(listener: (state: StoreState) => void): Cancel;
}

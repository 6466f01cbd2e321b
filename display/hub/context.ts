import { type ComponentChildren, createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { HubCommand } from '../../src/core/hub/command.ts';
import type { HubFacts } from '../../src/core/hub/view.ts';
import type { Outcome } from '../../src/core/organising.ts';
import type { Locale } from '../time.ts';
import type { Parts } from './live.ts';

/** What every page of the dashboard is drawn from. */
export interface Desk {
  hub: HubFacts;
  parts: Parts;
  locale: Locale;
  /** By the hub's clock, epoch milliseconds. */
  nowAt: number;
  /** May change things. */
  organiser: boolean;
  /** Gives the hub a command; whoever calls shows what came of it. */
  give(command: HubCommand): Promise<Outcome>;
  /** The same, and shows what came of it. */
  send(command: HubCommand): Promise<Outcome>;
  /** Shows a sentence until the next one. */
  say(outcome: Outcome): void;
  /** Lays a dialog over the page: it stays whatever becomes of the part that opened it. */
  open(dialog: ComponentChildren): void;
  close(): void;
}

const DeskContext = createContext<Desk | null>(null);

export const DeskProvider = DeskContext.Provider;

/** The desk of the page that is drawn; throws outside of one. */
export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (desk === null) throw new Error('no desk around this part');
  return desk;
}

import { type Agenda, createAgenda, NOTHING_ON, type RoomAgenda } from '../core/agenda.ts';
import type { KnownSession, Programme } from '../core/programme.ts';
import type { WindowRule } from '../core/window.ts';
import type { ProgrammeKeeper } from './programme.ts';
import type { Timekeeping } from './timekeeping.ts';

/** The part of the programme that this box's room sees. */
export interface Room {
  name: string | null;
  /** False when the programme does not list the room. */
  known(): boolean;
  /** What is on; nothing while the time is unknown. */
  agenda(): Agenda;
  /** What a vote counts for now; undefined outside every window. */
  votable(): KnownSession | undefined;
  titleOf(sessionId: string): string | null;
}

interface Deps {
  name: string | null;
  rule: WindowRule;
  keeper: Pick<ProgrammeKeeper, 'current' | 'onChange'>;
  time: Pick<Timekeeping, 'boot' | 'nowAt'>;
}

/** Follows the programme; the windows are worked out once for each of its versions. */
export function createRoom({ name, rule, keeper, time }: Deps): Room {
  let agenda: RoomAgenda | null = null;

  function follow(programme: Programme | null): void {
    agenda = programme === null || name === null ? null : createAgenda(programme, name, rule);
  }

  const clockSet = () => time.boot().quality !== 'unset';
  const sessions = () => keeper.current()?.sessions ?? [];
  follow(keeper.current());
  keeper.onChange(() => follow(keeper.current()));

  return {
    name,
    known: () => sessions().some((session) => session.room === name),
    agenda: () => (clockSet() ? agenda?.at(time.nowAt()) : undefined) ?? NOTHING_ON,
    votable: () => (clockSet() ? agenda?.votableAt(time.nowAt()) : undefined),
    titleOf: (sessionId) => sessions().find((session) => session.id === sessionId)?.title ?? null,
  };
}

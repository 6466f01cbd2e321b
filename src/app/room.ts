import { sessionCalled } from '../core/adjustments.ts';
import { type Agenda, createAgenda, NOTHING_ON, type RoomAgenda } from '../core/agenda.ts';
import type { KnownSession, Programme } from '../core/programme.ts';
import { asListed } from '../core/rooms.ts';
import type { WindowRule } from '../core/window.ts';
import type { ProgrammeKeeper } from './programme.ts';
import type { Timekeeping } from './timekeeping.ts';

/** The part of the programme that this box's room sees. */
export interface Room {
  readonly name: string | null;
  /** False when the source does not list the room, or no longer. */
  known(): boolean;
  /** What is on; nothing while the time is unknown. */
  agenda(): Agenda;
  /** What a vote counts for now; undefined outside every window. */
  votable(): KnownSession | undefined;
  titleOf(sessionId: string): string | null;
}

interface Deps {
  /** The room of now: it may be chosen anew while the box runs. */
  name: () => string | null;
  rule: () => WindowRule;
  keeper: Pick<ProgrammeKeeper, 'current'>;
  time: Pick<Timekeeping, 'boot' | 'nowAt'>;
}

interface Followed {
  programme: Programme | null;
  name: string | null;
  rule: WindowRule | null;
  /** The programme lists the room. */
  known: boolean;
  agenda: RoomAgenda | null;
}

/** Follows room and programme; the windows are worked out once for each room, rule and version of the programme. */
export function createRoom({ name, rule, keeper, time }: Deps): Room {
  let followed: Followed = { programme: null, name: null, rule: null, known: false, agenda: null };

  function follow(): Followed {
    const now = { programme: keeper.current(), name: name(), rule: rule() };
    if (
      now.programme !== followed.programme ||
      now.name !== followed.name ||
      now.rule.openAfterMs !== followed.rule?.openAfterMs ||
      now.rule.closeAfterMs !== followed.rule.closeAfterMs
    ) {
      const { programme, name: room } = now;
      const known = asListed(programme?.sessions ?? []).some((session) => session.room === room);
      const agenda = programme !== null && room !== null ? createAgenda(programme, room, now.rule) : null;
      followed = { ...now, known, agenda };
    }
    return followed;
  }

  const clockSet = () => time.boot().quality !== 'unset';

  return {
    get name() {
      return name();
    },
    known: () => follow().known,
    agenda: () => (clockSet() ? follow().agenda?.at(time.nowAt()) : undefined) ?? NOTHING_ON,
    votable: () => (clockSet() ? follow().agenda?.votableAt(time.nowAt()) : undefined),
    titleOf(sessionId) {
      const programme = keeper.current();
      return programme === null ? null : (sessionCalled(programme, sessionId)?.title ?? null);
    },
  };
}

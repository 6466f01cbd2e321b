import { type Agenda, createAgenda, NOTHING_ON, type RoomAgenda } from '../../core/agenda.ts';
import type { Counting, Grounds } from '../../core/hub/attribution.ts';
import type { RoomView, SessionShown } from '../../core/hub/view.ts';
import { roomsOf } from '../../core/programme.ts';
import type { SessionView } from '../../core/state.ts';
import type { Roll } from './roll.ts';
import type { Standings } from './standings.ts';

interface Deps {
  counting: () => Counting;
  roll: Pick<Roll, 'records' | 'record' | 'last'>;
  standings: Pick<Standings, 'counts' | 'ledger'>;
}

/** The rooms as they are now. */
export interface Rooms {
  /** Looks what is on and who stands where; the views follow that until the next look. Gives whether anything has changed. */
  look(at: number): boolean;
  views(): RoomView[];
  /** Where a box stands, as a room of the programme if it is one; null for nowhere. */
  roomOf(box: string): string | null;
}

/** Asked ten times a second, so that what only the clock and the programme can change is worked out apart. */
export function createRooms({ counting, roll, standings }: Deps): Rooms {
  let grounds: Pick<Grounds, 'programme' | 'rule'> | null = null;
  let agendas: { room: string; agenda: RoomAgenda }[] = [];
  let on = new Map<string, Agenda>();
  let boxes = new Map<string, string[]>();
  let lookedAt = 0;

  function roomOf(box: string): string | null {
    const said = roll.last(box)?.health.room ?? null;
    const set = roll.record(box)?.settings.room ?? null;
    return counting().roomAt({ box, room: set ?? said }, lookedAt);
  }

  function boxesByRoom(): Map<string, string[]> {
    const rooms = new Map<string, string[]>();
    for (const { box, revokedAt } of roll.records()) {
      const room = revokedAt === null ? roomOf(box) : null;
      if (room === null) continue;
      const there = rooms.get(room) ?? [];
      rooms.set(room, there);
      there.push(box);
    }
    return rooms;
  }

  return {
    roomOf,
    look(at) {
      lookedAt = at;
      const { programme: current, rule } = counting().grounds;
      const isSame = current === grounds?.programme && rule === grounds.rule;
      if (!isSame) {
        grounds = { programme: current, rule };
        agendas = roomsOf(current?.sessions ?? []).map((room) => ({
          room,
          agenda: createAgenda(current ?? { name: '', timezone: 'UTC', sessions: [] }, room, rule),
        }));
      }
      const before = { on, boxes };
      on = new Map(agendas.map(({ room, agenda }) => [room, agenda.at(at)]));
      boxes = boxesByRoom();
      const hasMoved = (room: string) => String(before.boxes.get(room)) !== String(boxes.get(room));
      return (
        !isSame || agendas.some(({ room }) => differs(before.on.get(room), on.get(room)) || hasMoved(room))
      );
    },
    views() {
      return agendas.map(({ room }) => {
        const { session, running, next } = on.get(room) ?? NOTHING_ON;
        const votes = session === null ? { plus: 0, minus: 0 } : standings.counts.of(session.id);
        return {
          room,
          boxes: boxes.get(room) ?? [],
          ...{ session: shown(session), running: shown(running), next: shown(next) },
          ...{ plus: votes.plus, minus: votes.minus },
          minutes: session === null ? [] : (standings.ledger(session.id)?.minutes() ?? []),
        };
      });
    },
  };
}

function differs(a: Agenda | undefined, b: Agenda | undefined): boolean {
  return (['session', 'running', 'next'] as const).some((name) => a?.[name]?.id !== b?.[name]?.id);
}

function shown(session: SessionView | null): SessionShown | null {
  if (session === null) return null;
  const { id, title, speakers, room, startsAt, endsAt } = session;
  return { id, title, speakers, room, startsAt, endsAt };
}

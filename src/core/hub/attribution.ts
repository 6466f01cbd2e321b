import type { Programme } from '../programme.ts';
import { type Turn, turnsOf } from '../turns.ts';
import { type Boot, correctedAt } from '../vote.ts';
import type { WindowRule } from '../window.ts';
import type { KeptCorrection } from './orders.ts';
import type { Attribution, Countable, TallyKey } from './tally.ts';
import { createTimeline, layer, type Stretch, type Timeline } from './timeline.ts';

/** Everything that says what a vote counts for, boots apart. */
export interface Grounds {
  /** Counts the states of it; see `Attribution`. */
  basis: number;
  /** With what organisers changed; null before the first one. */
  programme: Programme | null;
  rule: WindowRule;
  /** In the order in which they were given. */
  corrections: readonly KeptCorrection[];
  /** From when on the votes of a box are taken, epoch milliseconds; a box that is not named has all taken. */
  takenSince: ReadonlyMap<string, number>;
}

/** An attribution that can also be asked with the corrected time of a vote, null while that is unknown. */
export interface Counting extends Attribution {
  readonly grounds: Grounds;
  keyAt(vote: Pick<Countable, 'box' | 'room' | 'source'>, at: number | null): TallyKey;
  /** The room of the programme that a vote was cast in, or what the box called it. */
  roomAt(vote: Pick<Countable, 'box' | 'room'>, at: number | null): string | null;
  /** Whose votes of this room count for what, by the room's name or one that boxes have for it. */
  readonly turns: ReadonlyMap<string, Timeline<string>>;
  /** Where organisers say that a box stood. */
  readonly stood: ReadonlyMap<string, Timeline<string>>;
}

const TEST: TallyKey = { kind: 'test', sessionId: '' };
const UNASSIGNED: TallyKey = { kind: 'unassigned', sessionId: '' };
const BEFORE: TallyKey = { kind: 'before', sessionId: '' };
const NEVER = createTimeline<string>([]);

/**
 * What every vote counts for (DESIGN section 5). Its room is where organisers say that the box stood then, the last
 * who said so, else the one it was cast in; then an alias makes a room of the programme of it. A vote counts for its own
 * session, a relay included. Everything is worked out here, so that each vote is one search among the turns of its room.
 */
export function createAttribution(grounds: Grounds): Counting {
  const { basis, programme, rule, corrections, takenSince } = grounds;
  const standing = corrections.filter(({ undone }) => undone === null);
  const stood = standsOf(standing);
  const own = timelinesOf(programme === null ? [] : turnsOf(programme, rule));
  const rooms = new Set(programme?.sessions.map(({ room }) => room));
  const aliases = aliasesOf(standing, rooms);
  const meant = [...aliases].map(([alias, room]) => [alias, own.get(room) ?? NEVER] as const);
  const turns = new Map([...own, ...meant]);
  const keys = new Map<string, TallyKey>();
  for (const { id } of programme?.sessions ?? []) keys.set(id, { kind: 'session', sessionId: id });

  const placeOf = (vote: Pick<Countable, 'box' | 'room'>, at: number | null): string | null =>
    (at === null ? undefined : stood.get(vote.box)?.at(at)) ?? vote.room;

  function keyAt(vote: Pick<Countable, 'box' | 'room' | 'source'>, at: number | null): TallyKey {
    if (vote.source === 'test') return TEST;
    if (at === null) return UNASSIGNED;
    const sinceAt = takenSince.get(vote.box);
    if (sinceAt !== undefined && at < sinceAt) return BEFORE;
    const room = placeOf(vote, at);
    const session = room === null ? undefined : turns.get(room)?.at(at);
    return session === undefined ? UNASSIGNED : (keys.get(session) ?? UNASSIGNED);
  }

  return {
    basis,
    grounds,
    turns,
    stood,
    keyAt,
    of: (vote: Countable, boot: Boot | undefined) => keyAt(vote, correctedAt(vote, boot)),
    roomAt(vote, at) {
      const room = placeOf(vote, at);
      return room === null ? null : (aliases.get(room) ?? room);
    },
  };
}

function timelinesOf(turns: readonly Turn<{ id: string; room: string }>[]): Map<string, Timeline<string>> {
  const rooms = new Map<string, Stretch<string>[]>();
  for (const { session, fromAt, toAt } of turns) {
    const room = rooms.get(session.room) ?? [];
    room.push({ fromAt, toAt, value: session.id });
    rooms.set(session.room, room);
  }
  return new Map([...rooms].map(([room, stretches]) => [room, createTimeline(stretches)]));
}

function standsOf(standing: readonly KeptCorrection[]): Map<string, Timeline<string>> {
  const boxes = new Map<string, Stretch<string>[]>();
  for (const { correction } of standing) {
    if (correction.kind !== 'stood') continue;
    const { box, room, fromAt, toAt } = correction;
    boxes.set(box, [...(boxes.get(box) ?? []), { fromAt, toAt, value: room }]);
  }
  return new Map([...boxes].map(([box, stretches]) => [box, layer(stretches)]));
}

/** Of one name the last alias holds. One that leads to a former name leads on from there, and never in a circle. */
function aliasesOf(standing: readonly KeptCorrection[], rooms: ReadonlySet<string>): Map<string, string> {
  const given = new Map<string, string>();
  for (const { correction } of standing) {
    if (correction.kind === 'alias') given.set(correction.alias, correction.room);
  }
  const follow = (alias: string): string => {
    const seen = new Set([alias]);
    let room = given.get(alias) ?? alias;
    while (!rooms.has(room) && !seen.has(room)) {
      seen.add(room);
      room = given.get(room) ?? room;
    }
    return room;
  };
  return new Map([...given.keys()].map((alias) => [alias, follow(alias)]));
}

import type { KnownSession, Programme } from './programme.ts';
import { placesOf, sessionAt, type Votable, votingWindow, type WindowRule } from './window.ts';

/** `[fromAt, toAt)`, epoch milliseconds, in which votes of a room count for a session without a break. */
export interface Turn<S> {
  session: S;
  fromAt: number;
  toAt: number;
}

/** Every turn of every session of a programme, in all rooms. */
export function turnsOf(programme: Programme, rule: WindowRule): Turn<KnownSession>[] {
  const rooms = new Map<string, KnownSession[]>();
  for (const place of programme.sessions.flatMap(placesOf)) {
    if (!place.votable) continue;
    const room = rooms.get(place.room);
    if (room === undefined) rooms.set(place.room, [place]);
    else room.push(place);
  }
  return [...rooms.values()].flatMap((sessions) => turnsAmong(sessions, rule));
}

/** The turns of the votable sessions of one room: what `sessionAt` says, for all instants at once. */
export function turnsAmong<S extends Votable>(sessions: readonly S[], rule: WindowRule): Turn<S>[] {
  const waiting = sessions
    .map((session) => ({ session, ...votingWindow(session, rule) }))
    .sort((a, b) => a.opensAt - b.opensAt);
  const instants = waiting.flatMap(({ session, opensAt, lastCallAt }) => [
    opensAt,
    lastCallAt,
    session.closedFromAt ?? lastCallAt,
    session.listedFromAt ?? opensAt,
  ]);
  const marks = [...new Set(instants)].sort((a, b) => a - b);
  const turns: Turn<S>[] = [];
  let begun = 0;
  let open: typeof waiting = [];
  for (const [index, fromAt] of marks.entries()) {
    while ((waiting[begun]?.opensAt ?? Number.POSITIVE_INFINITY) <= fromAt) {
      open.push(...waiting.slice(begun, begun + 1));
      begun += 1;
    }
    open = open.filter(({ lastCallAt }) => fromAt < lastCallAt);
    const session = sessionAt(
      open.map((window) => window.session),
      fromAt,
      rule,
    );
    const toAt = marks[index + 1];
    if (session === undefined || toAt === undefined) continue;
    const last = turns.at(-1);
    if (last?.session === session && last.toAt === fromAt) last.toAt = toAt;
    else turns.push({ session, fromAt, toAt });
  }
  return turns;
}

import { nearest } from './nearest.ts';
import { roomsOf, type Session } from './programme.ts';

/** Why rooms are none of a programme's, with the nearest that are and all of them; null when each is one. */
export function describeUnknownRooms(rooms: readonly string[], sessions: readonly Session[]): string | null {
  const known = roomsOf(sessions);
  if (known.length === 0) return null;
  const faults = rooms.flatMap((room) => {
    if (known.includes(room)) return [];
    const near = nearest(room, known).map((name) => `"${name}"`);
    const hint = near.length === 0 ? '' : ` (did you mean ${near.join(' or ')}?)`;
    return [`"${room}" is not a room of the programme${hint}`];
  });
  return faults.length === 0 ? null : `${faults.join('; ')}; its rooms: ${known.join(', ')}`;
}

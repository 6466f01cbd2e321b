import { nearest } from './nearest.ts';
import { roomsOf, type Session } from './programme.ts';

/** Why a room is none of a programme's, with the nearest that is and all that are; null when it is one. */
export function describeUnknownRoom(room: string, sessions: readonly Session[]): string | null {
  const rooms = roomsOf(sessions);
  if (rooms.includes(room) || rooms.length === 0) return null;
  const [near] = nearest(room, rooms, 1);
  const hint = near === undefined ? '' : ` (did you mean "${near}"?)`;
  return `"${room}" is not a room of the programme${hint}; its rooms: ${rooms.join(', ')}`;
}

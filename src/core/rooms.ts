import { nearest } from './nearest.ts';
import { type KnownSession, roomsOf, type Session } from './programme.ts';

/**
 * The sessions in the rooms where the source lists them now; what is withdrawn counts only where nothing else is left.
 * A room that was renamed during the day is in no listing, though what is over there stays there.
 */
export function asListed(sessions: readonly KnownSession[]): Session[] {
  const listed = sessions.filter(({ withdrawn }) => !withdrawn);
  return (listed.length > 0 ? listed : sessions).map((session) => ({
    ...session,
    room: session.listedRoom ?? session.room,
  }));
}

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

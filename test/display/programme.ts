import type { KnownSession } from '../../src/core/programme.ts';
import { sessionWith } from '../fakes/session.ts';

const MINUTE_MS = 60_000;

/** A session of June 2026 in Paris, as the programme of a box keeps it: `24T10:00` is when it starts. */
export function known(
  id: string,
  time: string,
  durationMin: number,
  changes: Partial<KnownSession> = {},
): KnownSession {
  const startsAt = Date.parse(`2026-06-${time}:00+02:00`);
  const endsAt = startsAt + durationMin * MINUTE_MS;
  return sessionWith({ id, startsAt, endsAt, speakers: ['Ada Lovelace'], ...changes });
}

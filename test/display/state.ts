import type { BoxState, SessionView } from '../../src/core/state.ts';
import { stateWith } from '../fakes/state.ts';

export const NOON_AT = Date.parse('2026-06-24T12:00:00+02:00');
export const MINUTE_MS = 60_000;

/** A talk of an hour in Amphi A that starts `startMin` minutes after noon. */
export function makeSession(id: string, startMin: number, changes: Partial<SessionView> = {}): SessionView {
  const startsAt = NOON_AT + startMin * MINUTE_MS;
  const endsAt = startsAt + 60 * MINUTE_MS;
  return {
    id,
    title: `Talk ${id}`,
    speakers: ['Ada Lovelace'],
    room: 'Amphi A',
    kind: 'talk',
    startsAt,
    endsAt,
    votable: true,
    cancelled: false,
    language: null,
    track: null,
    opensAt: startsAt + 10 * MINUTE_MS,
    closesAt: endsAt + 15 * MINUTE_MS,
    ...changes,
  };
}

/** A box at noon with nothing in its programme, changed as the test needs. */
export function makeState(changes: Partial<BoxState> = {}): BoxState {
  const clock = { at: NOON_AT, quality: 'synced', timezone: 'Europe/Paris' } as const;
  return stateWith({ language: 'en', event: 'Conference', clock, ...changes });
}

import type { BoxState, SessionView } from '../../src/core/state.ts';

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
  const button = { active: false, stuck: false, presses: 0, noise: 0, repeats: 0 };
  return {
    version: '0.1.0',
    box: 'box-07',
    room: 'Amphi A',
    language: 'en',
    simulated: true,
    event: 'Conference',
    clock: { at: NOON_AT, quality: 'synced', timezone: 'Europe/Paris' },
    session: null,
    running: null,
    next: null,
    votes: { plus: 0, minus: 0, total: 0 },
    lastVotes: [],
    lcd: { lines: null, cells: [], glyphs: [] },
    leds: { plus: false, minus: false, status: false },
    buzzer: false,
    buttons: { plus: button, minus: button },
    failed: 0,
    hub: null,
    faults: [],
    ...changes,
  };
}

import type { RoomView, SessionResult, SessionShown } from '../../src/core/hub/view.ts';

export const MINUTE_MS = 60_000;
export const HUB_AT = Date.parse('2026-06-24T11:45:10+02:00');
export const HOUR_MS = 60 * MINUTE_MS;

/** An instant of the event, on the 24th of June as a rule. */
export const at = (time: string, day = '24') => Date.parse(`2026-06-${day}T${time}:00+02:00`);

export function makeShown(id: string, title: string, room: string, from: string, to: string): SessionShown {
  return { id, title, speakers: ['Ada Lovelace'], room, startsAt: at(from), endsAt: at(to) };
}

export const CACHES = makeShown(
  's-caches',
  'Caches : ce que personne ne vous dit avant la mise en production',
  'Amphi A',
  '11:00',
  '11:50',
);
export const RUST = makeShown('s-rust', 'Rust sur un Pi : ça marche ?', 'Amphi B', '11:00', '11:50');
export const LUNCH = { ...makeShown('s-lunch', 'Déjeuner', 'Amphi A', '12:00', '13:30'), speakers: [] };
export const CSS = makeShown('s-css', 'CSS moderne', 'Amphi B', '13:30', '14:20');
export const OPENING = { ...makeShown('s-open', 'Ouverture', 'Amphi A', '09:00', '09:30'), speakers: [] };
export const WORKSHOP = makeShown(
  's-workshop',
  'Atelier « électronique » : souder son premier circuit',
  'Salle 110',
  '10:00',
  '12:00',
);

function minutesOf(seed: number): RoomView['minutes'] {
  return Array.from({ length: 34 }, (_, index) => ({
    at: at('11:10') + index * MINUTE_MS,
    plus: Math.round(Math.max(0, 4 * Math.sin((index + seed) / 5) + (index > 28 ? 9 : 2))),
    minus: Math.round(Math.max(0, 2 * Math.cos((index + seed) / 4) + (index > 30 ? 3 : 0))),
  })).filter(({ plus, minus }) => plus + minus > 0);
}

/** A room with half an hour of votes for its session. */
export function makeRoom(
  room: string,
  boxes: string[],
  session: SessionShown | null,
  next: SessionShown | null,
  seed: number,
): RoomView {
  const minutes = session === null ? [] : minutesOf(seed);
  const sum = (value: 'plus' | 'minus') => minutes.reduce((total, minute) => total + minute[value], 0);
  return { room, boxes, session, running: session, next, plus: sum('plus'), minus: sum('minus'), minutes };
}

export function makeResult(shown: SessionShown, changes: Partial<SessionResult> = {}): SessionResult {
  return {
    ...shown,
    cancelled: false,
    withdrawn: false,
    counted: 200,
    plus: 182,
    minus: 18,
    tooFew: false,
    share: { value: 0.91, low: 0.862, high: 0.942 },
    bursts: { count: 0, votes: 0 },
    foldedShare: 0.91,
    early: 0,
    ...changes,
  };
}

export const RESULTS: SessionResult[] = [
  makeResult(CACHES),
  makeResult(RUST, {
    counted: 148,
    plus: 120,
    minus: 28,
    share: { value: 0.811, low: 0.74, high: 0.866 },
    bursts: { count: 3, votes: 21 },
    foldedShare: 0.79,
    early: 12,
  }),
  makeResult(WORKSHOP, {
    counted: 41,
    plus: 22,
    minus: 19,
    share: { value: 0.537, low: 0.387, high: 0.679 },
    cancelled: true,
  }),
  makeResult(CSS, { counted: 7, plus: 7, minus: 0, tooFew: true, share: { value: 1, low: 0.646, high: 1 } }),
  makeResult(OPENING, {
    counted: 0,
    plus: 0,
    minus: 0,
    tooFew: true,
    share: null,
    foldedShare: null,
    withdrawn: true,
  }),
];

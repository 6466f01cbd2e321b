import type { BoxView, HubView, RoomView, SessionResult, SessionShown } from '../../src/core/hub/view.ts';

export const MINUTE_MS = 60_000;
export const HUB_AT = Date.parse('2026-06-24T11:45:10+02:00');
const HOUR_MS = 60 * MINUTE_MS;

const at = (time: string, day = '24') => Date.parse(`2026-06-${day}T${time}:00+02:00`);

export function makeShown(id: string, title: string, room: string, from: string, to: string): SessionShown {
  return { id, title, speakers: ['Ada Lovelace'], room, startsAt: at(from), endsAt: at(to) };
}

const CACHES = makeShown(
  's-caches',
  'Caches : ce que personne ne vous dit avant la mise en production',
  'Amphi A',
  '11:00',
  '11:50',
);
const RUST = makeShown('s-rust', 'Rust sur un Pi : ça marche ?', 'Amphi B', '11:00', '11:50');
const LUNCH = { ...makeShown('s-lunch', 'Déjeuner', 'Amphi A', '12:00', '13:30'), speakers: [] };
const CSS = makeShown('s-css', 'CSS moderne', 'Amphi B', '13:30', '14:20');
const OPENING = { ...makeShown('s-open', 'Ouverture', 'Amphi A', '09:00', '09:30'), speakers: [] };
const WORKSHOP = makeShown(
  's-workshop',
  'Atelier « électronique » : souder son premier circuit',
  'Salle 110',
  '10:00',
  '12:00',
);

export function makeBox(box: string, changes: Partial<BoxView> = {}): BoxView {
  return {
    box,
    name: box,
    settings: { name: '', room: null, language: null, muted: null, window: null },
    room: 'Amphi A',
    link: 'linked',
    seenAt: HUB_AT - 4_000,
    lastVoteAt: HUB_AT - 3 * MINUTE_MS,
    stored: 1_203,
    queued: 0,
    clock: 'synced',
    disk: { freeBytes: 24.6e9, totalBytes: 31.9e9 },
    temperature: 51.2,
    mode: 'voting',
    version: '0.1.0',
    noise: { plus: 0, minus: 0 },
    repeats: { plus: 2, minus: 1 },
    failed: 0,
    advice: [],
    logs: [],
    pairedAt: HUB_AT - 30 * HOUR_MS,
    takenSinceAt: null,
    ...changes,
  };
}

const FLEET: BoxView[] = [
  makeBox('box-01', {
    name: 'Entrée amphi A',
    settings: { name: 'Entrée amphi A', room: null, language: 'fr', muted: true, window: null },
  }),
  makeBox('box-02', {
    room: 'Amphi B',
    noise: { plus: 412, minus: 3 },
    clock: 'hub',
    advice: [
      {
        severity: 'warning',
        text: '412 noise pulses on +1: check the wiring of +1, and keep its leads away from mains.',
      },
    ],
  }),
  makeBox('box-03', {
    room: 'Salle 110',
    link: 'away',
    seenAt: HUB_AT - 17 * MINUTE_MS,
    queued: 38,
    advice: [{ severity: 'error', text: 'It takes no votes: its disk is full. Free space on its SD card.' }],
    disk: { freeBytes: 0.2e9, totalBytes: 7.9e9 },
    temperature: 74.6,
    logs: [{ epoch: '9f3ac2e17b', votes: 214, forkedAt: HUB_AT - 5 * HOUR_MS, leftOut: false }],
    takenSinceAt: HUB_AT - 26 * HOUR_MS,
  }),
  makeBox('box-04', {
    room: null,
    link: 'never',
    seenAt: null,
    lastVoteAt: null,
    stored: 0,
    clock: null,
    disk: null,
    temperature: null,
    mode: null,
    version: null,
  }),
  makeBox('box-09', { link: 'revoked', seenAt: HUB_AT - 20 * HOUR_MS }),
];

function minutesOf(seed: number): RoomView['minutes'] {
  return Array.from({ length: 34 }, (_, index) => ({
    at: at('11:10') + index * MINUTE_MS,
    plus: Math.round(Math.max(0, 4 * Math.sin((index + seed) / 5) + (index > 28 ? 9 : 2))),
    minus: Math.round(Math.max(0, 2 * Math.cos((index + seed) / 4) + (index > 30 ? 3 : 0))),
  })).filter(({ plus, minus }) => plus + minus > 0);
}

function makeRoom(
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

const RESULTS: SessionResult[] = [
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

function slot(shown: SessionShown, changes: Partial<HubView['programme']['sessions'][number]> = {}) {
  const kind = 'talk' as const;
  return { ...shown, kind, votable: true, cancelled: false, withdrawn: false, ...changes };
}

/** Everything a hub has to show in the middle of an event, of each kind at least one. */
export function makeView(me: HubView['hub']['me'] = { name: 'Zoé', role: 'organiser' }): HubView {
  return {
    hub: {
      version: '0.1.0',
      event: 'breizhcamp-2026',
      conference: 'BreizhCamp 2026',
      timezone: 'Europe/Paris',
      language: 'fr',
      at: HUB_AT,
      me,
      rooms: ['Amphi A', 'Amphi B', 'Salle 110'],
      faults: [],
    },
    fleet: FLEET,
    live: [
      makeRoom('Amphi A', ['box-01'], CACHES, LUNCH, 0),
      makeRoom('Amphi B', ['box-02'], RUST, CSS, 9),
      makeRoom('Salle 110', ['box-03'], null, WORKSHOP, 3),
    ],
    results: {
      sessions: RESULTS,
      totals: { stored: 439, counted: 396, unassigned: 27, test: 12, before: 4, leftOut: 0 },
    },
    programme: {
      sessions: [
        slot(OPENING, { withdrawn: true }),
        slot(CACHES),
        slot(LUNCH, { kind: 'break', votable: false }),
        slot(RUST),
        slot(CSS),
        slot(WORKSHOP, { cancelled: true }),
        slot({
          ...CSS,
          id: 's-day2',
          title: 'Deuxième jour',
          startsAt: at('10:00', '25'),
          endsAt: at('10:50', '25'),
        }),
      ],
      orders: [
        {
          number: 2,
          at: HUB_AT - 12 * MINUTE_MS,
          who: 'Zoé',
          text: 'Amphi B is 10 min late:\n  ends   11:50 instead of 11:40  Rust sur un Pi\n  starts 13:30 instead of 13:20  CSS moderne',
          undone: null,
        },
        {
          number: 1,
          at: HUB_AT - 80 * MINUTE_MS,
          who: 'Malo',
          text: '"CSS moderne" moves to Salle 110, 13:20.',
          undone: { at: HUB_AT - 70 * MINUTE_MS, who: 'Zoé' },
        },
      ],
      versions: [
        { version: 3, at: HUB_AT - 2 * HOUR_MS, sessions: 7, changes: '1 moved' },
        { version: 2, at: HUB_AT - 20 * HOUR_MS, sessions: 7, changes: '2 added, 1 withdrawn' },
      ],
      source: 'https://www.breizhcamp.org/json/schedule.json',
    },
    corrections: [
      {
        number: 1,
        at: HUB_AT - 40 * MINUTE_MS,
        who: 'Malo',
        correction: { kind: 'alias', alias: 'Amphi-A', room: 'Amphi A' },
        text: 'what boxes call "Amphi-A" is Amphi A',
        undone: { at: HUB_AT - 30 * MINUTE_MS, who: 'Malo' },
      },
      {
        number: 2,
        at: HUB_AT - 20 * MINUTE_MS,
        who: 'Zoé',
        correction: { kind: 'stood', box: 'box-02', room: 'Amphi B', fromAt: at('09:00'), toAt: at('11:20') },
        text: 'box-02 stood in Amphi B from 2026-06-24 09:00 to 11:20',
        undone: null,
      },
    ],
    notices: [
      {
        number: 1,
        at: HUB_AT - 2 * HOUR_MS,
        who: 'Malo',
        text: { kind: 'full' },
        boxes: ['box-01'],
        untilAt: HUB_AT - HOUR_MS,
        ended: null,
      },
      {
        number: 2,
        at: HUB_AT - 90 * MINUTE_MS,
        who: 'Zoé',
        text: { kind: 'free', text: 'Vestiaire fermé' },
        boxes: null,
        untilAt: null,
        ended: { at: HUB_AT - HOUR_MS, who: 'Zoé' },
      },
      {
        number: 3,
        at: HUB_AT - 5 * MINUTE_MS,
        who: 'Zoé',
        text: { kind: 'moved', to: 'Salle 110' },
        boxes: ['box-01', 'box-02'],
        untilAt: HUB_AT + 25 * MINUTE_MS,
        ended: null,
      },
    ],
    pairings: [
      {
        box: 'box-05',
        secretDigest: 'a'.repeat(64),
        code: 'K7QM2XHP',
        machine: '10000000a3b1c2d4',
        version: '0.1.0',
        votes: 312,
        firstVoteAt: at('08:50', '23'),
        askedAt: HUB_AT - 3 * MINUTE_MS,
        endsAt: HUB_AT + 7 * MINUTE_MS,
        from: '192.168.1.45',
        known: 'new',
      },
      {
        box: 'box-02',
        secretDigest: 'b'.repeat(64),
        code: 'ZW4NTR89',
        machine: '10000000ffee0011',
        version: '0.1.0',
        votes: 0,
        firstVoteAt: null,
        askedAt: HUB_AT - 8 * MINUTE_MS,
        endsAt: HUB_AT + 2 * MINUTE_MS,
        from: '192.168.1.77',
        known: 'other-board',
      },
    ],
    accounts:
      me.role === 'viewer'
        ? []
        : [
            { name: 'Zoé', role: 'organiser', createdAt: at('08:00', '22') },
            { name: 'Malo', role: 'organiser', createdAt: at('09:00', '22') },
            { name: 'Accueil', role: 'viewer', createdAt: at('09:05', '22') },
          ],
    audit:
      me.role === 'viewer'
        ? []
        : Array.from({ length: 40 }, (_, index) => ({
            number: 40 - index,
            at: HUB_AT - (index + 1) * 7 * MINUTE_MS,
            who: index % 3 === 0 ? 'Malo' : 'Zoé',
            what: index % 2 === 0 ? 'approves box-03, all its votes' : 'delays Amphi B by 10 min',
          })),
  };
}

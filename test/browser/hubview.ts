import type { HubView, SessionShown } from '../../src/core/hub/view.ts';
import {
  at,
  CACHES,
  CSS,
  HOUR_MS,
  HUB_AT,
  LUNCH,
  MINUTE_MS,
  makeRoom,
  OPENING,
  RESULTS,
  RUST,
  WORKSHOP,
} from '../display/hubtalks.ts';
import { FLEET } from './hubfleet.ts';
import { WALL } from './hubwall.ts';

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
    wall: WALL,
    screens: { resultsPublished: false, images: 4 },
  };
}

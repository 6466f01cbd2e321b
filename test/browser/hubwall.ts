import type { KeptRuling, Ruling } from '../../src/core/wall/rules.ts';
import type { DeskPost, SourceView, WallDeskView } from '../../src/core/wall/view.ts';
import { HUB_AT, MINUTE_MS } from '../display/hubtalks.ts';

/** A digest that is this character all over. */
export const digestOf = (character: string) => character.repeat(64);

/** What tells a post of framapiaf.org apart. */
export const idOf = (number: string) => `mastodon:https://framapiaf.org/${number}`;

/** A picture of one pixel: the smallest WebP. */
export const WEBP = Buffer.from('UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA', 'base64');

/** The parts of the page. */
export const TABS = ['wall', 'wall/shown', 'wall/off', 'wall/rules', 'wall/sources', 'wall/history'];

export function makePost(id: string, changes: Partial<DeskPost> = {}): DeskPost {
  return {
    id: idOf(id),
    network: 'mastodon',
    author: { name: 'Anna Le Goff', handle: '@anna@framapiaf.org' },
    authorId: 'https://framapiaf.org/users/anna',
    server: 'framapiaf.org',
    text: 'La salle est pleine pour « Caches », et on comprend pourquoi ! #breizhcamp',
    at: HUB_AT - 4 * MINUTE_MS,
    seenAt: HUB_AT - 3 * MINUTE_MS,
    editedAt: null,
    language: 'fr',
    url: `https://framapiaf.org/@anna/${id}`,
    digest: digestOf('d'),
    source: 'mastodon.social #breizhcamp',
    pictures: [],
    standing: { is: 'waiting', why: 'approval' },
    ...changes,
  };
}

const MALO = {
  author: { name: 'Malo Kerbrat', handle: '@malo.bsky.social' },
  authorId: 'did:plc:malo',
  server: 'bsky.social',
  network: 'bluesky',
  source: 'bluesky #breizhcamp',
  url: 'https://bsky.app/profile/malo.bsky.social/post/3k',
} as const;

const WAITING: DeskPost[] = [
  makePost('4', {
    ...MALO,
    id: 'bluesky:4',
    text: 'Rust sur un Pi : ça marche ? Spoiler : oui, et vite. Les deux boutons ont chauffé.',
    standing: { is: 'waiting', why: 'delay' },
    seenAt: HUB_AT - 30_000,
    language: 'fr',
  }),
  makePost('3', {
    seenAt: HUB_AT - MINUTE_MS,
    pictures: [
      {
        digest: digestOf('a'),
        width: 1200,
        height: 800,
        alt: 'Un amphi plein vu du fond, les mains levées.',
      },
      { digest: digestOf('b'), width: 600, height: 1200, alt: '' },
    ],
  }),
  makePost('2', {
    editedAt: HUB_AT - 2 * MINUTE_MS,
    seenAt: HUB_AT - 20_000,
    standing: { is: 'waiting', why: 'edited' },
    text: 'Correction : c’est en salle 110, pas en amphi B.',
    author: { name: '', handle: '@yann@mastodon.bzh' },
    authorId: 'https://mastodon.bzh/users/yann',
    server: 'mastodon.bzh',
  }),
  makePost('1', {
    seenAt: HUB_AT - 9 * MINUTE_MS,
    standing: { is: 'waiting', why: 'word' },
    text: `Un long récit.\n${'Le café était bon, la file aussi longue que le trajet depuis Quimper. '.repeat(12)}`,
  }),
];

const SHOWN: DeskPost[] = [
  makePost('12', {
    ...MALO,
    id: 'bluesky:12',
    standing: { is: 'shown' },
    text: 'Bonjour Rennes !',
    at: HUB_AT - 30 * MINUTE_MS,
  }),
  makePost('11', {
    standing: { is: 'shown' },
    text: 'Première crêpe de la journée.',
    at: HUB_AT - 50 * MINUTE_MS,
  }),
];

function off(id: string, why: Extract<DeskPost['standing'], { is: 'off' }>['why'], changes = {}): DeskPost {
  return makePost(id, { standing: { is: 'off', why }, text: `Écarté : ${why}`, ...changes });
}

const OFF: DeskPost[] = [
  off('25', 'hidden-post'),
  off('24', 'sensitive', { pictures: [{ digest: digestOf('c'), width: 900, height: 900, alt: 'Flou' }] }),
  off('23', 'hidden-server', {
    server: 'spam.example',
    author: { name: 'Casino', handle: '@win@spam.example' },
  }),
  off('22', 'gone'),
  off('21', 'too-many'),
];

/** A ruling as it is kept, with its words. */
export function makeRuling(
  number: number,
  ruling: Ruling,
  text: string,
  undone: KeptRuling['undone'] = null,
): KeptRuling & { text: string } {
  return { number, at: HUB_AT - (10 - number) * MINUTE_MS, who: 'Zoé', ruling, text, undone };
}

function makeSource(key: string, state: SourceView['state'], changes: Partial<SourceView> = {}): SourceView {
  return {
    key,
    label: key,
    network: 'mastodon',
    state,
    why: null,
    askedAt: HUB_AT - MINUTE_MS,
    nextAt: HUB_AT + 45_000,
    posts: 12,
    cost: null,
    ...changes,
  };
}

const SOURCES: SourceView[] = [
  makeSource('mastodon.social #breizhcamp', 'ok', { label: '#breizhcamp on mastodon.social', posts: 41 }),
  makeSource('framapiaf.org #breizhcamp', 'needs-login', {
    label: '#breizhcamp on framapiaf.org',
    why: 'framapiaf.org answers 401: it shows hashtags only to those who are signed in.',
    posts: 0,
  }),
  makeSource('bluesky #breizhcamp', 'limited', {
    label: '#breizhcamp on Bluesky',
    network: 'bluesky',
    why: 'Bluesky asks to wait for 5 min.',
    nextAt: HUB_AT + 5 * MINUTE_MS,
  }),
  makeSource('https://blog.breizhcamp.org/feed', 'empty', { network: 'feed', posts: 0 }),
  makeSource('x #breizhcamp', 'ok', { network: 'x', label: '#breizhcamp on X', cost: '$0.12 for 24 posts' }),
];

/** A wall in the middle of an event, with something of each kind. */
export const WALL: WallDeskView = {
  sources: SOURCES,
  rules: {
    mode: 'delay',
    delayMs: 120_000,
    perAuthorHour: 4,
    bots: false,
    replies: true,
    words: ['crypto', 'casino'],
  },
  waiting: WAITING,
  shown: SHOWN,
  off: OFF,
  rulings: [
    makeRuling(4, { kind: 'hide-server', server: 'spam.example' }, 'hides everybody on spam.example'),
    makeRuling(3, { kind: 'hide-post', post: OFF[0]?.id ?? '' }, 'hides a post of @anna@framapiaf.org'),
    makeRuling(
      2,
      { kind: 'hide-author', author: 'did:plc:malo', handle: '@malo.bsky.social' },
      'hides @malo.bsky.social',
      { at: HUB_AT - 7 * MINUTE_MS, who: 'Malo' },
    ),
    makeRuling(
      1,
      { kind: 'trust-author', author: 'did:plc:malo', handle: '@malo.bsky.social' },
      'trusts @malo.bsky.social',
    ),
  ],
  clearedAt: null,
};

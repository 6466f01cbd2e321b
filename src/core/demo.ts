import type { Language } from './config.ts';
import { inOrder } from './formats/ids.ts';
import type { ProgrammeReading, Session } from './programme.ts';

/** The name of the built-in conference where a source is asked for. */
export const DEMO_SOURCE = 'demo:';

const SLOT_MS = 40 * 60_000; // 36 fill a day, so every day begins with a slot
const SLOTS_A_DAY = 36;
const DAYS = 5; // the day before, today and three more: a refresh that fails for days still leaves a session on

const ROOMS = ['Amphi A', 'Amphi B', 'Salle C'] as const;

interface DemoTalk {
  title: Record<Language, string>;
  speakers: readonly string[];
  track: string;
}

const TALKS: readonly DemoTalk[] = [
  talk('Déboguer sans pleurer', 'Debugging without tears', 'Web', 'Maëlle Kerguélen'),
  talk(
    'Une base de données dans un grille-pain',
    'A database in a toaster',
    'Data',
    'Zoë Le Bœuf',
    'Iñaki Ortíz',
  ),
  talk('Pourquoi vos tests mentent', 'Why your tests lie', 'Tests', 'Anne-Lyse Trévidic'),
  talk('🦀 Rust pour les gens pressés', '🦀 Rust for people in a hurry', 'Langages', 'Bjørn Åkesson'),
  talk(
    'Comment nous avons migré quarante-deux microservices vers un seul monolithe, et pourquoi nous dormons mieux',
    'How we moved forty-two microservices into one single monolith, and why we sleep better since',
    'Architecture',
    'François-Xavier Guével',
    'Łucja Wójcik',
  ),
  talk(
    'L’accessibilité commence au clavier',
    'Accessibility begins at the keyboard',
    'Web',
    'Nolwenn Cœurdacier',
  ),
  talk('Cent capteurs, une pile, dix ans', 'A hundred sensors, one battery, ten years', 'IoT', 'Gaël Tanguy'),
  talk('Lire du code que personne n’a relu', 'Reading code that nobody reviewed', 'Méthode', 'Dvořák Šimon'),
  talk('Le cache : trois ennuis et un remède', 'Caches: three troubles and one cure', 'Web', 'Ümit Özgür'),
  talk('Chiffrer ses sauvegardes, vraiment', 'Encrypting backups, for real', 'Sécurité', 'Solène Abgrall'),
  talk(
    'Petite histoire des fuseaux horaires',
    'A short history of time zones',
    'Culture',
    'Éloïse Marchadour',
  ),
  talk(
    'Un compilateur en quarante minutes',
    'A compiler in forty minutes',
    'Langages',
    'Yann Bozec',
    'Ada Quéméner',
  ),
  talk('Faire moins, mesurer mieux', 'Do less, measure more', 'Écoconception', 'Rozenn Pérès'),
];

const BREAKS: readonly Record<Language, string>[] = [
  { fr: 'Pause café', en: 'Coffee break' },
  { fr: 'Buffet', en: 'Buffet' },
  { fr: 'Galettes et cidre', en: 'Pancakes and cider' },
];

/**
 * A made-up conference that is always in the middle of a session in each of its three rooms: talks of 40 minutes back
 * to back, day and night, from the day before `at` (epoch milliseconds) to three days after, and breaks in the hall.
 * A slot has the same id whenever it is made, so a box that refreshes runs on for ever and votes stay with their
 * sessions.
 */
export function demoProgramme(at: number, timezone: string, language: Language): ProgrammeReading {
  const firstSlot = (Math.floor(at / (SLOT_MS * SLOTS_A_DAY)) - 1) * SLOTS_A_DAY;
  const slots = Array.from({ length: DAYS * SLOTS_A_DAY }, (_, index) => firstSlot + index);
  const sessions = slots.flatMap((slot) => [
    ...ROOMS.map((room, index) => demoTalk(slot, room, index, language)),
    ...(slot % 3 === 0 ? [demoBreak(slot, language)] : []),
  ]);
  return {
    format: 'demo',
    timezone,
    reading: 'instant',
    name: language === 'fr' ? 'Conférence de démonstration' : 'Demo conference',
    sessions: sessions.sort(inOrder),
    dropped: [],
    faults: [],
    assumed: [],
    other: null,
    undecided: false,
  };
}

function demoTalk(slot: number, room: string, roomIndex: number, language: Language): Session {
  // 5 and 13 share no divisor: every talk comes by in every room, never twice at once.
  const made = TALKS[modulo(slot * 5 + roomIndex * 4, TALKS.length)];
  return {
    ...timesOf(slot),
    id: `demo-${roomIndex + 1}-${slot}`,
    derivedId: false,
    title: made?.title[language] ?? '',
    speakers: made?.speakers ?? [],
    room,
    kind: 'talk',
    votable: true,
    cancelled: false,
    language,
    track: made?.track ?? null,
  };
}

function demoBreak(slot: number, language: Language): Session {
  return {
    ...timesOf(slot),
    id: `demo-hall-${slot}`,
    derivedId: false,
    title: BREAKS[modulo(slot / 3, BREAKS.length)]?.[language] ?? '',
    speakers: [],
    room: 'Hall',
    kind: 'break',
    votable: false,
    cancelled: false,
    language: null,
    track: null,
  };
}

function timesOf(slot: number): Pick<Session, 'startsAt' | 'endsAt'> {
  return { startsAt: slot * SLOT_MS, endsAt: (slot + 1) * SLOT_MS };
}

function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}

function talk(fr: string, en: string, track: string, ...speakers: string[]): DemoTalk {
  return { title: { fr, en }, speakers, track };
}

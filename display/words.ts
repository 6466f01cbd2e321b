import type { BoxState, HubLinkView } from '../src/core/state.ts';
import type { ClockQuality } from '../src/core/vote.ts';
import { ROOM_EN, ROOM_FR, type RoomWords } from './kiosk/roomwords.ts';

/** Every word of the pages in one language. Functions get what is already formatted. */
export interface Words extends RoomWords {
  connecting: string;
  reconnecting: string;
  connected: string;
  simulator: string;
  roomScreen: string;
  noLcd: string;
  plus: string;
  minus: string;
  hold: string;
  keys: string;
  mute: string;
  unmute: string;
  votes: string;
  total: string;
  lastVotes: string;
  noVotes: string;
  noSession: string;
  hardware: string;
  presses: string;
  noise: string;
  repeats: string;
  stuck: string;
  failed: string;
  clock: string;
  quality: Record<ClockQuality, string>;
  hub: string;
  noHub: string;
  hubState: Record<HubLinkView['state'], string>;
  hubCode(code: string): string;
  queued(votes: number): string;
  faults: string;
  noFaults: string;
  since(time: string): string;
  notSimulated: string;
}

const fr: Words = {
  ...ROOM_FR,
  connecting: 'Connexion à la LikeBox…',
  reconnecting: 'Reconnexion à la LikeBox…',
  connected: 'Connecté',
  simulator: 'Simulateur',
  roomScreen: 'Écran de la salle',
  noLcd: 'Pas d’écran LCD',
  plus: '+1 : j’ai aimé',
  minus: '−1 : je n’ai pas aimé',
  hold: 'Le bouton reste enfoncé tant que vous le tenez.',
  keys: 'Au clavier\u00a0:',
  mute: 'Couper le son',
  unmute: 'Remettre le son',
  votes: 'Votes',
  total: 'total',
  lastVotes: 'Derniers votes',
  noVotes: 'Aucun vote pour l’instant : appuyez sur un bouton.',
  noSession: 'hors session',
  hardware: 'Ce que voit la LikeBox',
  presses: 'appuis',
  noise: 'parasites',
  repeats: 'trop rapides',
  stuck: 'coincé',
  failed: 'Votes perdus',
  clock: 'Horloge',
  quality: {
    synced: 'synchronisée (NTP)',
    hub: 'donnée par le hub',
    manual: 'réglée à la main',
    rtc: 'puce d’horloge',
    unset: 'pas à l’heure',
  },
  hub: 'Hub',
  noHub: 'aucun, la LikeBox compte seule',
  hubState: {
    pairing: 'attend d’être approuvée',
    refused: 'refusée par le hub',
    unreachable: 'injoignable',
    'changed-key': 'sa clé a changé, rien ne lui est envoyé',
    linked: 'reliée',
    away: 'absent, la LikeBox garde les votes',
  },
  hubCode: (code) => `code ${code}`,
  queued: (votes) => (votes > 1 ? `${votes} votes en attente` : `${votes} vote en attente`),
  faults: 'Défauts',
  noFaults: 'aucun',
  since: (time) => `depuis ${time}`,
  notSimulated: 'Cette LikeBox a de vrais boutons : ceux de cette page ne font rien.',
};

const en: Words = {
  ...ROOM_EN,
  connecting: 'Connecting to the LikeBox…',
  reconnecting: 'Reconnecting to the LikeBox…',
  connected: 'Connected',
  simulator: 'Simulator',
  roomScreen: 'Room screen',
  noLcd: 'No LCD',
  plus: '+1: I liked it',
  minus: '−1: I did not like it',
  hold: 'A button stays down for as long as you hold it.',
  keys: 'Keys:',
  mute: 'Mute',
  unmute: 'Unmute',
  votes: 'Votes',
  total: 'total',
  lastVotes: 'Last votes',
  noVotes: 'No vote yet: push a button.',
  noSession: 'no session',
  hardware: 'What the LikeBox sees',
  presses: 'presses',
  noise: 'noise',
  repeats: 'too quick',
  stuck: 'stuck',
  failed: 'Votes lost',
  clock: 'Clock',
  quality: {
    synced: 'synchronised (NTP)',
    hub: 'given by the hub',
    manual: 'set by hand',
    rtc: 'clock chip',
    unset: 'not set',
  },
  hub: 'Hub',
  noHub: 'none, the LikeBox counts alone',
  hubState: {
    pairing: 'waits to be approved',
    refused: 'refused by the hub',
    unreachable: 'not to be reached',
    'changed-key': 'its key has changed, nothing is sent to it',
    linked: 'linked',
    away: 'away, the LikeBox keeps the votes',
  },
  hubCode: (code) => `code ${code}`,
  queued: (votes) => (votes === 1 ? `${votes} vote waits` : `${votes} votes wait`),
  faults: 'Faults',
  noFaults: 'none',
  since: (time) => `since ${time}`,
  notSimulated: 'This LikeBox has real buttons: those of this page do nothing.',
};

const WORDS = { fr, en };

/** The words of the box's language; before it has spoken, of the browser's. */
export function wordsOf(state: BoxState | null): Words {
  return WORDS[state?.language ?? (navigator.language.startsWith('fr') ? 'fr' : 'en')];
}

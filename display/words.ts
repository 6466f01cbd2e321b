import type { BoxState, HubLinkView } from '../src/core/state.ts';
import type { ClockQuality } from '../src/core/vote.ts';
import type { Missing } from './room.ts';

/** Every word of the pages in one language. Functions get what is already formatted. */
export interface Words {
  connecting: string;
  reconnecting: string;
  connected: string;
  timeLeft(duration: string): string;
  startsIn(duration: string): string;
  ended: string;
  coming: string;
  next: string;
  cancelled: string;
  voteUntil(time: string): string;
  voteFor(title: string, time: string): string;
  votingStopped: string;
  missing: Record<Missing, { title: string; help: string }>;
  simulator: string;
  roomScreen: string;
  noRoom: string;
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
  noticeFrom: string;
  faults: string;
  noFaults: string;
  since(time: string): string;
  notSimulated: string;
}

const fr: Words = {
  connecting: 'Connexion à la LikeBox…',
  reconnecting: 'Reconnexion à la LikeBox…',
  connected: 'Connecté',
  timeLeft: (duration) => `Reste ${duration}`,
  startsIn: (duration) => `Dans ${duration}`,
  ended: 'Terminé',
  coming: 'Prochaine session',
  next: 'Ensuite',
  cancelled: 'Annulé',
  voteUntil: (time) => `Votez en sortant, jusqu’à ${time}`,
  voteFor: (title, time) => `Vote pour « ${title} » jusqu’à ${time}`,
  votingStopped: 'Le vote est arrêté',
  missing: {
    clock: {
      title: 'L’horloge n’est pas encore à l’heure',
      help: 'Le programme s’affichera dès que l’heure sera connue. Les votes sont gardés.',
    },
    room: {
      title: 'Cette LikeBox n’a pas encore de salle',
      help: 'Donnez-lui une salle dans sa configuration : room, dans la partie [box]. Les votes sont gardés.',
    },
    programme: {
      title: 'Pas encore de programme',
      help: 'Il s’affichera dès qu’il sera lu. Les votes sont gardés.',
    },
    rest: {
      title: 'C’est fini pour cette salle',
      help: 'Il n’y a plus de session au programme. Merci, et à bientôt !',
    },
  },
  simulator: 'Simulateur',
  roomScreen: 'Écran de la salle',
  noRoom: 'sans salle',
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
  noticeFrom: 'Message des organisateurs',
  faults: 'Défauts',
  noFaults: 'aucun',
  since: (time) => `depuis ${time}`,
  notSimulated: 'Cette LikeBox a de vrais boutons : ceux de cette page ne font rien.',
};

const en: Words = {
  connecting: 'Connecting to the LikeBox…',
  reconnecting: 'Reconnecting to the LikeBox…',
  connected: 'Connected',
  timeLeft: (duration) => `${duration} left`,
  startsIn: (duration) => `In ${duration}`,
  ended: 'Ended',
  coming: 'Next session',
  next: 'Next',
  cancelled: 'Cancelled',
  voteUntil: (time) => `Vote on your way out, until ${time}`,
  voteFor: (title, time) => `Voting on “${title}” until ${time}`,
  votingStopped: 'Voting has stopped',
  missing: {
    clock: {
      title: 'The clock is not set yet',
      help: 'The programme appears as soon as the time is known. Votes are kept.',
    },
    room: {
      title: 'This LikeBox has no room yet',
      help: 'Give it one in its configuration: room, in the part [box]. Votes are kept.',
    },
    programme: {
      title: 'No programme yet',
      help: 'It appears as soon as it has been read. Votes are kept.',
    },
    rest: {
      title: 'That was all for this room',
      help: 'No session is left in the programme. Thank you, and see you soon!',
    },
  },
  simulator: 'Simulator',
  roomScreen: 'Room screen',
  noRoom: 'no room',
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
  noticeFrom: 'A message from the organisers',
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

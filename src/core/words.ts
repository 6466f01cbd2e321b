export type Language = 'fr' | 'en';

/** Lines of text for one screen of 20x4, each at most 20 characters (a footer: 19, it shares its line with the heart). */
export type Lines = readonly string[];

/** Everything a 20x4 LCD says, in one language. Signs are `+` and `-`, times `HH:MM`. */
export interface Words {
  weekdays: Lines;
  months: Lines;
  thanksPlus: Lines;
  thanksMinus: Lines;
  slow: Lines;
  error: Lines;
  minutesToVote(minutes: number): string;
  voteUntil(time: string): string;
  voteNow: string;
  opensIn(minutes: number): string;
  opensAt(time: string): string;
  opensSoon: string;
  noSession: string;
  noMoreSessions: Lines;
  nextAt(time: string): string;
  nextOn(weekday: string, time: string): string;
  nextDate(day: number, month: string): string;
  /** The other button still works. */
  stuck(sign: string, other: string): Lines;
  bothStuck: Lines;
  noRoom: Lines;
  noRoomAdvice: string;
  unknownRoom: string;
  unknownRoomReason: string;
  unknownRoomAdvice: string;
  noClock: Lines;
  noClockShort: string;
  noClockAdvice: string;
  noProgramme: Lines;
  noProgrammeAdvice: string;
  noAddress: string;
  fault: string;
  faultAdvice: string;
  /** Settings on the card are left aside; votes are taken. */
  ignored: string;
  ignoredAdvice: string;
  /** Above the code that an organiser compares, and below it where. */
  pairing: string;
  pairingAdvice: Lines;
  /** Who says what is above it. */
  noticeFrom: string;
}

const fr: Words = {
  weekdays: ['dim.', 'lun.', 'mar.', 'mer.', 'jeu.', 'ven.', 'sam.'],
  months: ['janv.', 'févr.', 'mars', 'avr.', 'mai', 'juin', 'juil.', 'août', 'sept.', 'oct.', 'nov.', 'déc.'],
  thanksPlus: ['Merci !', '+1 noté :', 'ça fait', 'plaisir ♥'],
  thanksMinus: ['Merci !', '-1 noté :', 'ça aide à', 'progresser'],
  slow: ['', 'Un instant...', 'je note votre vote', ''],
  error: ['Désolé !', 'Vote non enregistré', 'Prévenez un', 'organisateur'],
  minutesToVote: (minutes) => `${minutes} min pour voter`,
  voteUntil: (time) => `Votez jusqu'à ${time}`,
  voteNow: 'Votez !',
  opensIn: (minutes) => `Vote dans ${minutes} min`,
  opensAt: (time) => `Vote dès ${time}`,
  opensSoon: 'Vote bientôt',
  noSession: 'Pas de vote en cours',
  noMoreSessions: ['Plus de session', 'dans cette salle'],
  nextAt: (time) => `Ensuite à ${time}`,
  nextOn: (weekday, time) => `Ensuite ${weekday} ${time}`,
  nextDate: (day, month) => `Ensuite le ${day} ${month}`,
  stuck: (sign, other) => [`Bouton ${sign} bloqué`, `Le ${other} marche`, 'Prévenez un', 'organisateur'],
  bothStuck: ['Les deux boutons', 'sont bloqués', 'Prévenez un', 'organisateur'],
  noRoom: ['Aucune salle choisie', 'Tenez + et - 5 s', 'pour la choisir'],
  noRoomAdvice: 'ou dans box.toml',
  unknownRoom: 'Salle inconnue :',
  unknownRoomReason: 'absente du programme',
  unknownRoomAdvice: 'Corrigez box.room',
  noClock: ['Horloge non réglée', 'Votez quand même :', 'votre vote est gardé'],
  noClockShort: 'Horloge non réglée',
  noClockAdvice: 'Branchez le réseau',
  noProgramme: ['Pas de programme', 'Votez quand même :', 'votre vote est gardé'],
  noProgrammeAdvice: 'Vérifiez la source',
  noAddress: 'pas de réseau',
  fault: 'Vote impossible :',
  faultAdvice: 'Prévenez un orga',
  ignored: 'Réglages ignorés :',
  ignoredAdvice: 'Corrigez la carte',
  pairing: 'Code pour le hub :',
  pairingAdvice: ['Comparez-le avec le', 'tableau de bord'],
  noticeFrom: 'Info organisation',
};

const en: Words = {
  weekdays: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
  months: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
  thanksPlus: ['Thank you!', '+1 noted:', 'glad you', 'liked it ♥'],
  thanksMinus: ['Thank you!', '-1 noted:', 'it helps', 'us improve'],
  slow: ['', 'One moment...', 'saving your vote', ''],
  error: ['Sorry!', 'Vote not recorded', 'Please tell', 'an organiser'],
  minutesToVote: (minutes) => `${minutes} min left to vote`,
  voteUntil: (time) => `Vote until ${time}`,
  voteNow: 'Vote now!',
  opensIn: (minutes) => `Voting in ${minutes} min`,
  opensAt: (time) => `Voting opens ${time}`,
  opensSoon: 'Voting opens soon',
  noSession: 'No vote right now',
  noMoreSessions: ['No more sessions', 'in this room'],
  nextAt: (time) => `Next at ${time}`,
  nextOn: (weekday, time) => `Next on ${weekday} ${time}`,
  nextDate: (day, month) => `Next on ${day} ${month}`,
  stuck: (sign, other) => [`${sign} button is stuck`, `${other} still works`, 'Please tell', 'an organiser'],
  bothStuck: ['Both buttons', 'are stuck', 'Please tell', 'an organiser'],
  noRoom: ['No room chosen', 'Hold + and - 5 s', 'to choose it'],
  noRoomAdvice: 'or in box.toml',
  unknownRoom: 'Unknown room:',
  unknownRoomReason: 'not in the programme',
  unknownRoomAdvice: 'Correct box.room',
  noClock: ['Clock is not set', 'Do vote:', 'your vote is kept'],
  noClockShort: 'Clock is not set',
  noClockAdvice: 'Plug in the network',
  noProgramme: ['No programme', 'Do vote:', 'your vote is kept'],
  noProgrammeAdvice: 'Check its source',
  noAddress: 'no network',
  fault: 'Voting impossible:',
  faultAdvice: 'Tell an organiser',
  ignored: 'Settings ignored:',
  ignoredAdvice: 'Correct the card',
  pairing: 'Code for the hub:',
  pairingAdvice: ['Compare it on', 'the dashboard'],
  noticeFrom: 'From the organisers',
};

export const WORDS: Readonly<Record<Language, Words>> = { fr, en };

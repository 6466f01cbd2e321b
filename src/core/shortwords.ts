import { type Language, WORDS, type Words } from './words.ts';

/**
 * Everything a 16x2 LCD says, in one language. Lists of lines are shown two by two, 16 characters above and 15 below,
 * where the heart is; footers have 15 characters, and thanks 8 beside their big sign.
 */
export type ShortWords = Omit<
  Words,
  'opensIn' | 'noRoomAdvice' | 'unknownRoomReason' | 'noClockAdvice' | 'noProgrammeAdvice' | 'noticeFrom'
>;

const fr: ShortWords = {
  weekdays: WORDS.fr.weekdays,
  months: WORDS.fr.months,
  thanksPlus: ['Merci ♥', '+1 noté'],
  thanksMinus: ['Merci !', '-1 noté'],
  slow: ['Un instant...', 'je note le vote'],
  error: ['Désolé : vote', 'non enregistré', 'Prévenez un', 'organisateur'],
  minutesToVote: (minutes) => `Votez ! ${minutes} min`,
  voteUntil: (time) => `Votez ! → ${time}`,
  voteNow: 'Votez !',
  opensAt: (time) => `Vote dès ${time}`,
  opensSoon: 'Vote bientôt',
  noSession: 'Pas de vote',
  noMoreSessions: ['Plus de session', 'dans la salle'],
  nextAt: (time) => `Ensuite à ${time}`,
  nextOn: (weekday, time) => `Dès ${weekday} ${time}`,
  nextDate: (day, month) => `Dès le ${day} ${month}`,
  stuck: (sign, other) => [`Bouton ${sign} bloqué`, `Le ${other} marche`, 'Prévenez un', 'organisateur'],
  bothStuck: ['Les deux boutons', 'sont bloqués', 'Prévenez un', 'organisateur'],
  noRoom: ['Aucune salle', 'choisie', 'Tenez + et - 5 s', 'pour choisir'],
  unknownRoom: 'Salle inconnue',
  unknownRoomAdvice: 'Voir box.toml',
  noClock: ['Horloge à régler', 'Voyez le réseau', 'Votez quand même', 'tout est gardé'],
  noClockShort: 'Horloge à régler',
  noProgramme: ['Pas de programme', 'Voyez la source', 'Votez quand même', 'tout est gardé'],
  noAddress: 'pas de réseau',
  fault: 'Vote impossible',
  faultAdvice: "Prévenez l'orga",
  ignored: 'Réglages ignorés',
  ignoredAdvice: 'Revoir la carte',
  pairing: 'Code du hub',
  pairingAdvice: ['Comparez-le', 'sur le tableau', 'de bord'],
};

const en: ShortWords = {
  weekdays: WORDS.en.weekdays,
  months: WORDS.en.months,
  thanksPlus: ['Thanks ♥', '+1 noted'],
  thanksMinus: ['Thanks!', '-1 noted'],
  slow: ['One moment...', 'saving your vote'],
  error: ['Sorry: your vote', 'was not stored', 'Please tell', 'an organiser'],
  minutesToVote: (minutes) => `Vote! ${minutes} min`,
  voteUntil: (time) => `Vote till ${time}`,
  voteNow: 'Vote now!',
  opensAt: (time) => `Vote from ${time}`,
  opensSoon: 'Voting is soon',
  noSession: 'No vote now',
  noMoreSessions: ['No more sessions', 'in this room'],
  nextAt: (time) => `Next at ${time}`,
  nextOn: (weekday, time) => `Next ${weekday} ${time}`,
  nextDate: (day, month) => `Next on ${day} ${month}`,
  stuck: (sign, other) => [`${sign} is stuck`, `${other} still works`, 'Please tell', 'an organiser'],
  bothStuck: ['Both buttons', 'are stuck', 'Please tell', 'an organiser'],
  noRoom: ['No room', 'is chosen', 'Hold + and - 5 s', 'to choose it'],
  unknownRoom: 'Unknown room',
  unknownRoomAdvice: 'See box.toml',
  noClock: ['Clock is not set', 'See the network', 'Do vote:', 'it will be kept'],
  noClockShort: 'Clock is not set',
  noProgramme: ['No programme', 'See its source', 'Do vote:', 'it will be kept'],
  noAddress: 'no network',
  fault: 'Cannot vote now',
  faultAdvice: 'Tell organisers',
  ignored: 'Settings ignored',
  ignoredAdvice: 'Mend the card',
  pairing: 'Hub code',
  pairingAdvice: ['Compare it on', 'the dashboard'],
};

export const SHORT_WORDS: Readonly<Record<Language, ShortWords>> = { fr, en };

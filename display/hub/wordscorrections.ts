const fr = {
  help: 'Une correction dit où des votes ont été donnés. Elle change ce pour quoi ils comptent\u00a0; les votes eux-mêmes ne changent jamais, et une correction défaite rend tout comme avant.',
  stood: 'Une LikeBox était ailleurs',
  box: 'La LikeBox',
  stoodIn: 'était en',
  on: 'le',
  from: 'de',
  to: 'à',
  badTimes: 'La fin doit venir après le début.',
  add: 'Corriger',
  alias: 'Une salle a deux noms',
  aliasOf: 'Ce que les LikeBox appellent',
  aliasIs: 'est la salle',
  addAlias: 'Faire correspondre',
  noBoxes: 'Il faut d’abord appairer une LikeBox.',
  given: 'Corrections données',
  empty: 'Aucune correction pour l’instant.',
  undo: 'Défaire',
  choose: 'Choisir…',
};

type CorrectionWords = typeof fr;

const en: CorrectionWords = {
  help: 'A correction says where votes were cast. It changes what they count for; the votes themselves never change, and a correction undone leaves everything as it was.',
  stood: 'A box stood elsewhere',
  box: 'The box',
  stoodIn: 'stood in',
  on: 'on',
  from: 'from',
  to: 'to',
  badTimes: 'The end has to come after the beginning.',
  add: 'Correct',
  alias: 'A room has two names',
  aliasOf: 'What boxes call',
  aliasIs: 'is the room',
  addAlias: 'Match them',
  noBoxes: 'A box has to be paired first.',
  given: 'Corrections given',
  empty: 'No correction so far.',
  undo: 'Undo',
  choose: 'Choose…',
};

/** Corrections of where votes were cast. */
export const correctionWords = { fr, en };

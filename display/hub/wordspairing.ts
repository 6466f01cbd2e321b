import type { PairingView } from '../../src/core/hub/view.ts';

const known: Record<PairingView['known'], string> = {
  new: 'Cet identifiant est nouveau ici.',
  'same-board':
    'Cette carte était déjà appairée ici, avec un autre secret\u00a0: elle a sans doute été réinstallée.',
  'other-board':
    'Attention\u00a0: cet identifiant est celui d’une autre carte. Approuvez seulement si elle en prend la place\u00a0; sinon donnez-lui un autre box.id.',
};

const fr = {
  known,
  help: 'Une LikeBox qui ne connaît pas encore ce hub affiche 8 caractères sur son LCD. Comparez-les à ceux d’ici, devant la LikeBox ou au téléphone\u00a0: s’ils sont les mêmes, personne ne s’est glissé entre les deux.',
  empty: 'Aucune demande',
  emptyHelp:
    'Écrivez l’adresse de ce hub dans box.toml (url, dans la partie [hub]) et démarrez la LikeBox\u00a0: sa demande apparaît ici, pour 10 minutes.',
  code: 'Code sur le LCD',
  machine: 'Carte',
  from: 'Adresse',
  version: 'Version',
  holds: 'Votes',
  votes: (votes: string, since: string) => `${votes}, depuis ${since}`,
  noVotes: 'aucun',
  left: (duration: string) => `encore ${duration}`,
  over: 'terminée',
  approve: 'Approuver…',
  refuse: 'Refuser',
  approveOf: (box: string) => `Approuver ${box}`,
  same: 'Sur le LCD de la LikeBox, on doit lire',
  take: 'Ses votes',
  takeAll: (votes: string) => `les prendre tous (${votes})`,
  takeSince: 'prendre ceux depuis',
  sinceHelp: 'Les autres restent gardés et ne comptent pas, par exemple ceux d’un événement d’avant.',
  place: 'Sa place',
  asNew: 'la sienne',
  instead: 'celle d’une LikeBox en panne',
  insteadHelp: 'L’ancienne est révoquée\u00a0; son nom et ses réglages passent à celle-ci.',
  which: 'Laquelle',
  doApprove: 'Les codes sont les mêmes\u00a0: approuver',
};

export type PairingWords = typeof fr;

const en: PairingWords = {
  known: {
    new: 'This id is new here.',
    'same-board': 'This board was paired here before, with another secret: it was probably installed anew.',
    'other-board':
      'Mind: this id is another board’s. Approve only if it takes that one’s place; if not, give it another box.id.',
  },
  help: 'A box that does not know this hub yet shows 8 characters on its LCD. Compare them with those here, in front of the box or over the phone: when they are the same, nobody stands in between.',
  empty: 'No request',
  emptyHelp:
    'Write the address of this hub into box.toml (url, in the part [hub]) and start the box: its request appears here, for 10 minutes.',
  code: 'Code on the LCD',
  machine: 'Board',
  from: 'Address',
  version: 'Version',
  holds: 'Votes',
  votes: (votes, since) => `${votes}, since ${since}`,
  noVotes: 'none',
  left: (duration) => `${duration} left`,
  over: 'over',
  approve: 'Approve…',
  refuse: 'Refuse',
  approveOf: (box) => `Approve ${box}`,
  same: 'The LCD of the box has to read',
  take: 'Its votes',
  takeAll: (votes) => `take them all (${votes})`,
  takeSince: 'take those since',
  sinceHelp: 'The others are kept and do not count, such as those of an earlier event.',
  place: 'Its place',
  asNew: 'its own',
  instead: 'that of a broken box',
  insteadHelp: 'The old one is revoked; its name and settings go over to this one.',
  which: 'Which one',
  doApprove: 'The codes are the same: approve',
};

/** Pairing. */
export const pairingWords = { fr, en };

const fr = {
  empty: 'Pas encore de salle',
  emptyHelp:
    'Les salles viennent du programme (source, dans la partie [programme] de hub.toml) et des LikeBox appairées.',
  noSession: 'Aucune session ne prend de votes en ce moment.',
  noVotes: 'Pas encore de vote',
  running: 'En cours',
  next: 'Ensuite',
  nothing: 'rien au programme',
  noBox: 'Aucune LikeBox dans cette salle.',
  enlarge: 'Agrandir',
  back: 'Toutes les salles',
  perMinute: 'Votes par minute',
  plus: '+1, vers le haut',
  minus: '−1, vers le bas',
  curve: (plus: string, minus: string) => `Votes par minute\u00a0: ${plus} +1 et ${minus} −1 en tout.`,
  gone: 'Cette salle n’est plus connue.',
};

export type RoomWords = typeof fr;

const en: RoomWords = {
  empty: 'No room yet',
  emptyHelp:
    'Rooms come from the programme (source, in the part [programme] of hub.toml) and from paired boxes.',
  noSession: 'No session takes votes now.',
  noVotes: 'No vote yet',
  running: 'On now',
  next: 'Next',
  nothing: 'nothing in the programme',
  noBox: 'No box in this room.',
  enlarge: 'Enlarge',
  back: 'All rooms',
  perMinute: 'Votes per minute',
  plus: '+1, upwards',
  minus: '−1, downwards',
  curve: (plus, minus) => `Votes per minute: ${plus} +1 and ${minus} −1 in all.`,
  gone: 'This room is no longer known.',
};

/** The rooms as they are now. */
export const roomWords = { fr, en };

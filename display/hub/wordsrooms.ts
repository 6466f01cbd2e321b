const fr = {
  empty: 'Pas encore de salle',
  emptyHelp:
    'Les salles viennent du programme (source, dans la partie [programme] de hub.toml) et des LikeBox appairées.',
  counts: 'Les votes comptent pour',
  noSession: 'Aucune session ne prend de votes en ce moment.',
  noVotes: 'Pas encore de vote',
  share: (share: string) => `${share} de +1`,
  running: 'En cours',
  next: 'Ensuite',
  nothing: 'rien au programme',
  boxes: (names: string) => names,
  noBox: 'Aucune LikeBox dans cette salle.',
  enlarge: 'Agrandir la courbe',
  back: 'Toutes les salles',
  perMinute: 'Votes par minute',
  plus: '+1, vers le haut',
  minus: '−1, vers le bas',
  curve: (plus: string, minus: string) => `Votes par minute\u00a0: ${plus} +1 et ${minus} −1 en tout.`,
  gone: 'Cette salle n’est plus connue.',
  total: (count: string) => `${count} votes`,
};

export type RoomWords = typeof fr;

const en: RoomWords = {
  empty: 'No room yet',
  emptyHelp:
    'Rooms come from the programme (source, in the part [programme] of hub.toml) and from paired boxes.',
  counts: 'Votes count for',
  noSession: 'No session takes votes now.',
  noVotes: 'No vote yet',
  share: (share) => `${share} are +1`,
  running: 'On now',
  next: 'Next',
  nothing: 'nothing in the programme',
  boxes: (names) => names,
  noBox: 'No box in this room.',
  enlarge: 'Larger curve',
  back: 'All rooms',
  perMinute: 'Votes per minute',
  plus: '+1, upwards',
  minus: '−1, downwards',
  curve: (plus, minus) => `Votes per minute: ${plus} +1 and ${minus} −1 in all.`,
  gone: 'This room is no longer known.',
  total: (count) => `${count} votes`,
};

/** The rooms as they are now. */
export const roomWords = { fr, en };

const fr = {
  empty: 'Pas encore de résultat',
  emptyHelp: 'Les sessions du programme apparaissent ici, avec leurs votes dès qu’il y en a.',
  order:
    'Classé par la borne basse de l’intervalle à 95\u00a0%\u00a0: peu de votes, même tous favorables, ne passent pas devant beaucoup. Moins de 10 votes\u00a0: ni part ni rang.',
  rank: 'Rang',
  session: 'Session',
  share: 'Part de +1, intervalle à 95\u00a0%',
  votes: 'Votes',
  plus: '+1',
  minus: '−1',
  tooFewOf: (count: string) => `trop peu\u00a0: ${count} sur 10`,
  noVotes: 'aucun vote',
  noneVoted: 'Aucune session n’a encore de vote.',
  showSilent: (count: number) =>
    count === 1 ? 'Montrer la session sans vote' : `Montrer les ${count} sessions sans vote`,
  hideSilent: 'Replier les sessions sans vote',
  bursts: (count: string, votes: string) => `Rafales\u00a0: ${count}, ${votes} en tout`,
  folded: (share: string) => `part de +1 si chaque rafale compte pour un vote\u00a0: ${share}`,
  early: (votes: string) => `Avant la fin\u00a0: ${votes}, pendant la session`,
  shown: 'Montré, jamais retiré',
  shownHelp:
    'Une rafale, c’est plus de 4 appuis du même bouton en 10 secondes. Rafales et votes avant la fin comptent comme les autres\u00a0: ils sont montrés pour que chacun en juge, et rien n’est retiré.',
  totals: 'Le compte est bon',
  totalsOff: 'Le compte n’est pas bon',
  totalsOffHelp: (difference: string) =>
    `Il y a un écart de ${difference}. Rien n’est perdu dans les journaux des LikeBox\u00a0; redémarrez le hub, qui recompte, et gardez ses journaux.`,
  counted: 'comptés',
  unassigned: 'sans session',
  test: 'de test',
  before: 'avant l’accueil',
  leftOut: 'laissés de côté',
  stored: 'reçus',
  explain: {
    unassigned:
      'Sans session\u00a0: donnés hors de toute fenêtre de vote, ou avant que leur heure soit connue.',
    test: 'De test\u00a0: donnés en mode test.',
    before:
      'Avant l’accueil\u00a0: donnés avant l’instant depuis lequel les votes de leur LikeBox sont pris.',
    leftOut: 'Laissés de côté\u00a0: dans un journal qu’un organisateur a écarté.',
  },
  take: 'Emporter',
  csv: 'Tous les votes (CSV)',
  csvHelp: 'Heures arrondies à la minute, pour que nul ne soit reconnu à la seconde de son vote.',
  exact: 'Avec les heures exactes (CSV)',
  json: 'Ces résultats (JSON)',
};

export type ResultWords = typeof fr;

const en: ResultWords = {
  empty: 'No result yet',
  emptyHelp: 'The sessions of the programme appear here, with their votes as soon as there are any.',
  order:
    'Ordered by the lower bound of the 95% interval: a few votes, even if all are +1, do not come before many. Fewer than 10 votes: neither share nor place.',
  rank: 'Place',
  session: 'Session',
  share: 'Share of +1, 95% interval',
  votes: 'Votes',
  plus: '+1',
  minus: '−1',
  tooFewOf: (count) => `too few: ${count} of 10`,
  noVotes: 'no votes',
  noneVoted: 'No session has votes yet.',
  showSilent: (count) =>
    count === 1 ? 'Show the session without votes' : `Show the ${count} sessions without votes`,
  hideSilent: 'Hide the sessions without votes',
  bursts: (count, votes) => `Bursts: ${count}, ${votes} in all`,
  folded: (share) => `share of +1 with each burst as one vote: ${share}`,
  early: (votes) => `Early: ${votes}, cast before the end of the session`,
  shown: 'Shown, never deleted',
  shownHelp:
    'A burst is more than 4 presses of one button within 10 seconds. Bursts and early votes count like any other: they are shown so that everybody can judge, and nothing is taken away.',
  totals: 'The sums agree',
  totalsOff: 'The sums do not agree',
  totalsOffHelp: (difference) =>
    `They differ by ${difference}. Nothing is lost in the logs of the boxes; restart the hub, which counts again, and keep its logs.`,
  counted: 'counted',
  unassigned: 'unassigned',
  test: 'test',
  before: 'before',
  leftOut: 'left out',
  stored: 'stored',
  explain: {
    unassigned: 'Unassigned: cast outside of every voting window, or before their time is known.',
    test: 'Test: cast in test mode.',
    before: 'Before: cast before the instant from which the votes of their box are taken.',
    leftOut: 'Left out: in a log that an organiser has set aside.',
  },
  take: 'Take away',
  csv: 'All votes (CSV)',
  csvHelp: 'Times rounded to the minute, so that nobody is found by the second of a punch.',
  exact: 'With exact times (CSV)',
  json: 'These results (JSON)',
};

/** The results. */
export const resultWords = { fr, en };

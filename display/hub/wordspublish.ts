const fr = {
  label: 'Montrés sur les écrans',
  on: 'Les écrans montrent les résultats.',
  off: 'Les écrans ne montrent pas les résultats.',
  organisers: 'Les organisateurs en décident\u00a0; ceux qui lisent le voient seulement.',
  viewers: 'Seul un organisateur peut en décider.',
  few: (few: number, all: number) => {
    if (few === 0) return 'Toutes les sessions ont assez de votes.';
    return few === 1
      ? `1 session sur ${all} a moins de 10 votes\u00a0: les écrans la taisent.`
      : `${few} sessions sur ${all} ont moins de 10 votes\u00a0: les écrans les taisent.`;
  },
  ask: 'Montrer les résultats\u00a0?',
  askHelp:
    'Ils apparaissent dans toutes les salles dont l’écran a la page résultats. Tant qu’on vote encore, ils peuvent peser sur les votes.',
  show: 'Montrer',
};

type PublishWords = typeof fr;

const en: PublishWords = {
  label: 'Shown on the screens',
  on: 'Screens show the results.',
  off: 'Screens do not show the results.',
  organisers: 'Organisers decide this; those who read only see it.',
  viewers: 'Only an organiser may change this.',
  few: (few, all) => {
    if (few === 0) return 'All sessions have enough votes.';
    return few === 1
      ? `1 of ${all} sessions has fewer than 10 votes: screens leave it out.`
      : `${few} of ${all} sessions have fewer than 10 votes: screens leave them out.`;
  },
  ask: 'Show the results?',
  askHelp:
    'They appear in every room whose screen has the page results. While people still vote, they may sway the votes.',
  show: 'Show them',
};

/** Results on screens. */
export const publishWords = { fr, en };

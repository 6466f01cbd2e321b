const fr = {
  mode: 'Les messages passent',
  modes: {
    approve: 'quand un organisateur approuve',
    delay: 'tout seuls après un délai',
    trusted: 'si leur auteur est de confiance',
  },
  modeHelp: {
    approve: 'Le plus sûr\u00a0: rien n’apparaît sans que quelqu’un l’ait lu.',
    delay: 'Gardez la file sous les yeux\u00a0: passé le délai, le message est sur les murs.',
    trusted: 'Les autres attendent un organisateur. Faites confiance à un auteur depuis un de ses messages.',
  },
  delay: 'Délai, en secondes',
  perAuthor: 'Messages d’un même auteur par heure',
  perAuthorHelp: 'Ceux qui viennent en plus restent écartés\u00a0; les premiers gardent leur place.',
  wanted: 'Montrer aussi',
  bots: 'ceux des robots',
  replies: 'les réponses',
  list: 'Mots qui retiennent un message',
  listHelp:
    'Un par ligne. Un message qui en a un attend un organisateur, quel que soit le mode\u00a0; majuscules et accents ne comptent pas.',
  save: 'Enregistrer les règles',
  badDelay: (min: number, max: number) => `Le délai va de ${min} à ${max} secondes.`,
  badPerAuthor: (min: number, max: number) => `De ${min} à ${max} messages par heure.`,
  tooManyWords: (max: number) => `Pas plus de ${max} mots.`,
  tooLong: (word: string) => `Trop long\u00a0: ${word}`,
  none: 'aucun',
  nothing: 'rien de plus',
};

export type RuleWords = typeof fr;

const en: RuleWords = {
  mode: 'Posts come on',
  modes: {
    approve: 'when an organiser approves',
    delay: 'by themselves after a delay',
    trusted: 'if their author is trusted',
  },
  modeHelp: {
    approve: 'The safest: nothing appears that nobody has read.',
    delay: 'Keep an eye on the queue: once the delay is over, a post is on the walls.',
    trusted: 'The others wait for an organiser. Trust an author from one of their posts.',
  },
  delay: 'Delay, in seconds',
  perAuthor: 'Posts of one author an hour',
  perAuthorHelp: 'Those beyond stay off; the first ones keep their place.',
  wanted: 'Show as well',
  bots: 'those of bots',
  replies: 'replies',
  list: 'Words that hold a post back',
  listHelp:
    'One a line. A post with one of them waits for an organiser, whatever the mode; case and accents make no difference.',
  save: 'Save the rules',
  badDelay: (min, max) => `The delay is ${min} to ${max} seconds.`,
  badPerAuthor: (min, max) => `${min} to ${max} posts an hour.`,
  tooManyWords: (max) => `At most ${max} words.`,
  tooLong: (word) => `Too long: ${word}`,
  none: 'none',
  nothing: 'nothing more',
};

/** The rules of the wall. */
export const ruleWords = { fr, en };

import type { Network } from '../../src/core/wall/post.ts';
import type { Standing } from '../../src/core/wall/rules.ts';
import type { SourceState } from '../../src/core/wall/view.ts';

type Waiting = Extract<Standing, { is: 'waiting' }>['why'];
type Off = Extract<Standing, { is: 'off' }>['why'];

interface StandingWords {
  waiting: Readonly<Record<Waiting, string>>;
  off: Readonly<Record<Off, string>>;
  states: Readonly<Record<SourceState, string>>;
  advice: Readonly<Record<SourceState, string>>;
  networks: Readonly<Record<Network, string>>;
}

const networks = { mastodon: 'Mastodon', bluesky: 'Bluesky', x: 'X' };

const fr: StandingWords = {
  waiting: {
    approval: 'Attend votre accord',
    delay: 'Passe tout seul',
    edited: 'Modifié depuis',
    word: 'Mot de votre liste',
    untrusted: 'Auteur pas de confiance',
  },
  off: {
    gone: 'Supprimé par son auteur ou par son serveur.',
    'not-public': 'Pas public\u00a0: un écran de salle ne montre que ce que chacun peut lire sans compte.',
    sensitive: 'Marqué sensible, ou derrière un avertissement\u00a0: jamais sur un mur.',
    limited: 'Auteur suspendu, limité ou étiqueté par son réseau\u00a0: jamais sur un mur.',
    bot: 'Écrit par un robot\u00a0; vos règles n’en veulent pas.',
    reply: 'Une réponse à un autre message\u00a0; vos règles n’en veulent pas.',
    repost: 'Un message d’un autre, partagé.',
    'hidden-post': 'Masqué par un organisateur.',
    'hidden-author': 'Son auteur est masqué.',
    'hidden-server': 'Son serveur est masqué.',
    cleared: 'Déjà là quand les murs ont été vidés.',
    'too-many':
      'Son auteur a déjà assez de messages dans la même heure. Masquez-en un pour faire place à celui-ci.',
    'same-text': 'Le même texte, sur un autre réseau, est déjà sur le mur ou a été masqué.',
  },
  states: {
    waiting: 'Pas encore interrogée',
    ok: 'Répond',
    empty: 'Répond, mais n’a rien',
    'needs-login': 'Demande un compte',
    refused: 'Refuse',
    limited: 'Demande de patienter',
    unreachable: 'Injoignable',
  },
  advice: {
    waiting: 'Elle le sera dans un instant.',
    ok: '',
    empty: 'Vérifiez l’orthographe du mot-dièse ou du compte, ou attendez le premier message.',
    'needs-login':
      'Ce serveur ne répond qu’à ceux qui ont un compte\u00a0: donnez-en un jeton dans hub.toml, ou suivez ce mot-dièse sur un autre serveur.',
    refused: 'Elle ne répondra pas sans changement\u00a0: corrigez-la dans hub.toml.',
    limited: 'Toute la salle partage une adresse. Le hub attend comme demandé, puis reprend seul.',
    unreachable: 'Le hub réessaie seul. Ce qui est déjà approuvé reste sur les murs.',
  },
  networks: { ...networks, feed: 'Flux' },
};

const en: StandingWords = {
  waiting: {
    approval: 'Needs your approval',
    delay: 'Comes on by itself',
    edited: 'Edited since',
    word: 'A word on your list',
    untrusted: 'Author not trusted',
  },
  off: {
    gone: 'Deleted by its author or its server.',
    'not-public': 'Not public: a screen in a hall shows only what anybody can read without an account.',
    sensitive: 'Marked sensitive, or behind a warning: never on a wall.',
    limited: 'Its author is suspended, limited or labelled by the network: never on a wall.',
    bot: 'Written by a bot; your rules want none.',
    reply: 'A reply to another post; your rules want none.',
    repost: 'Somebody else’s post, shared.',
    'hidden-post': 'Hidden by an organiser.',
    'hidden-author': 'Its author is hidden.',
    'hidden-server': 'Its server is hidden.',
    cleared: 'It was known when the walls were cleared.',
    'too-many': 'Its author has enough posts within the same hour. Hide one of them to make room for it.',
    'same-text': 'The same text of another network is on the wall already, or was hidden.',
  },
  states: {
    waiting: 'Not asked yet',
    ok: 'Answers',
    empty: 'Answers, has nothing',
    'needs-login': 'Wants an account',
    refused: 'Refuses',
    limited: 'Asks to wait',
    unreachable: 'Unreachable',
  },
  advice: {
    waiting: 'It will be in a moment.',
    ok: '',
    empty: 'Check how the hashtag or account is spelt, or wait for the first post.',
    'needs-login':
      'This server answers only those who have an account: give a token of one in hub.toml, or follow the hashtag on another server.',
    refused: 'It will not answer until something changes: correct it in hub.toml.',
    limited: 'The whole venue shares one address. The hub waits as it was told, then goes on by itself.',
    unreachable: 'The hub tries again by itself. What is approved already stays on the walls.',
  },
  networks: { ...networks, feed: 'Feed' },
};

/** Where posts and sources stand. */
export const standingWords = { fr, en };

import type { FeedEntry } from '../../test/fakes/social/feed.ts';
import type { MastodonPost } from '../../test/fakes/social/mastodon.ts';

/** What the posts of the pictures' event are found by. */
export const HASHTAG = 'kercamp';

const MINUTE_MS = 60_000;
const TAG = `<a href="https://mastodon.example/tags/${HASHTAG}" class="mention hashtag" rel="tag">#<span>KerCamp</span></a>`;

interface Said {
  author: string;
  name: string;
  ago: number;
  text: string;
  language?: string;
}

/** Minutes ago; the newest first. */
const SAID: readonly Said[] = [
  {
    ...{ author: 'ronan@chaos.example', name: 'Ronan Guivarch', ago: 1, language: 'en' },
    text: 'The fuzzer found a crash in my slides. I call that a live demo.',
  },
  {
    ...{ author: 'awena@toot.example', name: 'Awena Riou', ago: 2 },
    text: 'Merci aux bénévoles du vestiaire : mon parapluie a survécu à la keynote.',
  },
  {
    ...{ author: 'tomas@chaos.example', name: 'Tomáš Novák', ago: 3, language: 'en' },
    text: 'Lost: one raft, slightly used, answers to “kubectl”. Last seen between Amphi B and the coffee.',
  },
  {
    ...{ author: 'gael@mapstodon.example', name: 'Gaël Tanguy', ago: 3.5, language: 'en' },
    text: 'Who borrowed my soldering iron in Salle C? It is warm, small, and answers to no name.',
  },
  {
    ...{ author: 'katell@piaille.example', name: 'Katell Morvan', ago: 5, language: 'en' },
    text: 'Solène shows how to lose a backup key in three easy steps. The whole room checks its pockets.',
  },
  {
    ...{ author: 'bjorn@toot.example', name: 'Bjørn Åkesson', ago: 11, language: 'en' },
    text: 'The slides of “Rust for people in a hurry” are up. Thank you for every green button, and for the two red ones.',
  },
  {
    ...{ author: 'malo@chaos.example', name: 'Malo', ago: 19 },
    text: 'La galette-saucisse compte comme une conférence. J’ai appuyé sur le bouton vert. Deux fois.',
  },
];

/** Organisers have decided on what is older, and not yet on what is younger. */
export const DECIDED_MS = 4 * MINUTE_MS;

/** What people post by this instant (epoch milliseconds), the oldest first. */
export function postsAt(at: number): MastodonPost[] {
  return SAID.map(({ author, name, ago, text, language = 'fr' }) => ({
    ...{ author, name, language, at: at - ago * MINUTE_MS },
    html: `<p>${text} ${TAG}</p>`,
  })).reverse();
}

/** What the blog of the school says by this instant. */
export function newsAt(at: number): FeedEntry {
  return {
    author: 'L’équipe de l’école',
    title: 'Quatre salles, vingt-huit conférences et une seule machine à café : nous accueillons #KerCamp !',
    html: '',
    at: at - 16 * MINUTE_MS,
  };
}

import type { BlueskyPost } from './bluesky.ts';
import type { MastodonPost } from './mastodon.ts';

const MINUTE_MS = 60_000;

const tag = (name: string) =>
  `<a href="https://mastodon.example/tags/${name}" class="mention hashtag" rel="tag">#<span>${name}</span></a>`;

/** Made-up posts about a conference, oldest first, the last one written at `at`: French, English, emoji, alt texts. */
export function mastodonChatter(at: number): MastodonPost[] {
  const said: Omit<MastodonPost, 'at'>[] = [
    {
      name: 'Anna Le Goff 🐙',
      html: `<p>Arrivée à Rennes pour ${tag('BreizhCamp')} ! Qui vient au café avant la keynote ? ☕️</p>`,
    },
    {
      author: 'bea@framapiaf.example',
      name: 'Béatrice Ñúñez',
      html: `<p>Salle comble pour « PostgreSQL sans douleur » — bravo à toute l’équipe 👏</p><p>${tag('breizhcamp')}</p>`,
    },
    {
      author: 'tom@chaos.example',
      name: 'Tom',
      language: 'en',
      html: `<p>The talk on event sourcing was worth the train ride. Slides: <a href="https://tom.example/slides/2026/event-sourcing-in-anger.html?utm_source=mastodon"><span class="invisible">https://</span><span class="ellipsis">tom.example/slides/2026/event-</span><span class="invisible">sourcing-in-anger.html?utm_source=mastodon</span></a> ${tag('breizhcamp')}</p>`,
    },
    {
      author: 'yann',
      name: 'Yann',
      html: `<p>Galette-saucisse &gt; tout le reste. ${tag('BreizhCamp')} 🥞🌭</p>`,
    },
    {
      author: 'maelle@toot.example',
      name: 'Maëlle 👩🏽‍💻',
      html: `<p>J’ai appuyé sur le bouton vert.<br />Deux fois.<br />Pardon. ${tag('breizhcamp')}</p>`,
    },
  ];
  return said.map((post, index) => ({ ...post, at: at - (said.length - 1 - index) * 7 * MINUTE_MS }));
}

/** The same conference on Bluesky. */
export function blueskyChatter(at: number): BlueskyPost[] {
  const said: Omit<BlueskyPost, 'at'>[] = [
    { name: 'Loïc', author: 'loic.bsky.example', text: 'Premier #BreizhCamp, déjà trois confs géniales 🤩' },
    {
      name: 'Sam Okafor',
      author: 'sam.example',
      languages: ['en'],
      text: 'If you are at #breizhcamp: the accessibility talk in Track 2 starts in ten minutes.',
    },
    { author: 'soazig.bsky.example', text: 'Merci aux bénévoles 💙 #breizhcamp' },
  ];
  return said.map((post, index) => ({ ...post, at: at - (said.length - 1 - index) * 11 * MINUTE_MS }));
}

/** What must come to nothing: scripts, handlers, other people's pictures, marks that turn, heap and hide. */
export const HOSTILE_HTML: readonly string[] = [
  '<p>Bonjour<script>fetch("https://evil.example/")</script> #breizhcamp</p>',
  '<p><img src="https://evil.example/x.png" onerror="alert(1)">Photo #breizhcamp</p>',
  '<p>&lt;img src=x onerror=alert(1)&gt; #breizhcamp</p>',
  '<p>\u202Eedoc live \u2066#breizhcamp\u2069</p>',
  `<p>Z${'\u0300\u0301\u0302\u0303'.repeat(60)}algo #breizhcamp</p>`,
  `<p>${'W'.repeat(5_000)} #breizhcamp</p>`,
  '<p>a\u200Bb\u200Bc #breizhcamp<iframe src="https://evil.example/"></iframe></p>',
  '<p style="position:fixed;inset:0;background:#000"><marquee>#breizhcamp</marquee></p>',
];

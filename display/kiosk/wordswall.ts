import type { Network } from '../../src/core/wall/post.ts';

const networks: Record<Network, string> = { mastodon: 'Mastodon', bluesky: 'Bluesky', feed: 'RSS', x: 'X' };

const fr = {
  nothing: 'Pas encore de message',
  networks,
  now: 'à l’instant',
  ago: (duration: string) => `il y a ${duration}`,
  join: (tag: string) => `Écran public\u00a0: publiez avec ${tag} pour y apparaître`,
  public: 'Écran public\u00a0: ces messages viennent de comptes publics',
  asOf: (time: string) => `Messages de ${time}, pas de nouvelles depuis`,
  neverUpdated: 'En attente de nouvelles',
  page: (page: number, pages: number) => `page ${page} sur ${pages}`,
};

export type WallWords = typeof fr;

const en: WallWords = {
  nothing: 'No post yet',
  networks,
  now: 'just now',
  ago: (duration) => `${duration} ago`,
  join: (tag) => `This screen is public: post with ${tag} to be on it`,
  public: 'This screen is public, and so are the accounts that wrote these posts',
  asOf: (time) => `As of ${time}, no news since`,
  neverUpdated: 'Waiting for news',
  page: (page, pages) => `page ${page} of ${pages}`,
};

/** The words of the wall. */
export const wallWords = { fr, en };

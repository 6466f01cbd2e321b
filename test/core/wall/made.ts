import type { KeptPost, Picture, PostAuthor } from '../../../src/core/wall/post.ts';
import type { KeptRuling, Ruling, WallRules } from '../../../src/core/wall/rules.ts';
import { WALL_RULES } from '../../../src/core/wall/rules.ts';

export const NOON = Date.UTC(2026, 5, 24, 12);
export const SECOND = 1_000;
export const MINUTE = 60_000;

export const ANNA: PostAuthor = {
  id: 'https://framapiaf.example/users/anna',
  name: 'Anna',
  handle: '@anna@framapiaf.example',
  server: 'framapiaf.example',
  isBot: false,
  isLimited: false,
};
export const BEN: PostAuthor = {
  id: 'did:plc:ben',
  name: 'Ben',
  handle: '@ben.bsky.example',
  server: 'bsky.example',
  isBot: false,
  isLimited: false,
};

/** A post that nothing forbids, from a minute before noon and known since noon. */
export function post(id: string, more: Partial<KeptPost> = {}): KeptPost {
  return {
    id,
    network: 'mastodon',
    author: ANNA,
    text: `The text of ${id}`,
    url: `https://framapiaf.example/${id}`,
    at: NOON - MINUTE,
    editedAt: null,
    digest: `digest of ${id}`,
    isReply: false,
    isRepost: false,
    isPublic: true,
    isSensitive: false,
    media: [],
    language: 'en',
    source: 'mastodon:framapiaf.example:#likebox',
    seenAt: NOON,
    goneAt: null,
    pictures: [],
    ...more,
  };
}

export function picture(digest: string): Picture {
  return { digest, width: 800, height: 600 };
}

export function rules(more: Partial<WallRules> = {}): WallRules {
  return { ...WALL_RULES, ...more };
}

/** Rulings as they were given one after another from noon on, a second apart, none undone. */
export function ruled(...rulings: Ruling[]): KeptRuling[] {
  return rulings.map((ruling, place) => ({
    number: place + 1,
    at: NOON + place * SECOND,
    who: 'Zoé',
    ruling,
    undone: null,
  }));
}

export function undone(kept: readonly KeptRuling[], ...numbers: number[]): KeptRuling[] {
  return kept.map((each) =>
    numbers.includes(each.number) ? { ...each, undone: { at: each.at + MINUTE, who: 'Yann' } } : each,
  );
}

export function approve(id: string, digest = `digest of ${id}`): Ruling {
  return { kind: 'approve', post: id, digest };
}

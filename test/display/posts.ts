import type { WallPost } from '../../src/core/wall/view.ts';

/** A post of the wall. */
export function makePost(id: string, text: string, changes: Partial<WallPost> = {}): WallPost {
  return {
    id,
    network: 'mastodon',
    author: { name: 'Anna Le Goff', handle: '@anna@example.org' },
    text,
    at: 0,
    language: null,
    pictures: [],
    ...changes,
  };
}

/** A picture with a made-up digest. */
export function makePicture(width: number, height: number): WallPost['pictures'][number] {
  return { digest: `${width}`.padStart(64, '0'), width, height, alt: 'Une salle pleine' };
}

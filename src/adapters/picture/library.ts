import { Refusal, wordsOf } from './refusal.ts';

type Library = typeof import('sharp').default;

/** All that libvips may open; its other loaders are for formats that no post and no sponsor needs. */
const LOADERS = ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Heif', 'Svg'].map((name) => `VipsForeignLoad${name}`);

let loading: Promise<Library> | null = null;

/**
 * The picture library, loaded when the first picture comes: it takes memory that a box without a wall misses, and where
 * it does not run, votes are counted all the same. Throws a `Refusal` there.
 */
export async function loadSharp(): Promise<Library> {
  loading ??= import('sharp').then(({ default: sharp }) => {
    // Pictures come once, and one at a time: what a cache holds and a second thread takes is better left to the screen.
    sharp.cache(false);
    sharp.concurrency(1);
    sharp.block({ operation: ['VipsForeignLoad'] });
    sharp.unblock({ operation: LOADERS });
    return sharp;
  });
  try {
    return await loading;
  } catch (error) {
    throw new Refusal(`the picture library does not run on this computer (${wordsOf(error)})`, {
      cause: error,
    });
  }
}

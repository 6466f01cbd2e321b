import type { KeptPost, Picture, PostMedia } from '../../core/wall/post.ts';
import type { Board } from './board.ts';
import type { PictureMaker, WallStore } from './ports.ts';

/** Makes the pictures of posts, one after the other, while the posts stand on the wall without them. */
export interface Pictures {
  /** Looks for pictures that are missing. Never rejects; a look that is under way goes on with what is new by then. */
  look(): Promise<void>;
}

interface Deps {
  board: Pick<Board, 'posts' | 'change' | 'document' | 'desk'>;
  store: Pick<WallStore, 'savePicture'>;
  maker: PictureMaker;
  log: { warn: (fields: object, message: string) => void };
}

const TRIES_MAX = 3; // a server may be down once, and a picture that is refused stays refused
const TRIED_MAX = 10_000;

export function createPictures({ board, store, maker, log }: Deps): Pictures {
  /** By address, how often each was tried in vain. */
  const tried = new Map<string, number>();
  let looking: Promise<void> | null = null;
  let isAsked = false;

  const isMissing = (post: KeptPost, media: PostMedia, index: number) =>
    (post.pictures[index] ?? null) === null && (tried.get(media.url) ?? 0) < TRIES_MAX;

  /** Of posts that are shown or may be: what is off needs none. */
  function missing(): PostMedia[] {
    const { shown, waiting } = board.desk();
    const wanted = [...shown, ...waiting].flatMap(({ id }) => board.posts().get(id) ?? []);
    const media = wanted.flatMap((post) => post.media.filter((one, index) => isMissing(post, one, index)));
    return [...new Map(media.map((one) => [one.url, one])).values()];
  }

  async function make(media: PostMedia): Promise<void> {
    if (tried.size >= TRIED_MAX) tried.clear();
    tried.set(media.url, (tried.get(media.url) ?? 0) + 1);
    const made = await maker.make(media);
    if (made === null) return;
    const shown = board
      .document()
      .value.posts.flatMap(({ pictures }) => pictures.map(({ digest }) => digest));
    await store.savePicture(made.picture, made.bytes, shown);
    await board.change((posts) =>
      [...posts.values()].flatMap((post) => withPicture(post, media, made.picture)),
    );
    tried.delete(media.url);
  }

  async function lookAround(): Promise<void> {
    do {
      isAsked = false;
      for (const media of missing()) {
        await make(media).catch((error: unknown) =>
          log.warn({ err: error, url: media.url }, 'a picture of the wall could not be kept'),
        );
      }
    } while (isAsked);
  }

  return {
    look() {
      isAsked = true;
      looking ??= lookAround().finally(() => {
        looking = null;
      });
      return looking;
    },
  };
}

/** The post as it is by now: it may have been edited, or taken away, while its picture was made. */
function withPicture(post: KeptPost, { url }: PostMedia, picture: Picture): KeptPost[] {
  const isFor = (media: PostMedia, index: number) =>
    media.url === url && (post.pictures[index] ?? null) === null;
  if (!post.media.some(isFor)) return [];
  const pictures = post.media.map((media, index) =>
    isFor(media, index) ? picture : (post.pictures[index] ?? null),
  );
  return [{ ...post, pictures }];
}

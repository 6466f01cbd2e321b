import { isDeepStrictEqual } from 'node:util';
import type { ImagesDocument, ResultsDocument } from '../../core/display.ts';
import { etagOf } from '../../core/hub/etag.ts';
import { publishedResults } from '../../core/hub/published.ts';
import type { ResultsView, ScreensView } from '../../core/hub/view.ts';
import type { WallDocument } from '../../core/wall/view.ts';
import type { Album } from '../album.ts';
import type { Cancel, Clock } from '../ports.ts';
import type { Wall } from '../wall/wall.ts';
import type { HubRulings } from './ports.ts';

/** What the screens of all boxes show besides the programme; an etag is opaque. */
export interface Screens {
  wall(): { etag: string; value: WallDocument };
  /** Null while organisers do not publish them. */
  results(): { etag: string; value: ResultsDocument } | null;
  /** Null when there are none. */
  images(): { etag: string; value: ImagesDocument } | null;
  /** A WebP by its digest; null where there is none. `desk`: of whatever post, for people who are signed in. */
  picture(of: 'wall' | 'images' | 'desk', digest: string): Promise<Uint8Array | null>;
  /** Of everything, what is not there included. */
  etags(): Readonly<Record<'wall' | 'results' | 'images', string>>;
  view(): ScreensView;
}

/** The same as a part of the desk. */
export interface ScreensPart extends Screens {
  start(): void;
  stop(): void;
  /** Reads what organisers have changed. Rejects when the store does not answer. */
  reload(): Promise<void>;
}

/** The pictures that organisers hand out: a folder as it was read last. */
export interface HubAlbum extends Pick<Album, 'picture'> {
  images(): ImagesDocument['images'];
  /** Calls when there are others, until cancelled. */
  onChange(call: () => void): Cancel;
}

interface Deps {
  clock: Pick<Clock, 'wallAt' | 'every'>;
  rulings: Pick<HubRulings, 'resultsPublished'>;
  wall: Pick<Wall, 'document' | 'picture' | 'onChange' | 'reload'>;
  album: HubAlbum;
  /** Counted as exactly as it can be. */
  results: () => Promise<ResultsView>;
  /** Other hub processes may write to the same store. */
  isShared: boolean;
  /** What boxes or organisers see of it is another one. */
  onChange: (what: 'wall' | 'screens') => void;
  onTrouble: (error: unknown) => void;
}

const RESULTS_MS = 60_000;
const NONE = 'none';

export function createScreens(deps: Deps): ScreensPart {
  const { clock, rulings, wall, album, onChange } = deps;
  let arePublished = false;
  let results: { etag: string; value: ResultsDocument } | null = null;
  let images: { of: ImagesDocument['images']; etag: string; value: ImagesDocument } | null = null;
  let cancels: Cancel[] = [];

  /** Every vote makes other results; screens need not follow each. */
  async function count(): Promise<void> {
    if (!arePublished) return;
    const value = publishedResults(await deps.results(), Math.round(clock.wallAt()));
    if (!arePublished || isDeepStrictEqual(results?.value.sessions, value.sessions)) return;
    results = { value, etag: etagOf(value) };
    onChange('screens');
  }

  function handed(): { etag: string; value: ImagesDocument } | null {
    const now = album.images();
    if (now.length === 0) return null;
    if (images?.of !== now) images = { of: now, value: { images: now }, etag: etagOf(now) };
    return { etag: images.etag, value: images.value };
  }

  return {
    wall: wall.document,
    results: () => results,
    images: handed,
    async picture(of, digest) {
      return of === 'images' ? album.picture(digest) : wall.picture(digest, of === 'wall');
    },
    etags: () => ({
      wall: wall.document().etag,
      results: results?.etag ?? NONE,
      images: handed()?.etag ?? NONE,
    }),
    view: () => ({ resultsPublished: arePublished, images: album.images().length }),
    start() {
      cancels = [
        clock.every(RESULTS_MS, () => void count().catch(deps.onTrouble)),
        wall.onChange(() => onChange('wall')),
        album.onChange(() => onChange('screens')),
      ];
      void count().catch(deps.onTrouble);
    },
    stop() {
      for (const cancel of cancels.splice(0)) cancel();
    },
    async reload() {
      if (deps.isShared) await wall.reload();
      const published = await rulings.resultsPublished();
      if (published === arePublished) return;
      arePublished = published;
      if (!published) results = null;
      onChange('screens');
      void count().catch(deps.onTrouble);
    },
  };
}

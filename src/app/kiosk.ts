import type { DisplayView, ImagesDocument, ResultsDocument } from '../core/display.ts';
import { etagOf } from '../core/hub/etag.ts';
import type { Programme } from '../core/programme.ts';
import type { WallDocument } from '../core/wall/view.ts';

/** What is shown beside the programme. */
export interface KioskDocuments {
  wall: WallDocument | null;
  results: ResultsDocument | null;
  images: ImagesDocument | null;
}

/** What the kiosk GETs of its box, whoever brought it: the hub, a wall of the box's own, a folder. */
export interface Kiosk {
  documents(): KioskDocuments;
  /** Puts a document in place of the one before; null takes it away. */
  show(documents: Partial<KioskDocuments>): void;
  /** The theme that is served from now on. */
  wear(theme: string): void;
  versions(): DisplayView['versions'];
}

interface Deps {
  programme: () => Programme | null;
  /** A version has changed. */
  onChange: () => void;
}

export function createKiosk({ programme, onChange }: Deps): Kiosk {
  let shown: KioskDocuments = { wall: null, results: null, images: null };
  let theme: string | null = null;
  const versionOf = createVersions();

  function versions(): DisplayView['versions'] {
    return {
      programme: versionOf(programme()),
      wall: versionOf(shown.wall),
      results: versionOf(shown.results),
      images: versionOf(shown.images),
      theme,
    };
  }

  return {
    documents: () => shown,
    show(documents) {
      const before = shown;
      shown = { ...shown, ...documents };
      if (NAMES.some((name) => versionOf(before[name]) !== versionOf(shown[name]))) onChange();
    },
    wear(next) {
      theme = next;
      onChange();
    },
    versions,
  };
}

const NAMES = ['wall', 'results', 'images'] as const;

/** Versions by content, each worked out once: the state of a box is asked for with every vote. */
function createVersions(): (document: object | null) => string | null {
  const known = new WeakMap<object, string>();
  return (document) => {
    if (document === null) return null;
    const version = known.get(document) ?? etagOf(document);
    known.set(document, version);
    return version;
  };
}

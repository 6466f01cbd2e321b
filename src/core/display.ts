/** A page of the kiosk; each has an address of its own, `/?page=wall`. */
export type KioskPage = 'room' | 'programme' | 'wall' | 'results' | 'images' | 'clock';

/** What the kiosk shows and how; part of the state of a box. Durations are milliseconds. */
export interface DisplayView {
  /** In this order, each for so long; the kiosk leaves out one that has nothing to show. */
  pages: readonly { page: KioskPage; forMs: number }[];
  /**
   * Minutes of the local day in which the light colours are shown, `[fromMin, toMin)`, past midnight when `toMin` is the
   * smaller; null: always dark.
   */
  light: { fromMin: number; toMin: number } | null;
  /**
   * Of what the kiosk GETs, null for what there is none of: `programme` is /api/programme, `wall` /api/wall, `results`
   * /api/results, `images` /api/images, `theme` /theme.css. Another version means: GET it again.
   */
  versions: Readonly<Record<KioskDocument, string | null>>;
}

export type KioskDocument = 'programme' | 'wall' | 'results' | 'images' | 'theme';

/** Top sessions as organisers published them: those with too few votes are left out. Instants are epoch milliseconds. */
export interface ResultsDocument {
  at: number;
  /** By the lower bound of the share, the best first; at most 20. */
  sessions: readonly {
    title: string;
    speakers: readonly string[];
    room: string;
    startsAt: number;
    counted: number;
    /** Of +1, 0 to 1, with its 95 % Wilson interval. */
    share: { value: number; low: number; high: number };
  }[];
}

/** Sponsors and maps, from a folder or from the hub: `/pictures/<digest>.webp`. */
export interface ImagesDocument {
  images: readonly { digest: string; width: number; height: number; alt: string }[];
}

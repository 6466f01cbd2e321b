import type { ComponentChildren } from 'preact';
import type { ImagesDocument, KioskPage, ResultsDocument } from '../../src/core/display.ts';
import type { Programme } from '../../src/core/programme.ts';
import type { BoxState } from '../../src/core/state.ts';
import type { WallDocument } from '../../src/core/wall/view.ts';
import type { Locale } from '../time.ts';
import type { Words } from '../words.ts';

/** What the kiosk has fetched of its box, the last good one of each; null for what there is none of. */
export interface Documents {
  programme: Programme | null;
  wall: WallDocument | null;
  results: ResultsDocument | null;
  images: ImagesDocument | null;
}

/** What a page of the kiosk shows from. `nowAt` is the time of the box, epoch milliseconds, and the only clock. */
export interface Scene {
  state: BoxState;
  nowAt: number;
  locale: Locale;
  words: Words;
  documents: Documents;
  /** Nobody has heard the box for longer than it takes to begin anew: no press counts, and nothing new is known. */
  isAway: boolean;
}

/**
 * A page of the kiosk. `View` gives one element, which fills the stage between the head (room, event, time: the shell
 * draws it) and the lower edge; one rem is a hundredth of the width of the screen, and no text is below 1.25rem.
 */
export interface KioskPageView {
  page: KioskPage;
  /** Whether there is something to show; the rotation leaves out a page that has nothing. */
  has(scene: Scene): boolean;
  /** `turn` counts how often this page was shown, from 0, so that it can show its next part. */
  View(props: { scene: Scene; turn: number }): ComponentChildren;
}

import type { HubLinkView, NoticeView } from '../core/state.ts';

/** What the screens and the menu of a box have to do with its hub. */
export interface HubDesk {
  /** Null for a box without an address of a hub. */
  view(): HubLinkView | null;
  /** The code that pairs the box, while people are likely to look for it; null as a rule. */
  code(): string | null;
  /** What organisers say; null as a rule. */
  notice(): NoticeView | null;
  /** A person at the box wants it to be paired, anew if it is. */
  pair(): void;
}

/** Of a box that works alone. */
export const NO_HUB: HubDesk = { view: () => null, code: () => null, notice: () => null, pair() {} };

import type { DisplayView, KioskPage } from '../../src/core/display.ts';

/** Which page is shown, where it stands among the pages, and since when (epoch milliseconds). */
export interface Rotation {
  page: KioskPage;
  index: number;
  sinceAt: number;
  /** How often each page was shown before this time. */
  turns: Readonly<Partial<Record<KioskPage, number>>>;
}

/**
 * The rotation at `at`: a page stays for its time, then the next one of `pages` follows. A page that is no longer among
 * them goes at once. One page alone stays, and only its turn goes on. `pages` has at least one.
 */
export function advance(before: Rotation | null, pages: DisplayView['pages'], at: number): Rotation {
  const first = pages[0]?.page ?? 'room';
  if (before === null) return { page: first, index: 0, sinceAt: at, turns: { [first]: 0 } };

  const stays = pages[before.index]?.page === before.page;
  const index = stays ? before.index : pages.findIndex(({ page }) => page === before.page);
  if (index === -1) return show(before, pages, 0, at);
  const here = index === before.index ? before : { ...before, index };
  if (at < here.sinceAt) return { ...here, sinceAt: at }; // the clock was set back
  if (at - here.sinceAt < (pages[index]?.forMs ?? 0)) return here;
  return show(here, pages, (index + 1) % pages.length, at);
}

function show({ turns }: Rotation, pages: DisplayView['pages'], index: number, at: number): Rotation {
  const page = pages[index]?.page ?? 'room';
  const turn = (turns[page] ?? -1) + 1;
  return { page, index, sinceAt: at, turns: { ...turns, [page]: turn } };
}

/** The page that an address asks for, which then stays on it; null for the rotation. */
export function askedPage(search: string, known: readonly KioskPage[]): KioskPage | null {
  const asked = new URLSearchParams(search).get('page');
  return known.find((page) => page === asked) ?? null;
}

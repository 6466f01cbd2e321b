import { useEffect, useState } from 'preact/hooks';

/** The pages, in the order of the navigation; each name is its address: `#boxes`. */
export const PAGES = [
  'boxes',
  'live',
  'wall',
  'results',
  'programme',
  'corrections',
  'notices',
  'pairing',
  'accounts',
] as const;
export type PageName = (typeof PAGES)[number];

/** Where the page is: `#live/Amphi%20A` is the part `Amphi A` of `live`. */
export interface Route {
  page: PageName;
  part: string | null;
}

/** Reads an address; one that names no page is the first page. */
export function parseRoute(hash: string): Route {
  const [name = '', ...rest] = hash.replace(/^#/, '').split('/');
  const page = PAGES.find((known) => known === name) ?? PAGES[0];
  try {
    return { page, part: rest.length === 0 ? null : decodeURIComponent(rest.join('/')) };
  } catch {
    return { page, part: null }; // an address cut off within a character
  }
}

/** The address of a page, or of one part of it. */
export function addressOf(page: PageName, part?: string): string {
  return part === undefined ? `#${page}` : `#${page}/${encodeURIComponent(part)}`;
}

/** Follows the address bar. */
export function useRoute(): Route {
  const [route, setRoute] = useState(() => parseRoute(location.hash));
  useEffect(() => {
    const follow = () => setRoute(parseRoute(location.hash));
    addEventListener('hashchange', follow);
    follow(); // it may have changed since the page was drawn first
    return () => removeEventListener('hashchange', follow);
  }, []);
  return route;
}

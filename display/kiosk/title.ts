import { useLayoutEffect, useRef } from 'preact/hooks';

/** The type scale of titles, largest first; title.css has a size for each. */
export const TITLE_SIZES = ['xl', 'l', 'm', 's', 'xs', 'xxs'] as const;

/** Longest title worth trying at each size but the last, in code points: larger would be four lines and more. */
const TITLE_MAX = [20, 44, 84, 130, 200];

/** The largest step of `TITLE_SIZES` to try for a title; the screen steps down from there until all of it fits. */
export function titleStep(title: string): number {
  const length = [...title].length;
  const step = TITLE_MAX.findIndex((max) => length <= max);
  return step === -1 ? TITLE_MAX.length : step;
}

/**
 * Sets the largest size at which a title, and what stands with it, fits in its place. Measuring is work for a small
 * board, so it is done when the words, the place or the fonts change, not with every second. `beside` is what else is
 * written there.
 */
export function useFittedTitle(title: string, beside = '') {
  const fitted = useRef<HTMLDivElement>(null);
  const words = `${title}\n${beside}`;
  useLayoutEffect(() => {
    const place = fitted.current;
    if (place === null) return;
    const fit = () => fitTitle(place, title);
    fit();
    const observer = new ResizeObserver(fit);
    observer.observe(place);
    document.fonts.addEventListener('loadingdone', fit);
    return () => {
      observer.disconnect();
      document.fonts.removeEventListener('loadingdone', fit);
    };
  }, [words]);
  return fitted;
}

function fitTitle(place: HTMLElement, title: string): void {
  for (const size of TITLE_SIZES.slice(titleStep(title))) {
    place.dataset.size = size;
    if (place.scrollHeight <= place.clientHeight) return;
  }
}

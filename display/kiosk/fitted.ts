import { useLayoutEffect, useRef } from 'preact/hooks';

/** Sizes of wall.css, the largest first. */
const SIZES = ['xl', 'l', 'm', 's'] as const;

function fit(text: HTMLElement, place: HTMLElement): void {
  text.style.webkitLineClamp = 'none';
  for (const size of SIZES) {
    text.dataset.size = size;
    if (place.scrollHeight <= place.clientHeight) return;
  }
  const line = Number.parseFloat(getComputedStyle(text).lineHeight);
  text.style.webkitLineClamp = String(Math.max(1, Math.floor((place.clientHeight + 1) / line)));
}

/**
 * Sets the largest size at which a text fits into its parent; at the smallest, cuts it at the last line that fits, with
 * an ellipsis. Again when the place changes.
 */
export function useFittedText<E extends HTMLElement>() {
  const text = useRef<E>(null);
  useLayoutEffect(() => {
    const element = text.current;
    const place = element?.parentElement;
    const card = place?.parentElement;
    if (element === null || place === null || place === undefined || card === null || card === undefined)
      return;
    fit(element, place);
    const observer = new ResizeObserver(() => fit(element, place));
    observer.observe(card); // not the place, which the text itself makes larger and smaller
    return () => observer.disconnect();
  }, []);
  return text;
}

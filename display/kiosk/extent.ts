import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Extent } from './agendapages.ts';

/** Measures an element in em of its own, again whenever its size changes; null before the first time. */
export function useExtent() {
  const place = useRef<HTMLDivElement>(null);
  const [extent, setExtent] = useState<Extent | null>(null);
  useLayoutEffect(() => {
    const element = place.current;
    if (element === null) return;
    const measure = () => {
      const em = Number.parseFloat(getComputedStyle(element).fontSize);
      const [width, height] = [element.clientWidth / em, element.clientHeight / em];
      setExtent((before) =>
        before !== null && before.width === width && before.height === height ? before : { width, height },
      );
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [place, extent] as const;
}
